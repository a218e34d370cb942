"""The rights around accounts."""

from skolplattform.core.actor import Role
from skolplattform.core.permissions import right

# A tablet on the wall is opened with six digits: that must not be enough to speak for a person elsewhere.
OWN_FACTOR = right("accounts.own_factor", *(role for role in Role if role is not Role.TABLET))
MANAGE_ACCOUNTS = right("accounts.manage", Role.SYSTEM, min_loa=3)

"""The rights around accounts."""

from skolplattform.core.actor import Role
from skolplattform.core.permissions import right

MANAGE_ACCOUNTS = right("accounts.manage", Role.SYSTEM, min_loa=3)

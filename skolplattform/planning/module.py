"""Planering as the platform loads it."""

from skolplattform.core.modules import Module
from skolplattform.planning import permissions
from skolplattform.planning.answers import Answers

module = Module(
    name="planning",
    rights=(
        permissions.PLAN,
        permissions.READ,
        permissions.READ_OWN,
        permissions.READ_CHILD,
        permissions.FOLLOW,
    ),
    contracts=(Answers(),),
)

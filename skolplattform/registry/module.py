"""What the register brings to the platform."""

from skolplattform.core.modules import Module
from skolplattform.registry.permissions import (
    GRANT_PROTECTED,
    MANAGE_REGISTER,
    VIEW_CHILDREN,
    VIEW_REGISTER,
    VIEW_STUDENTS,
)
from skolplattform.registry.place import PlaceOfPerson
from skolplattform.registry.standing import RegisterOfPersons

module = Module(
    name="registry",
    rights=(VIEW_REGISTER, MANAGE_REGISTER, VIEW_STUDENTS, VIEW_CHILDREN, GRANT_PROTECTED),
    contracts=(RegisterOfPersons(), PlaceOfPerson()),
)

"""The right to take a register in, and to hand it out."""

from skolplattform.core.actor import Role
from skolplattform.core.permissions import right

IMPORT = right("interop.import", Role.ADMINISTRATOR)
EXPORT = right("interop.export", Role.ADMINISTRATOR)

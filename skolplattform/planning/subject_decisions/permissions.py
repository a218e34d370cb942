"""Who decides by which form's syllabus a student reads a subject: the head of the school where they are enrolled."""

from skolplattform.core.actor import Role
from skolplattform.core.permissions import right

DECIDE = right("planning.decide_subject", Role.PRINCIPAL)

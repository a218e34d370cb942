"""What a teacher does with screening: writes what was seen, what is done about it, and tells home."""

from skolplattform.assessment.screening.service.care import tell, tell_class, write_care
from skolplattform.assessment.screening.service.cells import SeenCell, save_seen

__all__ = ["SeenCell", "save_seen", "tell", "tell_class", "write_care"]

"""What a teacher does with plans: begin, write, publish, take back."""

from skolplattform.planning.service.draft import archive_plan, create_plan, restore_plan, save_draft
from skolplattform.planning.service.edit import Edit, Saved
from skolplattform.planning.service.preview import preview_plan
from skolplattform.planning.service.publish import Publication, Unready, publish_plan, undo_publish, withdraw_plan

__all__ = [
    "Edit",
    "Publication",
    "Saved",
    "Unready",
    "archive_plan",
    "create_plan",
    "preview_plan",
    "publish_plan",
    "restore_plan",
    "save_draft",
    "undo_publish",
    "withdraw_plan",
]

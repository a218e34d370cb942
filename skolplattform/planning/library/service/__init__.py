"""What teachers do for each other: share an edition, take it back, copy what others have made."""

from skolplattform.planning.library.service.copying import copy_own, copy_plan, copy_shared
from skolplattform.planning.library.service.sharing import NamesFound, share_plan, stop_sharing

__all__ = ["NamesFound", "copy_own", "copy_plan", "copy_shared", "share_plan", "stop_sharing"]

"""Writes of the calendar of tests and tasks."""

from skolplattform.planning.set_work.service.limits import decide_limits
from skolplattform.planning.set_work.service.work import Wanted, bring_back, change_work, set_work, take_away

__all__ = ["Wanted", "bring_back", "change_work", "decide_limits", "set_work", "take_away"]

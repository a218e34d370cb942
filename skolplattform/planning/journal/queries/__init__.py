"""What the pages of the journal ask for."""

from skolplattform.planning.journal.queries.board import board
from skolplattform.planning.journal.queries.coverage import coverage
from skolplattform.planning.journal.queries.department import departments, journal
from skolplattform.planning.journal.queries.entry import open_entry, picture_file
from skolplattform.planning.journal.queries.home import journal_of_child

__all__ = ["board", "coverage", "departments", "journal", "journal_of_child", "open_entry", "picture_file"]

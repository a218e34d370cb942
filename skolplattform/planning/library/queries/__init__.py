"""Reads of the library: what can be copied, what a plan was copied from, whether it is shared."""

from skolplattform.planning.library.queries.plan import origin_of, sharing_of
from skolplattform.planning.library.queries.search import Sought, library
from skolplattform.planning.library.queries.shown import shown_source

__all__ = ["Sought", "library", "origin_of", "sharing_of", "shown_source"]

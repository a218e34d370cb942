"""The interpreter's memory: what was loaded at start stays, so that nobody waits while it is looked through again.

A full garbage collection walks every object there is: the code of the platform alone takes a tenth of a second, and
it fell on whoever happened to be opening a page.
"""

import gc

YOUNG = 10_000
"""A page of a school year makes some ten thousand objects and lets them all go."""


def settle() -> None:
    """Call once, when everything is loaded: from then on only what people's pages make is looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)

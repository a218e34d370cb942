"""Sends notices in small batches until it is killed; says a word once the first is under way."""

from itertools import count

from skolplattform.core import clock, modules
from skolplattform.notices import plan, sender
from tests.support.school import SCHOOL_DAY


def main() -> None:
    """Small batches, so that there are many moments to be killed in."""
    plan.BATCH = sender.BATCH = 5
    modules.load()
    with clock.fixed(SCHOOL_DAY):
        for turn in count():
            if not turn:
                print("sending", flush=True)
            sender.send_notices()


if __name__ == "__main__":
    main()

"""Plans that the invented teachers share with their school, and some of them with the city."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.planning.library.rules import Reach
from skolplattform.planning.library.tables import SharedPlan

EVERY, TO_THE_CITY = 7, 3
STAGES = ((1, 3), (4, 6), (7, 9))


class Library:
    """What is shared of the editions as they are made: the same for the same school, without a draw."""

    def __init__(self, writer: BulkWriter, keys: Keys, organiser: UUID | None) -> None:
        self.writer, self.keys, self.organiser = writer, keys, organiser
        self.seen = 0

    def take(self, edition: Mapping[str, Any], unit_id: UUID, school_year: int, at: datetime) -> None:
        """Share one edition of `EVERY`, the third of those with the whole city."""
        self.seen += 1
        if self.seen % EVERY:
            return
        body = edition["body"]
        first, last = next(stage for stage in STAGES if school_year <= stage[1])
        points = (f"{point['area']} {point['text']}" for point in body["points"])
        texts = (edition["title"], body["purpose"], *(text for _, _, text in body["weeks"]), *points)
        far = self.seen // EVERY % TO_THE_CITY == 0
        shared = {"id": self.keys.next(), "plan_id": edition["plan_id"], "number": edition["number"]}
        shared |= {"unit_id": unit_id, "organiser_id": self.organiser, "subject_name": body["subject"]}
        shared |= {"reach": (Reach.CITY if far else Reach.SCHOOL).value, "curriculum": "Lgr22"}
        shared |= {"start_school_year": first, "end_school_year": last, "words": " ".join(texts).casefold()}
        shared |= {"shared_by": edition["published_by"], "shared_at": at, "taken_back_at": None}
        self.writer.add(SharedPlan, shared)

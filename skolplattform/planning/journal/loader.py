"""Bring the goals of Lpfö 18, in the platform's short words, into the database. Twice changes nothing."""

import json
from datetime import date
from pathlib import Path

from sqlmodel import Session

from skolplattform.planning.journal.tables import JournalGoal

FILE = Path(__file__).with_name("goals.json")
CURRICULUM, HOLDS_FROM = "Lpfö18", date(2019, 7, 1)


def load_goals(session: Session) -> None:
    """The goals by area, in the order of the curriculum."""
    position = 0
    for area in json.loads(FILE.read_text(encoding="utf-8")):
        for goal in area["goals"]:
            names = {"area_sv": area["sv"], "area_en": area["en"], "name_sv": goal["sv"], "name_en": goal["en"]}
            session.merge(
                JournalGoal(
                    code=f"{CURRICULUM}.{area['area']}.{goal['code']}",
                    curriculum=CURRICULUM,
                    area=area["area"],
                    position=position,
                    start_date=HOLDS_FROM,
                    **names,
                )
            )
            position += 1

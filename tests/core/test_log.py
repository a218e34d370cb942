"""What goes wrong is logged without what somebody had written."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from skolplattform.core import clock, db
from skolplattform.core.audit import PLATFORM
from skolplattform.core.log import redacted
from skolplattform.core.tables import AnsweredKey

WRITTEN = "Alva har svårt\nmed läsningen"


def put(session: Session) -> None:
    answer = {"comment": WRITTEN}
    session.add(AnsweredKey(actor_id=PLATFORM, key=WRITTEN, intention="x", answer=answer, at=clock.now()))
    session.flush()


def test_a_row_that_the_database_refuses_is_not_told_in_the_log(database: str) -> None:
    with db.unit() as session:
        put(session)
    with pytest.raises(IntegrityError) as refused, db.unit() as session:
        put(session)
    told = redacted(f"{refused.value.orig}\n\n{refused.value}")
    assert "answered_key" in told
    assert not {"Alva", "svårt", "läsningen"} & set(told.replace("\\n", " ").replace("'", " ").split())
    assert "läsningen" not in told

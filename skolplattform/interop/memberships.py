"""Nobody is in two classes at a time: neither within an export, nor in it and in the register."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.interop.checks import in_batches
from skolplattform.interop.formats.faults import Fault
from skolplattform.interop.stage import Stage
from skolplattform.registry import rules
from skolplattform.registry.codes import GroupType
from skolplattform.registry.tables import Group, GroupMembership


def overlapping(stage: Stage, session: Session) -> None:
    """A person is in a group once at a time, and in one class at a time (SS 12000 Group)."""
    stage.run("CREATE TEMP TABLE member (person TEXT, place TEXT, n INTEGER, pos INTEGER, first TEXT, last TEXT)")
    stage.run(
        "INSERT INTO member SELECT json_extract(j.value, '$.person_id'),"
        " CASE json_extract(data, '$.values.group_type') WHEN ? THEN 'class' ELSE hex(row.id) END, row.n,"
        " json_extract(j.value, '$._place'), json_extract(j.value, '$.start_date'), json_extract(j.value, '$.end_date')"
        " FROM row, json_each(data, '$.lists.memberships') j WHERE entity = 'groups' AND bad = 0",
        (GroupType.CLASS.value,),
    )
    members = stage.ask("SELECT person, place, n, pos, first, last FROM member ORDER BY person, place, first")
    found = [pair for _, rows in groupby(members, lambda m: m[:2]) for pair in rules.overlaps(map(_period, rows))]
    for earlier, later in found:
        _tell_overlap(stage, earlier, later)
    _other_classes(stage, session)
    stage.run("DROP TABLE member")


def _other_classes(stage: Stage, session: Session) -> None:
    """A class of the register that the export says nothing of, and that somebody of the export is in meanwhile.

    Which class is not said: it may be at a school that the reader knows nothing of.
    """
    classes = "SELECT person, n, pos, first, last FROM member WHERE place = 'class' ORDER BY person, first"
    for batch in in_batches(list(stage.ask(classes))):
        stays = _stays_elsewhere(stage, session, {UUID(hex=person) for person, *_ in batch})
        for person, n, pos, first, last in batch:
            here = rules.Period(date.fromisoformat(first), date.fromisoformat(last) if last else None)
            if any(here.overlaps(stay) for stay in stays[UUID(hex=person)]):
                stage.tell_at(Fault(f"groupMemberships[{pos - 1}]", "in_other_class", {"from": first}), n)
                stage.run("INSERT OR IGNORE INTO bad_item VALUES (?, 'memberships', ?)", (n, pos))


def _stays_elsewhere(stage: Stage, session: Session, persons: set[UUID]) -> defaultdict[UUID, list[rules.Period]]:
    """When these persons are in classes whose members the export does not tell; a class that has left ends."""
    yesterday = clock.today() - timedelta(days=1)
    rows = session.exec(
        select(
            GroupMembership.person_id, GroupMembership.group_id, GroupMembership.start_date, GroupMembership.end_date
        )
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(col(GroupMembership.person_id).in_(persons), col(Group.group_type) == GroupType.CLASS.value)
    ).all()
    told = (
        "SELECT 1 FROM row WHERE entity = 'groups' AND id = ? AND (bad = 1 OR"
        " json_type(data, '$.lists.memberships') IS NOT NULL)"
    )
    leaving = "SELECT 1 FROM gone WHERE entity = 'groups' AND id = ?"
    stays: defaultdict[UUID, list[rules.Period]] = defaultdict(list)
    for person, group, start, end in rows:
        if not stage.one(told, (group.bytes,)):
            last = min(end or date.max, yesterday) if stage.one(leaving, (group.bytes,)) else end
            stays[person].append(rules.Period(start, last))
    return stays


def _period(member: tuple[Any, ...]) -> rules.Period:
    start, end = date.fromisoformat(member[4]), member[5] and date.fromisoformat(member[5])
    return rules.Period(start, end or None, (member[2], member[3]))


def _tell_overlap(stage: Stage, earlier: rules.Period, later: rules.Period) -> None:
    n, pos = later.tag
    name, place = next(stage.ask("SELECT label, place FROM row WHERE n = ?", (earlier.tag[0],)))
    params = {"group": name, "row": str(place), "from": str(later.start)}
    stage.tell_at(Fault(f"groupMemberships[{pos - 1}]", "overlapping_memberships", params), n)
    stage.run("INSERT OR IGNORE INTO bad_item VALUES (?, 'memberships', ?)", (n, pos))

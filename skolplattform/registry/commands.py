"""`python -m skolplattform grant`: lets a member of staff see a protected person."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import typer

from skolplattform.core import clock, db
from skolplattform.core.actor import system_actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.i18n.console import say, stop_on_error
from skolplattform.registry import service
from skolplattform.registry.standing import RegisterOfPersons

app = typer.Typer()
USUAL_DAYS = 180


@app.command("grant")
def grant(
    subject: Annotated[str, typer.Argument(help="den skyddade personens id / the protected person's id")],
    grantee: Annotated[str, typer.Argument(help="vem som får se: id eller EPPN / who may see: id or EPPN")],
    reason: Annotated[str, typer.Option(help="varför / why")],
    until: Annotated[str, typer.Option(help="sista dag, ÅÅÅÅ-MM-DD / last day")] = "",
) -> None:
    """Låt någon se en person med skyddade uppgifter / Let somebody see a protected person."""
    with stop_on_error(), db.unit() as session:
        first = clock.today()
        last = _day(until) if until else first + timedelta(days=USUAL_DAYS)
        who = RegisterOfPersons().person_of(session, grantee) if "@" in grantee else _id(grantee)
        if who is None:
            raise NotFound
        service.grant_protected(
            session, system_actor("command line"), _id(subject), who, reason=reason, first=first, last=last
        )
    say("grant.done", grantee=grantee, until=last.isoformat())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("until", "registry.grant.days") from None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None

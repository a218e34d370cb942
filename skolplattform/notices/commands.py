"""`python -m skolplattform notices`: what waits to be sent, what could not be, and another try."""

# pyright: reportArgumentType=false, reportCallIssue=false

import typer
from sqlalchemy import func, update
from sqlmodel import col, select

from skolplattform.core import clock, db
from skolplattform.i18n.console import say
from skolplattform.notices.sender import send_notices
from skolplattform.notices.tables import NoticeDelivery

app = typer.Typer(name="notices", help="Aviseringar / Notices", no_args_is_help=True)


@app.command("status")
def status() -> None:
    """Hur många som väntar, har gått fram och har gett upp / How many wait, went and have given up, and why."""
    state, channel, why = col(NoticeDelivery.state), col(NoticeDelivery.channel), col(NoticeDelivery.last_error)
    with db.reading() as session:
        counted = select(state, channel, why, func.count()).group_by(state, channel, why).order_by(state, channel, why)
        rows = session.exec(counted.limit(500)).all()
    for found, by, error, n in rows:
        say("notices.row", state=found, channel=by, n=n, error=error)
    if not rows:
        say("notices.none")


@app.command("send")
def send() -> None:
    """Skicka det som ska skickas nu / Send what is due now."""
    send_notices()
    say("notices.sent")


@app.command("retry")
def retry() -> None:
    """Försök igen med det som gett upp / Try again what has given up."""
    with db.unit() as session:
        again = update(NoticeDelivery).where(col(NoticeDelivery.state) == "failed")
        done = session.execute(again.values(state="waiting", attempts=0, not_before=clock.now()))
    say("notices.retried", n=getattr(done, "rowcount", 0))

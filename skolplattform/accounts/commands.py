"""`python -m skolplattform account ...`: create, reset, lock and unlock accounts, and grant central roles."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from skolplattform.accounts import one_time, second_factor, service, sessions
from skolplattform.core import db
from skolplattform.core.actor import Role, system_actor
from skolplattform.i18n.console import say, stop_on_error

app = typer.Typer(
    name="account", help="Konton: skapa, återställ, lås / Accounts: create, reset, lock", no_args_is_help=True
)
ACTOR = system_actor("command line")
Username = Annotated[str, typer.Argument(help="användarnamn / username")]
Password = Annotated[
    str,
    typer.Option(
        prompt="Lösenord / Password",
        confirmation_prompt=True,
        hide_input=True,
        envvar="SKOLPLATTFORM_NEW_PASSWORD",
        help="minst 12 tecken / at least 12 characters",
    ),
]


@app.command()
def create(
    username: Username,
    password: Password,
    person: Annotated[str, typer.Option(help="personens id eller EPPN / the person's id or EPPN")],
    one_time_code: Annotated[bool, typer.Option(help="kräv engångskod / require one-time codes")] = False,
) -> None:
    """Skapa ett konto för en person / Create an account for a person."""
    secret = one_time.new_secret() if one_time_code else ""
    with stop_on_error(), db.unit() as session:
        service.create_account(
            session, ACTOR, _person(session, person), username=username, password=password, one_time_secret=secret
        )
    say("account.created", username=username)
    if secret:
        typer.echo(one_time.address(secret, username))


@app.command()
def reset(username: Username, password: Password) -> None:
    """Sätt ett nytt lösenord / Set a new password."""
    with stop_on_error(), db.unit() as session:
        service.reset_password(session, ACTOR, username, password=password)
    say("account.reset", username=username)


@app.command()
def lock(username: Username) -> None:
    """Lås kontot och logga ut överallt / Lock the account and sign out everywhere."""
    with stop_on_error(), db.unit() as session:
        service.lock_account(session, ACTOR, username)
    say("account.locked", username=username)


@app.command()
def unlock(username: Username) -> None:
    """Lås upp kontot / Unlock the account."""
    with stop_on_error(), db.unit() as session:
        service.unlock_account(session, ACTOR, username)
    say("account.unlocked", username=username)


@app.command("reset-codes")
def reset_codes(
    person: Annotated[str, typer.Argument(help="personens id eller EPPN / the person's id or EPPN")],
) -> None:
    """Ta bort en förlorad kodapp / Take a lost authenticator app out of use."""
    with stop_on_error(), db.unit() as session:
        second_factor.forget(session, ACTOR, _person(session, person))
    say("account.codes_reset")


@app.command()
def role(
    person: Annotated[str, typer.Argument(help="personens id eller EPPN / the person's id or EPPN")],
    role: Annotated[Role, typer.Argument(help="central | system")],
    organisation: Annotated[UUID, typer.Argument(help="organisationens id / id of the organisation")],
    reason: Annotated[str, typer.Option(help="varför / why")],
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="sista dag / last day")] = None,
) -> None:
    """Gör någon till central handläggare eller systemadministratör / Make somebody central staff or administrator."""
    with stop_on_error(), db.unit() as session:
        service.grant_central_role(
            session,
            ACTOR,
            _person(session, person),
            role=role,
            organisation_id=organisation,
            until=until.date() if until else None,
            reason=reason,
        )
    say("account.role_granted", role=role.value)


def _person(session: object, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return sessions.register().person_of(session, text) or UUID(int=0)  # type: ignore[arg-type]

"""`python -m skolplattform`: what is done from a terminal. Each module brings its own commands.

Exit codes: 0 done, 1 something was found (a broken log), 2 refused, with the reason in a sentence.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlmodel import func, select

from skolplattform.core import anchors, audit, backup, clock, db, modules
from skolplattform.core.config import settings
from skolplattform.core.tables import AuditChain, AuditEntry
from skolplattform.i18n.catalogue import catalogue, text
from skolplattform.i18n.console import REFUSED, complain, language, say

BROKEN = 1
DEMO = "skolplattform.demo.commands"
Target = Annotated[Path, typer.Argument(help="fil / file")]
KeptAnchor = Annotated[Path | None, typer.Option(help="ett ankare från tidigare / an anchor of before")]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
audit_app = typer.Typer(
    name="audit", help="Loggen över vem som gjort och sett vad / The audit log", no_args_is_help=True
)


@app.command()
def migrate() -> None:
    """Ge databasen den senaste strukturen / Bring the database to the newest schema."""
    from alembic import command
    from alembic.config import Config

    command.upgrade(Config("alembic.ini"), "head")
    for bring in (bring for module in modules.load() for bring in module.reference):
        with db.unit() as session:
            bring(session)
    say("migrate.done")


@audit_app.command("verify")
def audit_verify(anchor: KeptAnchor = None) -> None:
    """Kontrollera att inget har ändrats, tagits bort eller lagts till / Check that nothing was changed or removed."""
    kept = _kept(anchor) if anchor else None
    with db.reading() as session:
        broken = audit.verify(session)
        broken += anchors.changed_since(session, kept) if kept else ()
        entries = session.exec(select(func.count()).select_from(AuditEntry)).one()
        chains = session.exec(select(func.count()).select_from(AuditChain)).one()
    for gap in broken:
        complain("audit.broken", chain=str(gap.chain), position=str(gap.position), reason=gap.reason)
    if broken:
        raise typer.Exit(BROKEN)
    say("audit.whole", entries=str(entries), chains=str(chains))


@audit_app.command("anchor")
def audit_anchor(path: Target) -> None:
    """Spara kedjornas slut, att förvara någon annanstans / Save the ends of the chains, to be kept elsewhere."""
    with db.reading() as session:
        made = anchors.anchor(session, clock.now())
    path.write_text(made.model_dump_json(indent=1), encoding="utf-8")
    say("audit.anchor", path=str(path))


def _kept(path: Path) -> anchors.Anchor:
    """The anchor in the file, or the command ends."""
    try:
        return anchors.read(path.read_text(encoding="utf-8"))
    except (anchors.Forged, OSError, UnicodeDecodeError) as error:
        complain("audit.forged", path=str(path))
        raise typer.Exit(BROKEN) from error


@app.command("backup")
def back_up(path: Target) -> None:
    """Spara en krypterad kopia av databasen / Save an encrypted copy of the database."""
    try:
        size = backup.save(settings().database_url, path, secret=_backup_key())
    except backup.Unusable as error:
        complain("failed", reason=str(error))
        raise typer.Exit(REFUSED) from error
    say("backup.done", path=str(path), size=str(size))


@app.command()
def restore(path: Target, replace: Annotated[bool, typer.Option(help="ersätt innehållet / replace")] = False) -> None:
    """Återställ databasen från en kopia / Restore the database from a copy."""
    if not replace and _holds_persons():
        complain("restore.exists")
        raise typer.Exit(REFUSED)
    db.close()
    try:
        backup.restore(path, settings().database_url, secret=_backup_key())
    except backup.Unusable as error:
        complain("restore.refused")
        raise typer.Exit(REFUSED) from error
    say("restore.done", path=str(path))


def _backup_key() -> str:
    key = settings().backup_key.get_secret_value()
    if len(key) < backup.SHORTEST_KEY:
        complain("backup.no_key")
        raise typer.Exit(REFUSED)
    return key


def _holds_persons() -> bool:
    from sqlalchemy import inspect

    from skolplattform.registry.tables import Person

    if not inspect(db.engine()).has_table("person"):
        return False
    with db.reading() as session:
        return session.exec(select(Person.id).limit(1)).first() is not None


def _add(path: str) -> None:
    """A module's commands: under their own name, or beside ours when the group has none."""
    name, _, attribute = path.partition(":")
    group: typer.Typer = getattr(import_module(name), attribute or "app")
    if isinstance(group.info.name, str):
        app.add_typer(group)
    else:
        app.registered_commands.extend(group.registered_commands)


def _why(fault: ErrorDetails) -> str:
    """Why a setting cannot be used, in the terminal's language; the library's own words where we have none."""
    key = f"command.setting.{fault['type'].removeprefix('setting_')}"
    ctx = {name: str(value).replace("' or '", "', '") for name, value in fault.get("ctx", {}).items()}
    return text(key, language(), **ctx) if key in catalogue(language()) else fault["msg"]


def main() -> None:
    """Gather the commands of the loaded modules and run the one that was asked for."""
    try:
        settings()
    except ValidationError as error:
        for fault in error.errors():
            where = ".".join(str(part) for part in fault["loc"]) or "settings"
            complain("failed", reason=f"SKOLPLATTFORM_{where.upper()}: {_why(fault)}")
        sys.exit(REFUSED)
    app.add_typer(audit_app)
    for module in modules.load():
        for path in module.commands:
            _add(path)
    if find_spec("skolplattform.demo") and find_spec(DEMO):
        _add(f"{DEMO}:app")
    app()


if __name__ == "__main__":
    main()

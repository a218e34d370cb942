"""`python -m skolplattform demo`: invents a city in an empty database, tells its persons and its clock."""

from datetime import date
from typing import Annotated, NoReturn

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlmodel import select

from skolplattform.accounts import demo as sign_in
from skolplattform.core import clock, db
from skolplattform.core.config import settings
from skolplattform.demo.city import City
from skolplattform.demo.day import seconds_ahead
from skolplattform.demo.shape import CITY, ONE_SCHOOL, SMALL, Shape, of_size
from skolplattform.i18n.catalogue import text
from skolplattform.i18n.console import REFUSED, complain, language
from skolplattform.registry.tables import Person

app = typer.Typer(name="demo", help="Uppfinn en stad att prova i / Invent a city to try in")
SHAPES: dict[str, Shape] = {"small": SMALL, "school": ONE_SCHOOL, "city": CITY}
MOST_SCHOOLS = 500


@app.callback(invoke_without_command=True)
def demo(
    size: Annotated[str, typer.Option(help="small | school | city, eller antal grundskolor / or a number")] = "small",
    whole_year: Annotated[bool, typer.Option(help="hela läsåret / the whole school year")] = False,
    today: Annotated[str, typer.Option(help="dagen som är i dag, ÅÅÅÅ-MM-DD / the day it is")] = "",
    if_empty: Annotated[bool, typer.Option("--if-empty", help="gör inget om det finns personer")] = False,
    persons: Annotated[bool, typer.Option("--persons", help="visa personerna / show the persons")] = False,
    show_clock: Annotated[bool, typer.Option("--clock", help="sekunder klockan går före / seconds ahead")] = False,
) -> None:
    """Fyll en tom databas med en påhittad stad / Fill an empty database with an invented city."""
    if persons or show_clock:
        _tell_persons() if persons else _tell_clock()
        return
    if settings().mode == "production":
        _refuse("demo.production")
    if not _is_empty():
        if not if_empty:
            _refuse("demo.exists")
        return
    _make(_shape(size, whole_year=whole_year), _day(today))


def _refuse(key: str, **params: object) -> NoReturn:
    complain(key, **params)
    raise typer.Exit(REFUSED)


def _shape(size: str, *, whole_year: bool) -> Shape:
    if size in SHAPES:
        return SHAPES[size]
    if not size.isdecimal() or not 1 <= int(size) <= MOST_SCHOOLS:
        _refuse("demo.size", size=size, most=MOST_SCHOOLS)
    return of_size(int(size), whole_year=whole_year)


def _day(today: str) -> date:
    try:
        return date.fromisoformat(today) if today else clock.today()
    except ValueError:
        _refuse("demo.day", day=today)


def _is_empty() -> bool:
    with db.reading() as session:
        return session.exec(select(Person.id).limit(1)).first() is None


def _make(shape: Shape, today: date) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as bar:
        task = bar.add_task(text("command.demo.city", language()), total=shape.units)
        city = City(shape, today, progress=lambda said, done, _: bar.update(task, description=said, completed=done))
        city.make()
    typer.echo(", ".join(f"{rows:,} {table}".replace(",", " ") for table, rows in city.written.items()))


def _tell_persons() -> None:
    with db.reading() as session:
        for choice in sign_in.choices(session):
            typer.echo(f"  {choice.name:<28} {getattr(choice.line, language())}")


def _tell_clock() -> None:
    typer.echo(seconds_ahead())

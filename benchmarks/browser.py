"""What a person's browser sees: bytes of a first visit, time between pages."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from sqlmodel import col, select

from benchmarks.timing import Result
from skolplattform.accounts.tables import DemoPerson
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.demo.day import seconds_ahead_of
from tests.support import services
from tests.support.server import Server, running
from tests.support.sign_in import signed_in

ROUNDS = 6
PHONE = {"width": 390, "height": 844}
CHART_PAGE = "/narvaro-oversikt"
PLAIN_PAGE = "/planering-i-skolan"
"""A page of the principal without a chart: Skolan nu has one."""
KILO = 1_000


def measure() -> Iterator[Result]:
    """Every figure that needs the built pages; on the data this process points at."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=services.chromium() or None, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield from _first_visit(browser, server)
        yield _navigation(browser, server)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The built platform, on the data this process points at."""
    from setup.build import build

    build()
    with running(settings().database_url, folder, demo_clock=str(seconds_ahead_of())) as server:
        yield server


def _person(workspace: Workspace) -> UUID:
    """The first of the demo persons with this workspace."""
    question = select(DemoPerson.person_id).where(DemoPerson.workspace == workspace.value)
    with db.reading() as session:
        return session.exec(question.order_by(col(DemoPerson.place)).limit(1)).one()


def _context(browser: Browser, server: Server, workspace: Workspace) -> BrowserContext:
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    name, value = signed_in(_person(workspace), workspace)
    context.add_cookies([{"name": name, "value": value, "url": server.url}])
    return context


def _bytes_of(page: Page, path: str, seen: str) -> int:
    """Bytes over the wire, headers included, until what the page is for is seen and it has been quiet for a second."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path)
    page.locator(seen).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)
    return int(sum(received))


def _first_visit(browser: Browser, server: Server) -> Iterator[Result]:
    teacher = _context(browser, server, Workspace.TEACHER)
    plain = _bytes_of(teacher.new_page(), "/min-dag", "main h1") / KILO
    yield Result("first visit, all files, over the wire", f"{plain:.0f} KB", "<= 200 KB", plain <= 200)
    principal = _context(browser, server, Workspace.PRINCIPAL)
    page = principal.new_page()
    page.goto(PLAIN_PAGE, wait_until="networkidle")
    chart = _bytes_of(page, CHART_PAGE, ".js-plotly-plot") / KILO
    yield Result("a page with a chart, on top, once", f"{chart:.0f} KB", "<= 460 KB", chart <= 460)
    teacher.close()
    principal.close()


def _navigation(browser: Browser, server: Server) -> Result:
    """From the click on a menu entry to the new page's heading, with its content."""
    context = _context(browser, server, Workspace.TEACHER)
    page = context.new_page()
    page.goto("/min-dag", wait_until="networkidle")
    entries = page.locator("nav.nav a")
    samples = [_click(page, entries.nth(n % entries.count())) for n in range(1, ROUNDS * entries.count())]
    context.close()
    median = statistics.median(samples)
    return Result("in-app navigation, click to content", f"median {median:.0f} ms", "<= 150 ms", median <= 150)


CONTENT = """before => document.querySelector('main h1')?.innerText !== before
    && !document.querySelector('main [aria-busy=true]')"""


def _click(page: Page, entry: Locator) -> float:
    before = page.locator("main h1").inner_text()
    started = time.perf_counter()
    entry.click()
    page.wait_for_function(CONTENT, arg=before, polling="raf")
    taken = (time.perf_counter() - started) * 1_000
    page.wait_for_timeout(200)
    return taken

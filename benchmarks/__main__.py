"""`make bench SIZE=small|school|city`: measures and prints a table. BENCH_DATABASE_URL names the data's place."""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime

from benchmarks import data
from benchmarks.timing import Result, table


def main() -> None:
    """Make the data if needed, measure every part that was asked for, print."""
    size = os.environ.get("SIZE", "small")
    wanted = sys.argv[1:] or ["reads", "saves", "morning", "notices", "imports", "browser", "memory"]
    today = data.use(size)
    from skolplattform.core import clock, db, memory
    from skolplattform.demo.life import NOW

    moment = clock.at(today, NOW)
    with db.reading() as session:
        machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        print(f"{machine}, Python {platform.python_version()}, data {size!r}, {today}")
        print(data.size_text(session), flush=True)
    memory.settle()  # as the server does when it has started
    results: list[Result] = []
    for name in wanted:
        for result in _parts(today, moment)[name]():
            print(table([result]), flush=True)
            results.append(result)
    print(f"\n{table(results)}")


def _parts(today: date, moment: datetime) -> dict[str, Callable[[], Iterator[Result]]]:
    from benchmarks import browser, imports, memory, morning, notices, reads, saves

    return {
        "reads": lambda: reads.measure(today, moment),
        "saves": lambda: saves.measure(today, moment),
        "morning": lambda: morning.measure(today, moment),
        "notices": lambda: notices.measure(today, moment),
        "imports": imports.measure,
        "browser": browser.measure,
        "memory": lambda: memory.measure(today),
    }


if __name__ == "__main__":
    main()

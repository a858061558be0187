"""How long from the command until the service answers, and until it judges: `python -m benchmarks.startup`.

The first start makes its database, a later one finds it; after `kill -9` of the serving process its keeper
forks another. Seconds by the clock, the median of a few; goal 3 s until it judges.
"""

import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.browser.stage import Server

TURNS = 3
GOAL_S = 3.0
SETTLED_S = 6.0
"""Before a kill: the spare pose process is loaded too, and the serving process is not young any more."""
LOOK_S = 0.02


@dataclass(frozen=True, slots=True)
class Start:
    what: str
    answers_s: float
    judges_s: float


def main() -> None:
    taken = [start for _ in range(TURNS) for start in turn()]
    table = Table("start", "answers, s", "judges, s", f"≤ {GOAL_S:g} s")
    late = False
    for what in dict.fromkeys(start.what for start in taken):
        answers = statistics.median(s.answers_s for s in taken if s.what == what)
        judges = statistics.median(s.judges_s for s in taken if s.what == what)
        late |= judges > GOAL_S
        table.add_row(what, f"{answers:.1f}", f"{judges:.1f}", "yes" if judges <= GOAL_S else "NO")
    Console().print(table)
    sys.exit(late)


def turn() -> Iterator[Start]:
    with tempfile.TemporaryDirectory() as folder:
        for what in ("first", "later"):
            begun = time.monotonic()
            server = Server(Path(folder) / "data")
            try:
                yield waited(server, what, begun)
                if what == "later":
                    time.sleep(SETTLED_S)
                    os.kill(server.serving_pid, signal.SIGKILL)
                    yield waited(server, "after a kill", time.monotonic())
            finally:
                server.stop()


def waited(server: Server, what: str, begun: float) -> Start:
    return Start(what, until(server, "/healthz") - begun, until(server, "/readyz") - begun)


def until(server: Server, path: str) -> float:
    while server.ask(path) is None:
        time.sleep(LOOK_S)
    return time.monotonic()


if __name__ == "__main__":
    main()

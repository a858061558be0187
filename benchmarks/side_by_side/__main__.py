"""This service side by side with what people would use instead.

`python -m benchmarks.side_by_side [PART ...] [--with CONTENDER ...] [--out FILE]`; parts: cost, floor, full,
slow, typical. All of it takes about a quarter of an hour, and needs the machine to itself.

The figures of a part are kept in `data/benchmarks`, so that one run's parts can be taken one by one.
"""

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.side_by_side import capacity, table
from benchmarks.side_by_side.contenders import OTHERS, Kind, Ours
from benchmarks.side_by_side.film import KEPT, film
from benchmarks.side_by_side.parts import PARTS, Figures

RESULTS = KEPT / "side_by_side.json"
SHORT = {"ours": None, "recipe": OTHERS[0], "fastrtc": OTHERS[1], "streamlit": OTHERS[2]}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("parts", nargs="*", default=[], metavar="PART", help=", ".join(PARTS))
    ask.add_argument("--with", dest="kinds", nargs="+", choices=sorted(SHORT), default=sorted(SHORT))
    ask.add_argument("--go-on", action="store_true", help="keep the figures of the parts taken before")
    ask.add_argument("--out", type=Path, help="write the tables here as Markdown")
    options = ask.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        ask.error(f"unknown part: {', '.join(sorted(unknown))}")
    console = Console(width=200)
    figures = _read() if options.go_on else {}
    kinds: list[Kind] = [SHORT[name] for name in SHORT if name in options.kinds]
    _take(options.parts or list(PARTS), kinds, figures, console)
    _show(figures, console)
    if options.out:
        options.out.write_text(_document(figures))


def _take(parts: list[str], kinds: list[Kind], figures: Figures, console: Console) -> None:
    for kind in ("moving", "typical"):
        film(kind)
    for part in parts:
        figures |= PARTS[part](kinds, lambda said: console.print(f"[dim]{_clock()} {said}"))
        RESULTS.write_text(json.dumps([[*key, value] for key, value in figures.items()], indent=0))


def _clock() -> str:
    return datetime.now(UTC).strftime("%H:%M:%S") + f" (load {os.getloadavg()[0]:.1f})"


def _read() -> Figures:
    if not RESULTS.exists():
        return {}
    return {(figure, name): value for figure, name, value in json.loads(RESULTS.read_text())}


def _show(figures: Figures, console: Console) -> None:
    console.print(_rich(table.lines(figures), f"Side by side. {machine()}"))
    own = table.numbers(figures, Ours.name)
    if "cpu" in own or "constant" in own:
        console.print(_rich(capacity.lines(own), "What many sessions need"))
        console.print(capacity.NOTE)


def _rich(lines: list[list[str]], title: str) -> Table:
    head, *rows = lines
    made = Table(*head, title=title)
    for row in rows:
        made.add_row(*row)
    return made


def machine() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    name = names[0].partition(":")[2].strip() if names else platform.machine()
    return f"{len(os.sched_getaffinity(0))} cores of {name}, no GPU, Python {platform.python_version()}."


def _document(figures: Figures) -> str:
    own = table.numbers(figures, Ours.name)
    many = ["| " + " | ".join(row) + " |" for row in capacity.lines(own)]
    many.insert(1, "|" + " --- |" * len(capacity.lines(own)[0]))
    return f"{machine()}\n\n{table.markdown(figures)}\n" + "\n".join(many) + f"\n\n{capacity.NOTE}\n"


if __name__ == "__main__":
    main()

"""One table of what was measured against what is wanted, for the terminal and for docs/accuracy.md."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    what: str
    on: str
    n: int
    """Cases that the figure is of."""
    value: str
    interval: str
    """95 % confidence, as text; empty where it makes no sense."""
    goal: str
    reached: bool | None
    """None: no goal was set, or nothing to measure on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A case that is not as it should be, so that it can be looked at."""

    case: str
    expected: str
    got: str


def wilson(hits: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    z, p = 1.96, hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def share_row(what: str, on: str, hits: int, n: int, goal: float) -> Row:
    low, high = wilson(hits, n)
    return Row(
        what=what,
        on=on,
        n=n,
        value=f"{hits / n:.3f}" if n else "–",
        interval=f"{low:.2f}–{high:.2f}" if n else "",
        goal=f"≥ {goal:.2f}",
        reached=hits / n >= goal if n else None,
    )


def mean_row(what: str, on: str, values: Sequence[float], *, goal: float, unit: str = "") -> Row:
    """The mean of errors that should be at most `goal`, with its normal interval."""
    n = len(values)
    mean = sum(values) / n if n else math.nan
    spread = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1)) if n > 1 else math.nan
    half = 1.96 * spread / math.sqrt(n) if n > 1 else math.nan
    return Row(
        what=what,
        on=on,
        n=n,
        value=f"{mean:.3g}{unit}" if n else "–",
        interval=f"± {half:.2g}" if n > 1 else "",
        goal=f"≤ {goal:g}{unit}",
        reached=abs(mean) <= goal if n else None,
    )


def show(rows: Sequence[Row], console: Console) -> None:
    table = Table("what", "on", "n", "reached", "95 %", "goal", "")
    for row in rows:
        table.add_row(row.what, row.on, str(row.n), row.value, row.interval, row.goal, verdict(row))
    console.print(table)


def verdict(row: Row) -> str:
    return {True: "yes", False: "NO", None: ""}[row.reached]


def markdown(rows: Sequence[Row]) -> str:
    lines = ["| what | on | n | reached | 95 % | goal | |", "|---|---|---|---|---|---|---|"]
    lines += [
        f"| {r.what} | {r.on} | {r.n} | {r.value} | {r.interval} | {r.goal} | {verdict(r)} |" for r in rows
    ]
    return "\n".join(lines) + "\n"

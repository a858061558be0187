"""The one table: ratios first, then every contender's figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.side_by_side.contenders import OTHERS, Ours, Recipe
from benchmarks.side_by_side.parts import FLOOR, Figures

NAMES = (Ours.name, *(other.name for other in OTHERS), FLOOR)


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    figure: str
    form: str = "{:.1f}"
    goal: str = ""
    beside: str = Recipe.name
    """Whose figure ours is a ratio to."""
    ratio: bool = True


ROWS = (
    Row("CPU-s a session-minute, one therapist", "cpu", goal="≤ 0.38"),
    Row("the same, over the floor (decode + bare pruned landmarker)", "cpu", goal="≤ 1.3", beside=FLOOR),
    Row("the same, over the floor in real time, beside camera and screen", "cpu_live", beside=FLOOR),
    Row("CPU-s a session-minute, three viewers", "cpu3", goal="≤ 0.28"),
    Row("the same for 30 pictures a second at each of the three, as far as they came", "cpu3_shown"),
    Row("pictures analysed a second", "hz", ratio=False),
    Row("pictures analysed a second with three viewers", "hz3", ratio=False),
    Row("pictures a second at the viewer", "pictures", ratio=False),
    Row("pictures a second at the slowest of three viewers", "pictures3", ratio=False),
    Row("sessions held: ≥ 12 analysed/s, video intact", "held", form="{:.0f}", goal="≥ 2 ×"),
    Row("sessions at ≥ 12 analysed/s, video or not", "analysed", form="{:.0f}"),
    Row("frame→overlay p50, ms", "overlay50", form="{:.0f}"),
    Row("frame→overlay p95, ms", "overlay95", form="{:.0f}", goal="ours ≤ 120 ms"),
    Row("frame→overlay p99, ms", "overlay99", form="{:.0f}"),
    Row("frame→overlay p95 with a full machine, ms", "overlay_full", form="{:.0f}", goal="ours ≤ 250 ms"),
    Row("camera→viewer p50, ms", "camera50", form="{:.0f}"),
    Row("camera→viewer p95, ms", "camera95", form="{:.0f}"),
    Row("100 ms extra a pose: picture behind after 60 s, s", "late", form="{:.2f}", goal="no growth"),
    Row("100 ms extra a pose: overlay behind after 60 s, s", "late_overlay", form="{:.2f}", goal="no growth"),
    Row("memory with one session, MB", "mb", form="{:.0f}"),
    Row("memory of each further session, MB", "mb_more", form="{:.0f}"),
    Row("packets forwarded to one viewer, nothing else, CPU-s a minute", "forward", ratio=False),
)  # fmt: skip


def lines(figures: Figures) -> list[list[str]]:
    """The table's rows as words, those that have figures."""
    shown = [_cells(row, figures) for row in ROWS if any((row.figure, name) in figures for name in NAMES)]
    return [["ratio", "figure", *NAMES, "goal"], *shown, *_typical(figures)]


def _cells(row: Row, figures: Figures) -> list[str]:
    values = [figures.get((row.figure, name)) for name in NAMES]
    return [_ratio(row, figures), row.title, *(_word(row.form, value) for value in values), row.goal]


def _ratio(row: Row, figures: Figures) -> str:
    ours, theirs = figures.get((row.figure, Ours.name)), figures.get((row.figure, row.beside))
    if not row.ratio or not isinstance(ours, float) or not isinstance(theirs, float):
        return ""
    return f"{ours / theirs:.2f}" if theirs else "they hold none"


def _word(form: str, value: float | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else form.format(value)


def _typical(figures: Figures) -> list[list[str]]:
    """A session beside itself: as it is judged, and always 15 times a second."""
    own = {figure: value for (figure, name), value in figures.items() if name == Ours.name}
    ours, constant = own.get("typical"), own.get("constant")
    if not isinstance(ours, float) or not isinstance(constant, float):
        return []
    beside = (_word("{:.1f}", own[one]) for one in ("moving", "still"))
    said = f"{ours:.1f} against {constant:.1f}; beside a set {' and '.join(beside)}, moving and still"
    title = "CPU-s a minute, 40 % exercise, against always 15/s"
    return [[f"{ours / constant:.2f}", title, said, *[""] * (len(NAMES) - 1), "≤ 0.6"]]


def markdown(figures: Figures) -> str:
    head, *rows = lines(figures)
    return "\n".join([_line(head), _line(["---"] * len(head)), *map(_line, rows)]) + "\n"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def numbers(figures: Figures, name: str) -> Mapping[str, float]:
    """One contender's figures that are numbers."""
    return {figure: v for (figure, who), v in figures.items() if who == name and isinstance(v, float)}

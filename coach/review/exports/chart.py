"""A series as an SVG picture: values over sessions, and the band first value ± error. Pure; no inline styles,
for the pages' content policy forbids them: classes, coloured by print.css."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from math import ceil, floor, log10

from coach.review.exports.progress import Kind, Series
from coach.types import Quality

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 12, 28
TICKS = 3
LEAST_ROOM = 1e-6
DATE_ROOM = 100
"""From one date to the next, so that none stands upon another."""


def chart(series: Series, title: str) -> str:
    """Sessions at equal steps from left to right, named by their dates where there is room; hollow dots are
    estimates."""
    low, high = _span(series)
    across = (WIDTH - LEFT - RIGHT) / max(1, len(series.points) - 1)
    alone = len(series.points) == 1
    xs = [
        LEFT + (WIDTH - LEFT - RIGHT) / 2 if alone else LEFT + n * across for n in range(len(series.points))
    ]
    ys = [_y(p.value, low, high) for p in series.points]
    places = list(zip(xs, ys, strict=True))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return "".join(
        [
            f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
            *_band(series, low, high),
            *_axis(series, low, high),
            f'<polyline class="line" points="{path}"/>',
            *(_dot(x, y, p.quality) for (x, y), p in zip(places, series.points, strict=True)),
            *(_date(x, series.points[n].when) for n, x in _named(xs)),
            "</svg>",
        ]
    )


def _named(xs: Sequence[float]) -> list[tuple[int, float]]:
    """Those with room for their date beside the next one; always the newest."""
    kept = [(len(xs) - 1, xs[-1])]
    for n in range(len(xs) - 2, -1, -1):
        if kept[-1][1] - xs[n] >= DATE_ROOM:
            kept.append((n, xs[n]))
    return kept


def _date(x: float, when: datetime) -> str:
    place = f'x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="{_anchor(x)}"'
    return f'<text class="when" {place}>{when:%Y-%m-%d}</text>'


def _span(series: Series) -> tuple[float, float]:
    """All values and the band, with a tenth of room; never so narrow that a trifle looks like a change."""
    values = [p.value for p in series.points]
    if series.error is not None:
        values += [values[0] - series.error.value, values[0] + series.error.value]
    low, high = min(values), max(values)
    room = max((high - low) / 10, abs(high) / 10)
    room = room if room > LEAST_ROOM else 1.0
    return low - room, high + room


def _y(value: float, low: float, high: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)


def _band(series: Series, low: float, high: float) -> list[str]:
    if series.error is None:
        return []
    first, error = series.points[0].value, series.error.value
    top, bottom = _y(first + error, low, high), _y(first - error, low, high)
    size = f'width="{WIDTH - LEFT - RIGHT}" height="{bottom - top:.1f}"'
    return [f'<rect class="band" x="{LEFT}" y="{top:.1f}" {size}/>']


def _axis(series: Series, low: float, high: float) -> list[str]:
    out = []
    for value in _ticks(low, high, least=1.0 if series.kind is Kind.REPS else 0.0):
        y = _y(value, low, high)
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        said = _said(value, series.unit)
        out.append(f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{said}</text>')
    return out


def _ticks(low: float, high: float, *, least: float) -> list[float]:
    """Round values, at least `least` apart."""
    rough = max((high - low) / TICKS, least)
    power = 10.0 ** floor(log10(rough))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= rough * 0.999)
    return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]


def _said(value: float, unit: str) -> str:
    """Shares of a length as the tables say them: in per cent."""
    return f"{100 * value:.6g} %" if unit.startswith("×") else f"{value:.6g}"


def _dot(x: float, y: float, quality: Quality) -> str:
    kind = "dot" if quality is Quality.MEASURED else "dot estimate"
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'


def _anchor(x: float) -> str:
    return "start" if x < LEFT + 40 else "end" if x > WIDTH - RIGHT - 40 else "middle"

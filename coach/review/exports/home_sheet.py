"""A programme as a page to print and hang up, in the patient's language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from coach.feedback.exercise import Exercise
from coach.feedback.words import how_to_of, name_of
from coach.programme.prescription import Prescription, Programme
from coach.programme.ready import ready
from coach.programme.texts import word
from coach.review.exports.page import page, table, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Whose programme it is, and who wrote it."""

    patient: str
    by: str
    number: int
    at: datetime


def home_sheet(
    programme: Programme, written: Written, library: Mapping[str, Exercise], *, language: str, style: str
) -> str:
    title = word("print.title", language)
    about = word("print.for", language).format(
        name=written.patient, n=written.number, date=written.at.strftime("%Y-%m-%d"), by=written.by
    )
    parts = [
        f'<section class="home-item">{"".join(_item(item, library[item.exercise], language))}</section>'
        for item in programme.items
        if item.exercise in library
    ]
    body = [
        tag("h1", title),
        tag("p", about),
        *(parts or [tag("p", word("print.none", language))]),
        tag("p", word("print.signs", language), "signs"),
    ]
    return page(title=title, language=language, body=body, style=style, kind="home-sheet")


def _item(item: Prescription, exercise: Exercise, language: str) -> list[str]:
    side = "" if len(exercise.sides) < 2 else f" · {word(f'side.{item.side}', language)}"
    dose = "print.dose" if item.hold_s is None else "print.dose_hold"
    hold = f"{item.hold_s or 0:g}"
    said = [
        word(f"support.{item.support}", language) + ".",
        word("print.rest", language).format(n=f"{item.rest_s:g}") + ".",
        _tempo(item, language),
        _needed(item, language),
        word("print.stop", language).format(pain=item.stop.pain, effort=item.stop.effort),
    ]
    return [
        tag("h2", name_of(exercise, language) + side),
        tag("p", word(dose, language).format(sets=item.sets, reps=item.reps, hold=hold), "dose"),
        tag("p", how_to_of(exercise, language)),
        *([tag("p", item.note, "note")] if item.note else []),
        tag("p", " ".join(one for one in said if one)),
        _days(item, language),
    ]


def _tempo(item: Prescription, language: str) -> str:
    if item.tempo is None:
        return ""
    out, hold, back = (f"{s:g}" for s in (item.tempo.out, item.tempo.hold, item.tempo.back))
    return word("print.tempo", language).format(out=out, hold=hold, back=back) + "."


def _needed(item: Prescription, language: str) -> str:
    things = ", ".join(ready(((one.thing, one.detail) for one in item.equipment), language))
    return word("print.need", language).format(things=things) + "." if things else ""


def _days(item: Prescription, language: str) -> str:
    """The prescribed days, each with boxes to tick for four weeks."""
    if not item.days:
        return tag("p", word("print.no_days", language))
    names = [word(f"day.{day}", language) for day in sorted(item.days)]
    boxes = table(names, [["☐ ☐ ☐ ☐"] * len(names)])
    return f"<p>{escape(word('print.done', language))}</p>{boxes}"

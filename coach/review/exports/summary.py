"""The page for the patient: what you did, what got better, what is next. Large type, plain words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from coach.feedback.texts import text
from coach.review.exports.dates import day
from coach.review.exports.page import listed, page, tag
from coach.review.exports.progress import Kind, Verdict, progress
from coach.review.exports.record import SessionRecord
from coach.review.exports.words import words
from coach.types import Level


def summary(record: SessionRecord, earlier: Sequence[SessionRecord], language: str, *, style: str) -> str:
    """`earlier`: the same patient's sessions before this one. The HTML page."""
    w = words(language)
    return page(
        title=w["title"],
        language=language,
        style=style,
        kind="patient",
        body=_body(record, earlier, language),
    )


def _body(record: SessionRecord, earlier: Sequence[SessionRecord], language: str) -> Iterator[str]:
    w = words(language)
    yield tag("h1", w["title"]) + tag("p", day(record.created, language), "when")
    yield tag("h2", w["did"])
    yield from _did(record, language)
    yield tag("h2", w["better_title"])
    yield listed(list(_better(record, earlier, language)) or [w["first"]])
    yield tag("h2", w["next"])
    yield from _next(record, language)
    yield tag("p", w["pain"], "care") + tag("p", w["camera"], "small")


def _did(record: SessionRecord, language: str) -> Iterator[str]:
    w = words(language)
    if not record.sets:
        yield tag("p", w["nothing"])
    for exercise in dict.fromkeys(s.exercise for s in record.sets):
        sets = [s for s in record.sets if s.exercise == exercise]
        times = sum(record.counted(s) for s in sets)
        longest = max(s.longest_hold_s for s in sets)
        held = w["held"].format(n=round(longest)) if longest else ""
        done = held or (w["once"] if times == 1 else w["times"].format(n=times))
        yield f'<p class="done">{tag("span", name_of(exercise, language))} {tag("strong", done)}</p>'


def _better(record: SessionRecord, earlier: Sequence[SessionRecord], language: str) -> Iterator[str]:
    """Only what is more than measurement error is called better."""
    for series in progress([*earlier, record]) if earlier else ():
        now = series.points[-1].when == record.created
        if series.kind is Kind.RANGE and now and series.verdict is not Verdict.UNKNOWN:
            sentence = words(language)[series.verdict.value]
            yield sentence.format(name=name_of(series.exercise, language))


def _next(record: SessionRecord, language: str) -> Iterator[str]:
    """The cue for the commonest finding not rejected by the therapist, who alone says what comes next."""
    w = words(language)
    seen = Counter(
        f.seen.fault for f in record.faults if f.seen.level is not Level.NOTE and f.agree is not False
    )
    cue = next((c for fault, _ in seen.most_common() if (c := _cue(fault, language))), None)
    if cue:
        yield tag("p", w["next_cue"]) + tag("p", cue, "cue")
    yield tag("p", w["next_plain"])


def _cue(fault: str, language: str) -> str | None:
    try:
        return text(f"cue.{fault}", language)
    except KeyError:
        return None


def name_of(exercise: str, language: str) -> str:
    """An exercise's name; its id in words where it is the therapist's own."""
    try:
        return text(f"exercise.{exercise}.name", language)
    except KeyError:
        return exercise.replace("_", " ")

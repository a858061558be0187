"""The page for the record, in the therapist's language: every number with how far it can be trusted, every
correction beside what was judged, and what judged it."""

from collections.abc import Iterator, Mapping, Sequence

from coach.feedback.texts import text
from coach.review.exports.chart import chart
from coach.review.exports.page import listed, page, table, tag
from coach.review.exports.progress import Kind, Series, Verdict, progress
from coach.review.exports.record import FaultKept, RepKept, SessionRecord
from coach.review.exports.summary import name_of
from coach.review.exports.words import amount, unit_name, words
from coach.review.sentences import in_language
from coach.types import Quality, Side

NOTHING = "–"


def report(record: SessionRecord, earlier: Sequence[SessionRecord], language: str, *, style: str) -> str:
    """`earlier`: the same patient's sessions before this one. The HTML page."""
    body = [
        *_head(record, language),
        *_sets(record, language),
        *_reps(record, language),
        *_findings(record, language),
        *_tests(record, language),
        *_progress([*earlier, record], language),
        tag("p", words(language)["limits"], "limits"),
    ]
    return page(title=words(language)["record"], language=language, style=style, kind="record", body=body)


def _head(record: SessionRecord, language: str) -> Iterator[str]:
    w = words(language)
    minutes, seconds = divmod(round(record.duration_s), 60)
    versions = ", ".join(f"{name} {value}" for name, value in sorted(_used(record).items()))
    rows = [
        (w["session"], record.id),
        (w["date"], f"{record.created:%Y-%m-%d %H:%M %Z}"),
        (w["length"], f"{minutes}:{seconds:02d}"),
        (w["consent"], _consent(record, w) or w["no_consent"]),
        (w["versions"], versions or NOTHING),
    ]
    yield tag("h1", w["record"])
    yield "<dl>" + "".join(tag("dt", name) + tag("dd", value) for name, value in rows) + "</dl>"
    if record.problems:
        yield tag("h2", w["missing"]) + listed([in_language(one, language) for one in record.problems])


def _consent(record: SessionRecord, w: Mapping[str, str]) -> str:
    """Who said what about being recorded, in its order."""
    return "; ".join(
        f"{w.get(f'role_{one.role}', one.role)}: {w[f'consent_{one.said}']} ({one.at:%Y-%m-%d %H:%M})"
        for one in record.consents
    )


def _used(record: SessionRecord) -> dict[str, str]:
    """Versions of what judged this session: of the exercises only those that were done."""
    done = {s.exercise for s in record.sets}
    plain = {"coach", "model", "rules"}
    return {n: v for n, v in record.versions.items() if n in done or n in plain}


def _sets(record: SessionRecord, language: str) -> Iterator[str]:
    w = words(language)
    heads = ["set", "exercise", "side", "judged", "correction", "shown", "partial", "hold"]
    rows = [
        (
            str(s.number),
            name_of(s.exercise, language),
            w[s.side],
            str(s.reps),
            f"{s.correction:+d}" if s.correction else "0",
            str(record.counted(s)),
            str(s.partials),
            f"{s.longest_hold_s:.1f} s" if s.longest_hold_s else NOTHING,
        )
        for s in record.sets
    ]
    yield tag("h2", w["sets"])
    yield table([w[h] for h in heads], rows) if rows else tag("p", w["none"])


def _reps(record: SessionRecord, language: str) -> Iterator[str]:
    w = words(language)
    heads = ["set", "number", "side", "start", "seconds", "peak", "complete", "trust"]
    rows = [_rep(kept, language) for kept in record.reps]
    yield tag("h2", w["reps"])
    struck = [n for n, kept in enumerate(record.reps) if kept.rejected]
    yield table([w[h] for h in heads], rows, struck) if rows else tag("p", w["none"])


def _rep(kept: RepKept, language: str) -> tuple[str, ...]:
    w, r = words(language), kept.counted
    said = w["rejected"] if kept.rejected else w["yes"] if r.complete else w["no"]
    return (
        str(kept.set_number),
        str(r.number),
        w[r.side],
        clock(r.start),
        f"{r.end - r.start:.1f}",
        number(r.peak, r.unit, r.quality, language),
        said,
        w[r.quality],
    )


def _findings(record: SessionRecord, language: str) -> Iterator[str]:
    w = words(language)
    heads = ["start", "finding", "level", "side", "value", "limit", "trust", "therapist"]
    rows = [_finding(f, language) for f in record.faults]
    struck = [n for n, f in enumerate(record.faults) if f.agree is False]
    yield tag("h2", w["findings"])
    yield table([w[h] for h in heads], rows, struck) if rows else tag("p", w["none"])


def _finding(kept: FaultKept, language: str) -> tuple[str, ...]:
    w, f = words(language), kept.seen
    return (
        clock(f.start),
        fault_name(f.fault, language),
        w[f.level],
        w[f.side],
        number(f.value, f.unit, f.quality, language),
        amount(f.threshold, f.unit, language),
        w[f.quality],
        NOTHING if kept.agree is None else w["agrees"] if kept.agree else w["disagrees"],
    )


def _tests(record: SessionRecord, language: str) -> Iterator[str]:
    w = words(language)
    tests = [
        (
            clock(x.t),
            f"{test_name(x.test, language)}{'' if x.side is Side.BOTH else f', {w[x.side]}'}",
            number(x.value, x.unit, x.quality, language),
            w[x.quality],
            w["confirmed"] if x.confirmed else w["not_confirmed"],
        )
        for x in record.tests
    ]
    answers = [
        (clock(a.t), w[f"asked_{a.question}"], f"{a.value:g}", NOTHING, NOTHING) for a in record.answers
    ]
    if tests or answers:
        yield tag("h2", w["tests"])
        yield table([w["start"], "", w["value"], w["trust"], w["word"]], [*tests, *answers])


def _progress(records: Sequence[SessionRecord], language: str) -> Iterator[str]:
    """Of one session alone there is no course."""
    shown = [s for s in progress(records) if len(s.points) > 1]
    if shown:
        yield tag("h2", words(language)["progress"])
    for series in shown:
        yield from _course(series, language)


def _course(series: Series, language: str) -> Iterator[str]:
    w = words(language)
    title = _title(series, language)
    yield f"<figure>{tag('figcaption', title)}{chart(series, title)}"
    if series.error is None:
        yield tag("p", w["no_band"])
    else:
        error = series.error
        yield tag("p", w["band"].format(value=error.value, unit=series.unit, source=error.source))
    if series.verdict is not Verdict.UNKNOWN:
        yield tag("p", w[f"verdict_{series.verdict}"])
    yield "</figure>"


def _title(series: Series, language: str) -> str:
    w = words(language)
    unit = f" ({unit_name(series.unit, language)})" if series.unit else ""
    if series.kind is Kind.TEST:
        side = "" if series.side is Side.BOTH else f", {w[series.side]}"
        return f"{test_name(series.exercise, language)}{side}{unit}"
    far = w["hold"] if series.unit == "s" else w["range"]
    kind = {Kind.RANGE: far, Kind.REPS: w["reps"], Kind.TIME: w["time"]}[series.kind]
    side = "" if series.kind is Kind.REPS else f", {w[series.side]}"
    return f"{name_of(series.exercise, language)}{side}: {kind}{unit}"


def test_name(test: str, language: str) -> str:
    return text(f"test.{test}.name", language)


def fault_name(fault: str, language: str) -> str:
    try:
        return text(f"fault.{fault}", language)
    except KeyError:
        return fault.replace("_", " ")


def number(value: float, unit: str, quality: Quality, language: str) -> str:
    """What was not assessable is never printed as a number."""
    return NOTHING if quality is Quality.NOT_ASSESSABLE else amount(value, unit, language)


def clock(t: float) -> str:
    return f"{int(t) // 60}:{t % 60:04.1f}"

"""The printed pages: what they say, in four languages, and that the content policy lets them be seen."""

import re
import string
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.measures import MEASURES
from coach.review.exports.chart import chart
from coach.review.exports.dates import MONTHS, day
from coach.review.exports.progress import ANGLE_ERROR, Kind, Reached, Series, Verdict, furthest, progress
from coach.review.exports.record import SessionRecord
from coach.review.exports.report import report
from coach.review.exports.summary import summary
from coach.review.exports.words import EN, PATIENT, UNITS, WORDS, amount
from coach.types import Quality, RepCounted, Side
from tests import truth
from tests.review.exports.conftest import CLIP

DAY = datetime(2026, 1, 2, tzinfo=UTC)


def series(*values: float, unit: str = "°", quality: Quality = Quality.MEASURED) -> Series:
    points = [Reached(when=DAY + timedelta(days=n), value=v, quality=quality) for n, v in enumerate(values)]
    return Series(
        exercise="shoulder_abduction",
        side=Side.LEFT,
        kind=Kind.RANGE,
        unit=unit,
        rising=True,
        points=tuple(points),
        error=ANGLE_ERROR if unit == "°" else None,
    )


def counted(peak: float, unit: str = "°", quality: Quality = Quality.MEASURED) -> RepCounted:
    return RepCounted(
        t=3,
        number=1,
        side=Side.BOTH,
        start=1,
        peak_t=2,
        end=3,
        peak=peak,
        unit=unit,
        complete=True,
        quality=quality,
    )


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_every_sentence_with_its_places(language: str) -> None:
    fields = [{f for _, f, _, _ in string.Formatter().parse(s) if f} for s in EN.values()]
    theirs = WORDS[language]
    assert list(theirs) == list(EN)
    assert [{f for _, f, _, _ in string.Formatter().parse(s) if f} for s in theirs.values()] == fields


@pytest.mark.parametrize("language", WORDS)
def test_the_patients_sentences_are_short(language: str) -> None:
    for key in PATIENT:
        for sentence in re.split(r"[.?!:]\s", WORDS[language][key]):
            assert len(sentence.split()) <= 12, sentence


@pytest.mark.parametrize("language", WORDS)
def test_nothing_is_inline_and_all_tags_close(record: SessionRecord, language: str) -> None:
    before = replace(record, created=record.created - timedelta(days=7))
    for make in (summary, report):
        html = make(record, [before], language, style="print.css")
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)
        body = html[html.index("<body") : html.index("</html>")]
        ET.fromstring(body)
        assert f'<html lang="{language}">' in html


def test_the_patient_reads_the_corrected_count_and_the_cue(record: SessionRecord) -> None:
    html = summary(record, [], "en", style="print.css")
    assert f"{2 * (truth.reps(CLIP) - 1)} times" in html
    assert "Press your knees gently apart." in html
    assert "not a diagnosis" in html
    assert EN["first"] in html


def test_a_rejected_finding_gives_no_cue(record: SessionRecord) -> None:
    rejected = replace(record, faults=tuple(replace(f, agree=False) for f in record.faults))
    assert EN["next_cue"] not in summary(rejected, [], "en", style="x")
    assert report(rejected, [], "en", style="x").count('class="struck"') == len(record.faults)


def test_the_record_shows_what_was_judged_beside_the_correction(record: SessionRecord) -> None:
    html = report(record, [], "en", style="x")
    reps = truth.reps(CLIP)
    assert f"<td>{reps}</td><td>-1</td><td>{reps - 1}</td>" in html
    assert EN["no_consent"] in html
    assert "sit_to_stand 1" in html
    assert EN["limits"] in html


def record_with(record: SessionRecord, rep: RepCounted) -> SessionRecord:
    return replace(record, reps=(replace(record.reps[0], counted=rep),))


@pytest.mark.parametrize("language", WORDS)
def test_every_unit_of_the_measures_has_its_words(language: str) -> None:
    shares = {m.unit for m in MEASURES.values() if m.unit.startswith("×")}
    assert shares <= set(UNITS[language])


def test_numbers_are_no_more_precise_than_a_camera() -> None:
    assert amount(93.46, "°", "en") == "93°"
    assert amount(0.566, "× feet", "pl") == "57 % (rozstaw stóp)"
    assert amount(12.43, "s", "fr") == "12.4 s"


def test_what_was_not_assessable_is_no_number(record: SessionRecord) -> None:
    unknown = replace(record.reps[0].counted, peak=77.77, quality=Quality.NOT_ASSESSABLE)
    html = report(record_with(record, unknown), [], "en", style="x")
    assert "7777 %" not in html
    assert "7777 %" in report(
        record_with(record, replace(unknown, quality=Quality.ESTIMATE)), [], "en", style="x"
    )
    assert EN["not_assessable"] in html


def test_free_text_is_escaped(record: SessionRecord) -> None:
    hostile = replace(record, id="<script>x</script>", problems=("<img src=x>",))
    html = report(hostile, [], "en", style='"><script>')
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html


@given(st.floats(1, 180), st.floats(-60, 60))
def test_a_change_within_the_error_is_never_progress(first: float, change: float) -> None:
    verdict = series(first, first + change).verdict
    difference = (first + change) - first
    if abs(difference) <= ANGLE_ERROR.value:
        assert verdict is Verdict.SAME
    else:
        assert verdict is (Verdict.BETTER if change > 0 else Verdict.WORSE)


def test_without_a_published_error_nothing_is_called_progress() -> None:
    assert series(0.2, 0.9, unit="× leg").verdict is Verdict.UNKNOWN
    assert series(20, 90, quality=Quality.ESTIMATE).verdict is Verdict.UNKNOWN
    assert series(20).verdict is Verdict.UNKNOWN


def test_further_is_toward_the_target() -> None:
    """A knee that straightens ends at a smaller angle; a body that stands up at a greater height."""
    assert furthest([counted(20), counted(35)], "seated_knee_extension").peak == 20
    assert furthest([counted(0.7, "× standing"), counted(0.9, "× standing")], "sit_to_stand").peak == 0.9
    assert furthest([counted(99, quality=Quality.ESTIMATE), counted(80)], "shoulder_abduction").peak == 80


def test_a_knee_that_straightens_more_is_better() -> None:
    better = replace(series(50, 30), exercise="seated_knee_extension", rising=False)
    assert better.verdict is Verdict.BETTER
    assert replace(better, points=better.points[::-1]).verdict is Verdict.WORSE


def test_sessions_come_in_the_order_of_their_dates(record: SessionRecord) -> None:
    before = replace(record, created=record.created - timedelta(days=7))
    for one in progress([record, before]):
        assert [p.when for p in one.points] == [before.created, record.created]


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=12))
def test_the_band_is_the_first_value_with_its_error(values: list[float]) -> None:
    drawn = series(*values)
    svg = ET.fromstring(chart(drawn, "<title>"))
    (band,) = svg.findall("rect")
    dots = svg.findall("circle")
    assert len(dots) == len(values)
    top, height = float(band.get("y", "nan")), float(band.get("height", "nan"))
    assert abs(top + height / 2 - float(dots[0].get("cy", "nan"))) <= 0.11
    for dot, value in zip(dots, values, strict=True):
        inside = top - 0.11 <= float(dot.get("cy", "nan")) <= top + height + 0.11
        if abs(value - values[0]) <= ANGLE_ERROR.value:
            assert inside
    assert svg.find("text") is not None


def test_no_band_where_no_error_is_known() -> None:
    assert 'class="band"' not in chart(series(1, 2, unit="s"), "x")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "3 May 2026"),
        ("es-MX", "3 de mayo de 2026"),
        ("fr", "3 mai 2026"),
        ("pl", "3 maja 2026"),
        ("de", "3 May 2026"),
    ],
)
def test_a_day_is_said_in_words(language: str, said: str) -> None:
    assert day(datetime(2026, 5, 3, tzinfo=UTC), language) == said


@pytest.mark.parametrize("language", MONTHS)
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(set(MONTHS[language].split())) == 12


@given(st.lists(st.floats(0, 1e4), min_size=2, max_size=6), st.sampled_from(["°", "s", "× standing"]))
def test_a_course_is_drawn_against_a_few_round_numbers(values: list[float], unit: str) -> None:
    drawn = chart(series(*values, unit=unit), "course")
    ticks = re.findall(r'class="tick"[^>]*>([^<]+)<', drawn)
    assert 1 <= len(ticks) <= 8
    assert all(len(tick.removesuffix(" %")) <= 8 for tick in ticks)
    assert len(set(ticks)) == len(ticks)

"""The bundle, read back and validated by fhir.resources."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.review.exports.fhir_export import CODES, LOINC, bundle, write_fhir
from coach.review.exports.record import Answer, ClinicalResult, SessionRecord
from coach.types import Quality
from tests import truth
from tests.review.exports.conftest import CLIP


def resources(made: Bundle) -> list[dict[str, object]]:
    return [entry["resource"] for entry in json.loads(made.model_dump_json())["entry"]]


def of_kind(made: Bundle, kind: str) -> list[dict[str, object]]:
    return [r for r in resources(made) if r["resourceType"] == kind]


def code(resource: dict[str, object]) -> tuple[str, str]:
    coding = resource["code"]["coding"][0]  # type: ignore[index]
    return coding["system"], coding["code"]


def value(resource: dict[str, object]) -> float:
    return float(resource["valueQuantity"]["value"])  # type: ignore[index]


@pytest.fixture(scope="module")
def asked(record: SessionRecord) -> SessionRecord:
    answers = (Answer(t=30, question="pain", value=3), Answer(t=30, question="effort", value=13))
    test = ClinicalResult(
        t=40, test="five_times_sit_to_stand", value=12.4, unit="s", quality=Quality.ESTIMATE
    )
    poor = replace(test, t=50, quality=Quality.NOT_ASSESSABLE)
    return replace(record, answers=answers, tests=(test, poor))


def test_what_is_written_is_a_valid_bundle(asked: SessionRecord, tmp_path: Path) -> None:
    path = write_fhir(asked, tmp_path / "a.json")
    again = Bundle.model_validate_json(path.read_text(encoding="utf-8"))
    assert again == bundle(asked)


def test_repetitions_are_there_with_their_correction(record: SessionRecord) -> None:
    counts = [o for o in of_kind(bundle(record), "Observation") if code(o) == (CODES, "reps")]
    assert [value(o) for o in counts] == [truth.reps(CLIP) - 1] * 2
    for o in counts:
        parts = {p["code"]["coding"][0]["code"]: p for p in o["component"]}  # type: ignore[attr-defined]
        assert parts["as_judged"]["valueQuantity"]["value"] == truth.reps(CLIP)
        assert parts["correction"]["valueQuantity"]["value"] == -1


def test_the_best_range_is_the_furthest_whole_repetition(record: SessionRecord) -> None:
    ranges = [o for o in of_kind(bundle(record), "Observation") if code(o) == (CODES, "best_range")]
    best = max(r.counted.peak for r in record.reps if r.counted.complete)
    assert max(value(o) for o in ranges) == pytest.approx(best, abs=1e-4)


def test_loinc_is_used_for_pain_alone(asked: SessionRecord) -> None:
    made = bundle(asked)
    coded = [code(o) for o in of_kind(made, "Observation")]
    assert [c for s, c in coded if s == LOINC] == ["72514-3"]
    assert len(of_kind(made, "QuestionnaireResponse")) == 1


def test_what_was_not_assessable_has_no_value(asked: SessionRecord) -> None:
    tests = [o for o in of_kind(bundle(asked), "Observation") if "five_times" in code(o)[1]]
    assert ["valueQuantity" in o for o in tests] == [True, False]
    assert ["dataAbsentReason" in o for o in tests] == [False, True]


def test_every_reference_is_in_the_bundle(asked: SessionRecord) -> None:
    text = bundle(asked).model_dump_json()
    known = {entry["fullUrl"] for entry in json.loads(text)["entry"]}
    used = {part.split('"')[0] for part in text.split('"reference":"')[1:]}
    assert used
    assert used <= known
    assert len(known) == len(resources(bundle(asked)))


def test_versions_and_the_recording_are_named(record: SessionRecord) -> None:
    made = bundle(record)
    (device,), (film,), (_,) = (of_kind(made, k) for k in ("Device", "DocumentReference", "Provenance"))
    assert {v["value"] for v in device["version"]} == {"test", "1"}  # type: ignore[attr-defined]
    assert film["content"][0]["attachment"]["url"] == f"{CLIP}.mp4"  # type: ignore[index]


def test_a_recording_that_is_gone_is_not_referred_to(record: SessionRecord) -> None:
    gone = replace(record, media=(replace(record.media[0], path=Path("nowhere.webm")),))
    assert of_kind(bundle(gone), "DocumentReference") == []


def test_sent_twice_it_is_the_same(record: SessionRecord) -> None:
    assert bundle(record).model_dump_json() == bundle(record).model_dump_json()


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 1e4), st.sampled_from(["°", "× leg", "s", "°/s", "m/s"]))
def test_any_value_and_unit_is_valid(number: float, unit: str) -> None:
    test = ClinicalResult(t=1, test="reach", value=number, unit=unit, quality=Quality.MEASURED)
    made = bundle(SessionRecord(id="x", created=datetime(2026, 1, 2, tzinfo=UTC), tests=(test,)))
    assert value(of_kind(made, "Observation")[0]) == pytest.approx(number, abs=1e-3)

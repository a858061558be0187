"""One session as a FHIR R4 bundle (the models are R4B's, which these resources share), checked before it is
given out.

Codes: LOINC only where it is certain (72514-3, pain 0–10); all else has a code of our own under `CODES`, for
a wrong LOINC code is worse than none. Units are UCUM. The patient is a pseudonym: the session's id."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from fhir.resources.R4B.bundle import Bundle

from coach.review.exports.progress import furthest
from coach.review.exports.record import Answer, ClinicalResult, Media, SessionRecord
from coach.types import HoldEnded, Quality, SetDone, Side

Json = dict[str, object]

CODES = "urn:x-coach:observation"
"""Our own codes: reps, partial_reps, best_range, hold, effort, test ids, quality, as_judged, correction."""
EXERCISES = "urn:x-coach:exercise"
SESSIONS = "urn:x-coach:session"
QUALITIES = "urn:x-coach:quality"
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
_TERMS = "http://terminology.hl7.org/CodeSystem"

PAIN: Json = {
    "coding": [
        {
            "system": LOINC,
            "code": "72514-3",
            "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
        }
    ]
}

_UCUM = {"°": "deg", "s": "s", "m": "m", "m/s": "m/s", "cm": "cm", "rep": "{repetition}", "score": "{score}"}
_ROOM = uuid.UUID("6f0d3f0e-5d0c-4d7e-9d53-3d2f6f6c6a11")
NOT_A_DIAGNOSIS = "Measured by one camera in a training session. Not a diagnosis."


def write_fhir(record: SessionRecord, path: Path) -> Path:
    """Raises OSError."""
    path.write_text(bundle(record).model_dump_json(indent=2), encoding="utf-8")
    return path


def bundle(record: SessionRecord) -> Bundle:
    """Everything of this session that there is; what was not measured is not in it, or says so."""
    resources = list(_resources(record))
    entries = [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in resources]
    return Bundle.model_validate(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "identifier": {"system": SESSIONS, "value": record.id},
            "timestamp": _at(record, record.duration_s),
            "entry": entries,
        }
    )


def _resources(record: SessionRecord) -> Iterator[Json]:
    patient: Json = {
        "resourceType": "Patient",
        "id": _id(record, "patient"),
        "identifier": [_pseudonym(record)],
    }
    yield patient
    yield _device(record)
    found = [*_observations(record), *_answers(record)]
    found += [_document(record, n, part) for n, part in enumerate(record.media, 1) if part.available]
    yield from found
    if found:
        yield _provenance(record, found)


def _observations(record: SessionRecord) -> Iterator[Json]:
    for done in record.sets:
        yield _count(record, done)
        yield from _ranges(record, done)
    for n, kept in enumerate(record.holds, 1):
        yield _hold(record, n, kept.exercise, kept.ended)
    for n, test in enumerate(record.tests, 1):
        yield _test(record, n, test)
    for n, answer in enumerate(record.answers, 1):
        yield _answer(record, n, answer)


def _count(record: SessionRecord, done: SetDone) -> Json:
    """Whole repetitions with corrections; what was judged stays beside it."""
    parts = [
        _part("as_judged", "As judged by the program", _quantity(done.reps, "rep")),
        _part("correction", "Therapist's correction", _quantity(done.correction, "rep")),
        _part("partial_reps", "Partial repetitions", _quantity(done.partials, "rep")),
    ]
    seen = {r.counted.quality for r in record.reps_of(done)}
    return _observation(
        record,
        f"reps-{done.number}",
        code=_code("reps", "Repetitions of an exercise"),
        value=_quantity(record.counted(done), "rep"),
        when=(done.started, done.t),
        exercise=done.exercise,
        side=done.side.value,
        quality=_worst(seen),
        parts=parts,
    )


def _ranges(record: SessionRecord, done: SetDone) -> Iterator[Json]:
    """The furthest of the whole repetitions on each side."""
    whole = [r.counted for r in record.reps_of(done) if r.counted.complete and not r.rejected]
    for side in sorted({r.side for r in whole}):
        best = furthest([r for r in whole if r.side is side], done.exercise)
        yield _observation(
            record,
            f"range-{done.number}-{side}",
            code=_code("best_range", "Furthest point of the best repetition"),
            value=_quantity(best.peak, best.unit),
            when=(best.start, best.end),
            exercise=done.exercise,
            side=side.value,
            quality=best.quality,
        )


def _hold(record: SessionRecord, n: int, exercise: str, hold: HoldEnded) -> Json:
    return _observation(
        record,
        f"hold-{n}",
        code=_code("hold", "Time in the held posture"),
        value=_quantity(hold.seconds, "s"),
        when=(hold.start, hold.t),
        exercise=exercise,
        side=hold.side.value,
        quality=hold.quality,
    )


def _test(record: SessionRecord, n: int, test: ClinicalResult) -> Json:
    return _observation(
        record,
        f"test-{n}",
        code=_code(test.test, test.test.replace("_", " ")),
        value=_quantity(test.value, test.unit),
        when=(test.t, test.t),
        side="" if test.side is Side.BOTH else test.side.value,
        quality=test.quality,
        status="final" if test.confirmed else "preliminary",
    )


def _answer(record: SessionRecord, n: int, answer: Answer) -> Json:
    pain = answer.question == "pain"
    return _observation(
        record,
        f"answer-{n}",
        code=PAIN if pain else _code(answer.question, answer.question),
        value=_quantity(answer.value, "score"),
        when=(answer.t, answer.t),
        category="survey",
    )


def _answers(record: SessionRecord) -> Iterator[Json]:
    """One response for each moment in which something was asked."""
    for t in sorted({a.t for a in record.answers}):
        items = [
            {"linkId": a.question, "text": a.question, "answer": [{"valueDecimal": a.value}]}
            for a in record.answers
            if a.t == t
        ]
        yield {
            "resourceType": "QuestionnaireResponse",
            "id": _id(record, f"checkin-{t}"),
            "status": "completed",
            "subject": _patient(record),
            "authored": _at(record, t),
            "item": items,
        }


def _document(record: SessionRecord, n: int, part: Media) -> Json:
    kind = {".webm": "video/webm", ".mp4": "video/mp4"}.get(part.path.suffix, "application/octet-stream")
    return {
        "resourceType": "DocumentReference",
        "id": _id(record, f"recording-{n}"),
        "status": "current",
        "subject": _patient(record),
        "date": _at(record, part.started_t),
        "description": f"Recording of the {part.role}, part {n}",
        "content": [{"attachment": {"contentType": kind, "url": part.path.name, "title": part.role}}],
    }


def _device(record: SessionRecord) -> Json:
    device: Json = {
        "resourceType": "Device",
        "id": _id(record, "device"),
        "deviceName": [{"name": "Coach", "type": "user-friendly-name"}],
        "type": {"text": "Software that watches exercises through a camera"},
    }
    versions = [{"type": {"text": name}, "value": value} for name, value in sorted(record.versions.items())]
    return device | ({"version": versions} if versions else {})


def _provenance(record: SessionRecord, made: Sequence[Json]) -> Json:
    """Who made these: the program, with its versions in the device."""
    return {
        "resourceType": "Provenance",
        "id": _id(record, "provenance"),
        "target": [{"reference": f"urn:uuid:{r['id']}"} for r in made],
        "recorded": _at(record, record.duration_s),
        "agent": [
            {
                "type": {
                    "coding": [{"system": f"{_TERMS}/provenance-participant-type", "code": "assembler"}]
                },
                "who": _device_of(record),
            }
        ],
    }


def _observation(
    record: SessionRecord,
    name: str,
    *,
    code: Json,
    value: Json,
    when: tuple[float, float],
    exercise: str = "",
    side: str = "",
    quality: Quality | None = None,
    parts: Sequence[Json] = (),
    category: str = "activity",
    status: str = "final",
) -> Json:
    """`status`: `preliminary` until a therapist has confirmed it."""
    components = [*parts]
    if exercise:
        components.append(
            _part("exercise", "Exercise", _concept(EXERCISES, exercise), kind="valueCodeableConcept")
        )
    if side:
        components.append(
            _part("side", "Side", _concept("urn:x-coach:side", side), kind="valueCodeableConcept")
        )
    if quality is not None:
        said = _concept(QUALITIES, quality.value)
        components.append(
            _part("quality", "How far the number can be trusted", said, kind="valueCodeableConcept")
        )
    unknown = {"dataAbsentReason": _concept(f"{_TERMS}/data-absent-reason", "unknown")}
    body: Json = {
        "resourceType": "Observation",
        "id": _id(record, name),
        "status": status,
        "category": [_concept(f"{_TERMS}/observation-category", category)],
        "code": code,
        "subject": _patient(record),
        "effectivePeriod": {"start": _at(record, when[0]), "end": _at(record, when[1])},
        "device": _device_of(record),
        "note": [{"text": NOT_A_DIAGNOSIS}],
    }
    body |= unknown if quality is Quality.NOT_ASSESSABLE else {"valueQuantity": value}
    return body | ({"component": components} if components else {})


def _part(code: str, text: str, value: Json, *, kind: str = "valueQuantity") -> Json:
    return {"code": _code(code, text), kind: value}


def _code(code: str, text: str) -> Json:
    return {"coding": [{"system": CODES, "code": code, "display": text}], "text": text}


def _concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def _quantity(value: float, unit: str) -> Json:
    """A share of a body length is UCUM's `1`; a unit without a certain UCUM code is given in words alone."""
    code = "1" if unit.startswith("×") else _UCUM.get(unit)
    plain: Json = {"value": round(value, 4), "unit": unit}
    return plain | ({"system": UCUM, "code": code} if code else {})


def _worst(seen: set[Quality]) -> Quality:
    order = (Quality.NOT_ASSESSABLE, Quality.ESTIMATE, Quality.MEASURED)
    return next((q for q in order if q in seen), Quality.MEASURED)


def _id(record: SessionRecord, name: str) -> str:
    """The same for the same thing each time, so that a bundle sent twice makes nothing twice."""
    return str(uuid.uuid5(_ROOM, f"{record.id}/{name}"))


def _pseudonym(record: SessionRecord) -> Json:
    return {"system": SESSIONS, "value": record.id}


def _patient(record: SessionRecord) -> Json:
    return {"reference": f"urn:uuid:{_id(record, 'patient')}"}


def _device_of(record: SessionRecord) -> Json:
    return {"reference": f"urn:uuid:{_id(record, 'device')}"}


def _at(record: SessionRecord, t: float) -> str:
    moment: datetime = record.created + timedelta(seconds=t)
    return moment.isoformat(timespec="milliseconds")

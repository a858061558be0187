"""A session's judgements in the database: the newest as sets, a new one accepted. Not for judging
(coach.review.rejudge)."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count

from coach.feedback.thresholds import Overrides
from coach.review.carry import carry
from coach.review.rejudge import SetJudged
from coach.store.database import now
from coach.store.facts import Facts, Judged
from coach.store.ledger import fault_row, rep_row, set_row
from coach.store.models import JudgementRow
from coach.store.records import record_from_json, record_to_json
from coach.store.rows import fault_of, rep_of, set_of
from coach.types import FaultSeen, RepCounted, SetDone


async def newest(facts: Facts, session_id: str) -> list[SetJudged]:
    """The sets as the newest judgement has them."""
    reps, faults = await facts.reps(session_id), await facts.faults(session_id)
    return [
        SetJudged(
            done=set_of(row),
            found=(
                *(rep_of(rep) for rep in reps if rep.set_number == row.number),
                *(fault_of(fault) for fault in faults if fault.set_number == row.number),
            ),
        )
        for row in await facts.sets(session_id)
    ]


async def accept(
    facts: Facts,
    session_id: str,
    sets: Sequence[SetJudged],
    *,
    by: str,
    person_id: str | None = None,
    versions: Mapping[str, str],
    overrides: Overrides,
) -> int:
    """Makes `sets` the newest judgement, carries over what people said, keeps the one before; its number.
    `by`: a role; `person_id`: who was signed in. Raises AlreadyJudged when somebody else accepted one just
    now."""
    number = await facts.judgement(session_id) + 1
    row = JudgementRow(
        session_id=session_id,
        number=number,
        by=by,
        person_id=person_id,
        at=now(),
        versions=json.dumps(dict(versions)),
        overrides=json.dumps({name: dict(values) for name, values in overrides.items()}),
    )
    await facts.accept(row, rows_of(session_id, number, sets), partial(carry, judgement=number))
    return number


def rows_of(session_id: str, judgement: int, sets: Sequence[SetJudged]) -> list[Judged]:
    """Findings are numbered over the whole session, as live."""
    made: list[Judged] = []
    numbers = count(1)
    for one in sets:
        made.append(set_row(one.done, session_id))
        made += [rep_row(rep, session_id, one.done.number) for rep in one.reps]
        made += [fault_row(seen, session_id, one.done.number, next(numbers)) for seen in one.faults]
    for row in made:
        row.judgement = judgement
    return made


def to_json(sets: Sequence[SetJudged]) -> list[dict[str, object]]:
    """As `from_json` reads it."""
    return [
        {
            "known": one.known,
            "done": record_to_json(one.done).decode(),
            "found": [record_to_json(event).decode() for event in one.found],
        }
        for one in sets
    ]


def from_json(kept: Sequence[Mapping[str, object]]) -> list[SetJudged]:
    """Raises ValueError or KeyError for what `to_json` did not write."""
    return [_set(one) for one in kept]


def _set(kept: Mapping[str, object]) -> SetJudged:
    done, found = record_from_json(str(kept["done"]).encode()), kept["found"]
    if not isinstance(done, SetDone) or not isinstance(found, list):
        raise ValueError("not a judged set")  # noqa: TRY004 - of what is kept, not of an argument
    events = [record_from_json(str(event).encode()) for event in found]
    return SetJudged(
        done=done,
        found=tuple(e for e in events if isinstance(e, RepCounted | FaultSeen)),
        known=bool(kept["known"]),
    )

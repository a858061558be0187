"""A session of the demo clinic as the rows that a live one leaves."""

from collections.abc import Iterator
from datetime import timedelta

from coach.demo_clinic.history import Done, DoneSet, Rep, Result
from coach.feedback.clinical_tests import TESTS
from coach.feedback.exercise import Exercise, FaultRule
from coach.store.facts import Fact
from coach.store.models import CheckInRow, FaultRow, RepRow, ResultRow, ResultWordRow, SetRow
from coach.types import Side


def rows(done: Done, session_id: str, exercises: dict[str, Exercise], therapist: str) -> Iterator[Fact]:
    """`therapist`: the id of who confirms the tests."""
    fault = 0
    for number, one in enumerate(done.sets, 1):
        exercise = exercises[one.item.exercise]
        yield _set(one, session_id, number)
        for n, rep in enumerate(one.reps, 1):
            yield _rep(one, rep, exercise, session_id, (number, n))
            if rep.faulty and exercise.faults:
                fault += 1
                rule = exercise.faults[fault % len(exercise.faults)]
                yield _fault(one, rep, rule, session_id, (number, n, fault))
        yield CheckInRow(
            session_id=session_id,
            set_number=number,
            pain=one.pain,
            effort=one.effort,
            t=one.ended + 5,
            by="patient",
            at=done.at + timedelta(seconds=one.ended + 5),
        )
    for number, result in enumerate(done.results, 1):
        row = _result(result, session_id, number, done.seconds)
        yield row
        yield ResultWordRow(
            session_id=session_id,
            number=number,
            t=row.ended + 5,
            confirmed=True,
            own_value=None,
            by="therapist",
            person_id=therapist,
            at=done.at + timedelta(seconds=row.ended + 5),
        )


def _result(one: Result, session_id: str, number: int, t: float) -> ResultRow:
    """Confirmed by the therapist."""
    test = TESTS[one.tested.test]
    started = t + 60 * number
    return ResultRow(
        session_id=session_id,
        number=number,
        test=test.id,
        side=one.tested.side,
        value=one.value,
        unit=test.unit,
        quality="measured",
        started=started,
        ended=started + (test.seconds or 20.0),
        confirmed=True,
        own_value=None,
    )


def _set(one: DoneSet, session_id: str, number: int) -> SetRow:
    return SetRow(
        session_id=session_id,
        number=number,
        exercise=one.item.exercise,
        side=one.item.side,
        started=one.started,
        ended=one.ended,
        reps=sum(rep.complete for rep in one.reps),
        partials=sum(not rep.complete for rep in one.reps),
        correction=0,
        longest_hold_s=one.hold_s,
    )


def _rep(one: DoneSet, rep: Rep, exercise: Exercise, session_id: str, place: tuple[int, int]) -> RepRow:
    """`place`: the set's and the repetition's number."""
    rest, target = exercise.rest_value, exercise.target_value
    return RepRow(
        session_id=session_id,
        set_number=place[0],
        number=place[1],
        side=_side(one.item.side, exercise, place[1]),
        start=rep.start,
        peak_t=round((rep.start + rep.end) / 2, 2),
        end=rep.end,
        peak=round(rest + (target - rest) * rep.share, 3) if rep.hold_s is None else rep.hold_s,
        unit=exercise.unit if rep.hold_s is None else "s",
        complete=rep.complete,
        quality="measured",
        assisted=False,
    )


def _side(prescribed: Side, exercise: Exercise, n: int) -> Side:
    """Where both sides are done in turn, each has its repetitions."""
    if prescribed is Side.BOTH and exercise.sided:
        return Side.LEFT if n % 2 else Side.RIGHT
    return prescribed


def _fault(one: DoneSet, rep: Rep, rule: FaultRule, session_id: str, place: tuple[int, int, int]) -> FaultRow:
    beyond = rule.margin * (0.2 + rep.share / 2)
    return FaultRow(
        session_id=session_id,
        number=place[2],
        set_number=place[0],
        fault=rule.id,
        level=rule.level,
        start=round(rep.start + 0.4, 2),
        end=round(rep.end - 0.3, 2),
        rep=place[1],
        side=one.item.side,
        value=round(rule.limit + beyond if rule.above else rule.limit - beyond, 3),
        unit=rule.unit,
        threshold=rule.limit,
        baseline=None,
        quality="measured",
    )

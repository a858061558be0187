"""Rows of the database as the events they were made of; the way back of `coach.store.ledger`."""

from coach.store.models import FaultRow, RepRow, SetRow
from coach.types import FaultSeen, Level, Quality, RepCounted, SetDone, Side


def set_of(row: SetRow) -> SetDone:
    return SetDone(
        t=row.ended,
        number=row.number,
        exercise=row.exercise,
        side=Side(row.side),
        reps=row.reps,
        partials=row.partials,
        correction=row.correction,
        longest_hold_s=row.longest_hold_s,
        started=row.started,
    )


def rep_of(row: RepRow) -> RepCounted:
    return RepCounted(
        t=row.end,
        number=row.number,
        side=Side(row.side),
        start=row.start,
        peak_t=row.peak_t,
        end=row.end,
        peak=row.peak,
        unit=row.unit,
        complete=row.complete,
        quality=Quality(row.quality),
    )


def fault_of(row: FaultRow) -> FaultSeen:
    return FaultSeen(
        t=row.end,
        fault=row.fault,
        level=Level(row.level),
        start=row.start,
        end=row.end,
        rep=row.rep,
        side=Side(row.side),
        value=row.value,
        unit=row.unit,
        threshold=row.threshold,
        baseline=row.baseline,
        quality=Quality(row.quality),
    )

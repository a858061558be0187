"""Leads a demo session as a therapist would, so that a newcomer sees a set without doing anything.

It chooses the exercise and starts the first set once the patient is seen, and lets go as soon as the
newcomer takes over.
"""

import asyncio
from collections.abc import Callable

from coach.rtc.room import Room
from coach.session import RUNNING
from coach.types import ExerciseChosen, SetStarted, Side, Stage

EXERCISE, REPS = "sit_to_stand", 10
REST_S = 8.0
SETS = 20


async def lead(room: Room) -> None:
    """Runs until the session ends or somebody else chose an exercise."""
    await _until(lambda: room.judging.session.t is not None and _watched(room))
    room.judging.act(
        ExerciseChosen(
            t=room.judging.t, exercise=EXERCISE, side=Side.BOTH, target_reps=REPS, target_hold_s=None
        )
    )
    plan = room.judging.session.plan
    for _ in range(SETS):
        if room.judging.session.stage not in (*RUNNING, Stage.STOPPED):
            room.judging.act(SetStarted(t=room.judging.t))
        await _until(lambda: room.judging.session.stage in (Stage.REST, Stage.ENDED))
        await asyncio.sleep(REST_S)
        if room.ended or room.judging.session.plan is not plan:
            return


def _watched(room: Room) -> bool:
    return any(member.leads for member in room.members())


async def _until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0.3)

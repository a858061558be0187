"""From what a demonstration taught to the message of the WebSocket. Pure."""

from coach.feedback.demonstration import Learned
from coach.rtc.messages import Draft, ShownRep

MOST_POINTS = 400
"""Of a trace: more can't be seen on the page."""


def draft(learned: Learned, language: str) -> Draft:
    exercise, signal = learned.exercise, learned.exercise.signals[0]
    return Draft(
        measure=signal.measure,
        unit=signal.unit,
        view=exercise.view,
        side=learned.side.value,
        rest=signal.rest,
        target=signal.target,
        full=round(signal.rest + exercise.pace.full * (signal.target - signal.rest), 4),
        reps=exercise.reps,
        tempo_out=exercise.tempo.out if exercise.tempo else None,
        tempo_back=exercise.tempo.back if exercise.tempo else None,
        confirmed=learned.confirmed,
        shown=[
            ShownRep(side=rep.side.value, start=rep.start, peak_t=rep.peak_t, end=rep.end, peak=rep.peak)
            for rep in learned.reps
        ],
        traces={trace.side.value: _thinned(list(trace.points)) for trace in learned.traces},
        why=[one.worded(language) for one in learned.why],
    )


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    every = max(1, len(points) // MOST_POINTS)
    return [(round(t, 2), round(value, 4)) for t, value in points[::every]]

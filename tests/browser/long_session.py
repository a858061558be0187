"""A made-up session as its review's doors give it, an hour long if wanted, for the review page alone.

The bodies are the server's own models. One patient stands and sits; each tenth repetition has a finding.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import av
import numpy as np

from coach.api.review_models import (
    ReviewAgreement,
    ReviewCue,
    ReviewExercise,
    ReviewFault,
    ReviewNote,
    ReviewQueueItem,
    ReviewRecording,
    ReviewRef,
    ReviewRep,
    ReviewSession,
    ReviewSet,
    ReviewTrace,
    ReviewTraces,
)

REP_S = 1.6
REPS = 20
REST_S = 5.0
POSES_HZ = 15
VIDEO_HZ = 30
STEP_MS = round(1000 / VIDEO_HZ)
LOOP = VIDEO_HZ * 20
STARTED_T = 0.0
SIZE = (320, 240)


@dataclass(frozen=True)
class LongSession:
    """All of it is a function of `minutes`."""

    minutes: float

    @property
    def duration(self) -> float:
        return self.minutes * 60

    @cached_property
    def sets(self) -> list[ReviewSet]:
        return list(self._sets())

    @cached_property
    def reps(self) -> list[ReviewRep]:
        return [rep for one in self.sets for rep in _reps(one)]

    @cached_property
    def faults(self) -> list[ReviewFault]:
        return [_fault(i + 1, rep) for i, rep in enumerate(self.reps[4::10])]

    @property
    def session(self) -> ReviewSession:
        flagged = {fault.start: fault.number for fault in self.faults}
        reps = [
            rep.model_copy(
                update={"faults": [flagged[rep.start + 0.4]] if rep.start + 0.4 in flagged else []}
            )
            for rep in self.reps
        ]
        return ReviewSession(
            session_id="long",
            role="therapist",
            created_at=MADE_AT,
            ended_at=datetime(2026, 11, 26, 10, 30, tzinfo=UTC),
            duration_s=self.duration,
            versions={"rules": "3"},
            has_tape=True,
            problems=[],
            exercises=[EXERCISE],
            sets=self.sets,
            reps=reps,
            faults=self.faults,
            holds=[],
            cues=[_cue(fault) for fault in self.faults],
            stages=[],
            pauses=[],
            corrections=[],
            notes=[_note(1, 12.0)],
            recordings=[self._recording()],
            agreement=NO_AGREEMENT,
            queue=[_item(fault) for fault in self.faults[:12]],
            reviewed=[],
            judgements=[],
        )

    @cached_property
    def traces(self) -> ReviewTraces:
        return ReviewTraces(traces=[self._trace(one) for one in self.sets])

    def poses(self, start: float, end: float) -> bytes:
        """As on the WebSocket: every second picture of the video was judged."""
        end = min(end, self.duration)
        first, last = math.ceil(start * 1000 / STEP_MS), math.ceil(end * 1000 / STEP_MS)
        return b"".join(_pose(n, self.height(n * STEP_MS / 1000)) for n in range(first, last) if n % 2 == 0)

    def height(self, t: float) -> float:
        """0 sitting, 1 standing."""
        for one in self.sets:
            if one.started <= t <= one.ended:
                return 0.5 - 0.5 * math.cos((t - one.started) / REP_S * 2 * math.pi)
        return 0.0

    def write_video(self, path: Path) -> Path:
        """Small VP8, its times in whole milliseconds; the pictures repeat, encoded once."""
        pictures = int(self.duration * 1000 / STEP_MS)
        with av.open(str(path), "w", format="webm") as out:
            stream = out.add_stream("vp8", rate=VIDEO_HZ, options={"deadline": "realtime", "cpu-used": "8"})
            stream.width, stream.height = SIZE
            stream.pix_fmt = "yuv420p"
            stream.codec_context.time_base = MILLISECOND
            stream.gop_size = VIDEO_HZ * 2
            encoded = [packet for frame in _pictures(min(pictures, LOOP)) for packet in stream.encode(frame)]
            encoded += stream.encode(None)
            data = [(bytes(packet), packet.is_keyframe) for packet in encoded]
            for n in range(pictures):
                out.mux(_packet(stream, n, *data[n % len(data)]))
        return path

    def _sets(self) -> Iterator[ReviewSet]:
        each = REPS * REP_S + REST_S
        for number in range(1, int(self.duration / each) + 1):
            started = round((number - 1) * each + REST_S / 2, 3)
            yield ReviewSet(
                number=number,
                exercise=EXERCISE.id,
                side="both",
                started=started,
                ended=round(started + REPS * REP_S, 3),
                reps=REPS,
                partials=0,
                correction=0,
                corrected_reps=REPS,
                longest_hold_s=0,
            )

    def _trace(self, one: ReviewSet) -> ReviewTrace:
        count = int((one.ended - one.started) * POSES_HZ)
        times = [round(one.started + n / POSES_HZ, 3) for n in range(count)]
        return ReviewTrace(
            set_number=one.number,
            exercise=EXERCISE.id,
            side="both",
            measure=EXERCISE.signal,
            unit=EXERCISE.unit,
            rest=EXERCISE.rest_value,
            target=EXERCISE.target_value,
            points=[(t, round(_signal(one, t, self.height(t)), 4)) for t in times],
        )

    def _recording(self) -> ReviewRecording:
        return ReviewRecording(
            id=1,
            role="patient",
            number=1,
            url="/api/v1/review/long/media/1",
            media_type="video/webm",
            started_t=STARTED_T,
            seconds=self.duration,
            width=SIZE[0],
            height=SIZE[1],
            has_video=True,
            has_audio=False,
            closed=True,
            available=True,
        )


MILLISECOND = Fraction(1, 1000)
MADE_AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)

EXERCISE = ReviewExercise(
    id="sit_to_stand",
    name="Sit to stand",
    signal="rise",
    unit="× standing",
    hold=False,
    joint="knee",
    landmarks=[23, 24, 25, 26, 27, 28],
    rest_value=0.6,
    target_value=0.96,
    faults={"knees_in": "Knees in"},
)

NO_AGREEMENT = ReviewAgreement(
    marked=0, agreed=0, percent=None, kappa=None, rep_kappa=None, sets_compared=0, exact=0, off_by_one=0
)


def _pictures(count: int) -> Iterator[av.VideoFrame]:
    width, height = SIZE
    picture = np.full((height * 3 // 2, width), 128, np.uint8)
    for n in range(count):
        picture[:height] = 60
        x = n * 4 % (width - 8)
        picture[:height, x : x + 8] = 200
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts, frame.time_base = n * STEP_MS, MILLISECOND
        yield frame


def _packet(stream: av.VideoStream, n: int, data: bytes, key: bool) -> "av.Packet[av.stream.Stream]":
    packet = av.Packet(data)
    packet.stream = stream
    packet.pts = packet.dts = n * STEP_MS
    packet.time_base = MILLISECOND
    packet.is_keyframe = key
    return packet


def _reps(one: ReviewSet) -> Iterator[ReviewRep]:
    for number in range(1, REPS + 1):
        start = round(one.started + (number - 1) * REP_S, 3)
        yield ReviewRep(
            id=one.number * 100 + number,
            set_number=one.number,
            number=number,
            side="both",
            start=start,
            peak_t=round(start + REP_S / 2, 3),
            end=round(start + REP_S, 3),
            peak=_peak(number),
            unit=EXERCISE.unit,
            complete=True,
            quality="estimate" if number % 5 == 0 else "measured",
            rejected=False,
            assisted=False,
            faults=[],
        )


def _peak(number: int) -> float:
    return round(0.9 + 0.008 * number, 4)


def _signal(one: ReviewSet, t: float, height: float) -> float:
    rest = EXERCISE.rest_value
    return rest + (_peak(int((t - one.started) / REP_S) + 1) - rest) * height


def _fault(number: int, rep: ReviewRep) -> ReviewFault:
    return ReviewFault(
        number=number,
        set_number=rep.set_number,
        fault="knees_in",
        name="Knees in",
        level="safety" if number % 20 == 0 else "coach",
        start=rep.start + 0.4,
        end=rep.start + 1.0,
        rep=rep.number,
        side="both",
        value=0.74,
        unit="ratio",
        threshold=0.8,
        baseline=None,
        quality="measured",
        agree=None,
    )


def _cue(fault: ReviewFault) -> ReviewCue:
    return ReviewCue(
        t=fault.start + 0.3,
        key="knees_in",
        text="Press your knees gently apart.",
        level="coach",
        from_therapist=False,
    )


def _item(fault: ReviewFault) -> ReviewQueueItem:
    return ReviewQueueItem(
        t=fault.start,
        severity="safety" if fault.level == "safety" else "high" if fault.number < 4 else "medium",
        kind="fault",
        reason=f"Knees in, set {fault.set_number}: not confirmed by anyone.",
        ref=ReviewRef(kind="fault", id=fault.number),
    )


def _note(number: int, t: float) -> ReviewNote:
    return ReviewNote(id=number, t=t, kind="bookmark", text="", by="Anna", at=MADE_AT)


def _pose(n: int, height: float) -> bytes:
    """A stick figure: sitting it is lower and its knees are forward."""
    t_ms = n * STEP_MS
    drop = 0.16 * (1 - height)
    points = [(0.5, 0.3 + drop, 0.0, 0.99)] * 33
    rows = {
        0: (0.5, 0.16), 7: (0.53, 0.16), 8: (0.47, 0.16), 11: (0.57, 0.28), 12: (0.43, 0.28),
        13: (0.61, 0.4), 14: (0.39, 0.4), 15: (0.6, 0.5), 16: (0.4, 0.5), 19: (0.6, 0.54), 20: (0.4, 0.54),
        23: (0.54, 0.52), 24: (0.46, 0.52),
    }  # fmt: skip
    spread = 0.02 * (1 - height)
    legs = {25: (0.55 + spread, 0.7), 27: (0.55, 0.88), 29: (0.55, 0.9), 31: (0.57, 0.92)}
    for index, (x, y) in rows.items():
        points[index] = (x, y + drop, 0.0, 0.99)
    for index, (x, y) in legs.items():
        points[index] = (x, y, 0.0, 0.99)
        points[index + 1] = (1 - x, y, 0.0, 0.99)
    numbers = [round(value * 32767) for point in points for value in point]
    head = struct.pack("<BBHII", 1, 3, n & 0xFFFF, (t_ms * 90) & 0xFFFFFFFF, t_ms)
    return head + struct.pack("<132h", *numbers)

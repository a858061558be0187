"""The judgement inside a room: frames to the pose pool, poses to the session, events to everybody's page.

Runs on the event loop; `push` and the pool's callbacks never wait.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Iterable

import structlog

from coach.analysis_rate import CHECK_HZ, Stillness, wanted
from coach.feedback.texts import text
from coach.pose.worker import PosePool
from coach.rtc import announce
from coach.rtc.announce import Announcer
from coach.rtc.announce_gait import gait
from coach.rtc.announce_tests import result
from coach.rtc.landmarks import pack_landmarks
from coach.rtc.member import Audience, Member, NoticeLevel
from coach.rtc.messages import Assistance, Cue, Gait, HelpAsked, Mark, Notice, People, State
from coach.rtc.people import people
from coach.session import GUIDED, RUNNING, Session
from coach.types import (
    Action,
    ClinicalTestEnded,
    CueSent,
    EncodedFrame,
    Event,
    FaultMarked,
    FaultSeen,
    HelpSuspected,
    HoldEnded,
    PatientChosen,
    Pose,
    RepAssisted,
    RepCounted,
    ResultJudged,
    Stage,
    StageEntered,
    TherapistTold,
)

log = structlog.get_logger(__name__)

SLOW = 0.8
"""Judged less than this share as often as needed: the therapist is told."""

SIGNAL_EVERY = 3
"""Poses between two trace messages: 5 a second at 15 poses a second."""

GAIT_S = 3.0
"""Between two messages about the walk: about five steps."""
STATE_S = 0.1
"""Between two looks whether the state changed, while nothing happens; what happens is told at once."""
PEOPLE_S = 0.2
"""Between two messages about who is in the picture, at least."""

RATE_WINDOW_S = 3.0
STALE_S = 2.0
"""Without a frame for so long the picture counts as stopped."""


class Judging:
    def __init__(self, session: Session, pool: PosePool, audience: Audience) -> None:
        self.session = session
        self.delays: deque[float] = deque(maxlen=1000)
        """Seconds from a frame's arrival to its landmarks being handed to the line, newest last."""
        self.judging = True
        self._audience = audience
        self._announcer = Announcer()
        self._ask_key_frame: Callable[[], None] = _nobody_to_ask
        self._stream = pool.open(
            on_pose=self._on_pose,
            on_key_frame_needed=self._key_frame_needed,
            on_judging=self._on_judging,
            rate=CHECK_HZ,
        )
        self.asked_hz = CHECK_HZ
        """Pictures a second that the pose process is asked to analyse."""
        self._ceiling, self._slowed = math.inf, False
        self._stillness, self._still = Stillness(), False
        self._told: list[tuple[Event, int, int]] = []
        """Each with its finding's number and its set's: a few hundred in a long session."""
        self._arrived: dict[int, float] = {}
        self._poses: deque[float] = deque()
        self._samples: dict[str, list[tuple[float, float]]] = {}
        self._sequence = 0
        self._last_frame: float | None = None
        self._shown: dict[int, State] = {}
        self._state_at = float("-inf")
        self._two_people = self._failed = False
        self._gait: Gait | None = None
        self._gait_at = float("-inf")
        self._people, self._people_at = People(people=[], chosen=False), float("-inf")

    def follow(self, ask_key_frame: Callable[[], None]) -> None:
        """Whom to ask for a key frame: the patient's present connection."""
        self._ask_key_frame = ask_key_frame

    def push(self, frame: EncodedFrame) -> None:
        self._last_frame = time.monotonic()
        self._arrived[frame.rtp_timestamp] = self._last_frame
        while len(self._arrived) > 90:  # the newest 3 s; a frame that is not judged is forgotten
            del self._arrived[next(iter(self._arrived))]
        self._stream.push(frame)

    def act(self, action: Action) -> None:
        """Raises ActionRefused."""
        events = self.session.act(action)
        self._announce(events)
        if isinstance(action, CueSent):
            self._announce_sent(action)
        if isinstance(action, FaultMarked):
            self._announce_mark(action)
        if isinstance(action, ResultJudged):
            self._announce_result(self.session.guided.results[action.number - 1])
        if isinstance(action, RepAssisted):
            self._announce_assisted()
        if isinstance(action, PatientChosen):
            self._stream.choose(action.x, action.y)
            self._still = False  # who it is is looked for at once
            log.info("patient_chosen", by=action.by)
            self._tell_leaders("patient_chosen", "info")
        self._set_rate()
        self.show_state()

    def limit(self, ceiling: float) -> None:
        """At most so many pictures a second are analysed from now on."""
        if ceiling != self._ceiling:
            self._ceiling = ceiling
            self._set_rate()

    @property
    def t(self) -> float:
        return self.session.t or 0.0

    @property
    def flowing(self) -> bool:
        """Pictures come."""
        return self._last_frame is not None and not self.stale

    @property
    def stale(self) -> bool:
        """A picture came once, and none has come for `STALE_S`."""
        return self._last_frame is not None and time.monotonic() - self._last_frame > STALE_S

    @property
    def rate(self) -> float:
        """Analysed frames a second over the last `RATE_WINDOW_S`."""
        since = time.monotonic() - RATE_WINDOW_S
        while self._poses and self._poses[0] < since:
            self._poses.popleft()
        return len(self._poses) / RATE_WINDOW_S

    def show_state(self, *, again: bool = False) -> None:
        """The state to each page where it changed; `again` also where only its figures did."""
        self._state_at = time.monotonic()
        states: dict[str, State] = {}
        for member in self._audience():
            state = states.get(member.language) or states.setdefault(member.language, self.state_for(member))
            seen = self._shown.get(id(member))
            if again or seen is None or state != _with_figures_of(seen, state):
                self._shown[id(member)] = state
                member.send(state)

    def state_for(self, member: Member) -> State:
        return announce.state(
            self.session, member.language, rate=self.rate, judging=self.judging, stale=self.stale
        )

    def forget(self, member: Member) -> None:
        self._shown.pop(id(member), None)

    def close(self) -> None:
        self._stream.close()
        self.session.close()

    # ---- from the pool

    def _on_pose(self, pose: Pose) -> None:
        """An edge: a fault of the judgement costs its one pose, is logged and told, and ends nothing."""
        if self.session.stage is Stage.ENDED:
            return
        try:
            self._judge(pose)
        except Exception:
            log.exception("judging_failed")
            if not self._failed:
                self._failed = True
                self._tell_leaders("judging_failed", "error")

    def _judge(self, pose: Pose) -> None:
        events = self.session.judge(pose)
        self._sequence += 1
        data = pack_landmarks(pose, self._sequence)
        for member in self._audience():
            member.outbox.put_landmarks(data)
        self._measure(pose)
        self._announce(events)
        if any(isinstance(event, RepCounted) for event in events) and self.session.assisting.marked:
            self._announce_assisted()
        self._trace()
        self._show_gait(pose.t)
        self._watch_people(pose)
        if events or time.monotonic() - self._state_at >= STATE_S:
            self.show_state()
        self._still = self._stillness.see(pose)
        self._set_rate()
        self._look_for_hands()

    def _set_rate(self) -> None:
        """As often as what is going on needs, up to the ceiling."""
        needed = wanted(self.session.stage, self.session.exercise, still=self._still)
        self.asked_hz = min(needed, self._ceiling)
        self._stream.set_rate(self.asked_hz)
        slowed = self.asked_hz < SLOW * needed
        if slowed and not self._slowed:
            self._tell_leaders("judging_slowed", "warning")
        self._slowed = slowed

    def _look_for_hands(self) -> None:
        """Only while an exercise needs them: they cost about as much again as the body."""
        exercise = self.session.exercise
        active = self.session.stage in (*RUNNING, *GUIDED, Stage.CHECK)
        self._stream.look_for_hands(exercise is not None and exercise.hands and active)

    def _key_frame_needed(self) -> None:
        self._ask_key_frame()

    def _on_judging(self, judging: bool) -> None:
        self.judging = judging
        if judging:
            self._tell_leaders("judging_back", "info")
        else:
            self._tell_leaders("judging_away", "warning")
        self.show_state()

    def _measure(self, pose: Pose) -> None:
        now = time.monotonic()
        self._poses.append(now)
        arrived = self._arrived.pop(pose.rtp_timestamp, None)
        if arrived is not None:
            self.delays.append(now - arrived)

    def _watch_people(self, pose: Pose) -> None:
        if self._is_alone(pose):
            return
        seen = people(pose, chosen=self.session.chosen)
        if seen != self._people and (not seen.people or pose.t - self._people_at >= PEOPLE_S):
            self._people, self._people_at = seen, pose.t
            for member in self._audience():
                member.send(seen)
        if (two := pose.people > 1) == self._two_people:
            return
        self._two_people = two
        if two:
            self._tell_leaders("two_people", "info")

    def _is_alone(self, pose: Pose) -> bool:
        """Nobody else is there, nor was in the pose before."""
        told = self._people.people or self._two_people or self._people.chosen != self.session.chosen
        return not told and not pose.others and pose.people <= 1

    # ---- to the pages

    def recall(self, records: Iterable[Event]) -> None:
        """What was told before the server was restarted."""
        set_number = 0
        for record in records:
            if isinstance(record, StageEntered) and record.stage is Stage.COUNTDOWN:
                set_number += 1
            self._note(self._announcer.number([record]), set_number)

    def catch_up(self, member: Member) -> None:
        """All repetitions, findings and holds of the session, for a page that joins or was reloaded."""
        for event, finding, set_number in self._told:
            message = self._announcer.message(event, finding, set_number, member.language)
            if message is not None:
                member.send(message)
        for one in self.session.guided.results:
            self._send_result(member, one)
        for assistance in self._assistance():
            member.send(assistance)
        member.send(self._people)
        if self._gait is not None and member.role in ("therapist", "clinician"):
            member.send(self._gait)

    def _announce(self, events: list[Event]) -> None:
        set_number = self.session.progress.number
        numbered = self._announcer.number(events)
        self._note(numbered, set_number)
        for event, finding in numbered:
            if isinstance(event, ClinicalTestEnded):
                self._announce_result(event)
            for member in self._audience():
                if isinstance(event, TherapistTold):
                    self._tell_therapist(member, event)
                elif isinstance(event, HelpSuspected):
                    _ask_for_help(member, event)
                elif (
                    message := self._announcer.message(event, finding, set_number, member.language)
                ) is not None:
                    member.send(message)

    def _note(self, numbered: Iterable[tuple[Event, int]], set_number: int) -> None:
        self._told += [
            (e, n, set_number) for e, n in numbered if isinstance(e, RepCounted | FaultSeen | HoldEnded)
        ]

    def _tell_therapist(self, member: Member, event: TherapistTold) -> None:
        if member.leads:
            said = announce.told(event, member.language)
            member.send(Notice(code=event.key.replace(".", "_"), text=said, level="warning"))

    def _tell_leaders(self, code: str, level: NoticeLevel) -> None:
        for member in self._audience():
            if member.leads:
                member.notice(code, level)

    def _announce_sent(self, sent: CueSent) -> None:
        for member in self._audience():
            said = sent.text or text(f"cue.{sent.key}", member.language)
            member.send(Cue(t=sent.t, key=sent.key, text=said, level="coach", from_therapist=True))

    def _announce_mark(self, mark: FaultMarked) -> None:
        marks = self.session.marks
        message = Mark(id=mark.number, agree=mark.agree, agreed=sum(marks.values()), marked=len(marks))
        for member in self._audience():
            member.send(message)

    def _announce_result(self, event: ClinicalTestEnded) -> None:
        for member in self._audience():
            self._send_result(member, event)

    def _send_result(self, member: Member, event: ClinicalTestEnded) -> None:
        """Results are for clinicians: the patient hears them from the therapist."""
        if member.role in ("therapist", "clinician"):
            member.send(result(event, self.session.guided.judged.get(event.number), member.language))

    def _announce_assisted(self) -> None:
        for assistance in self._assistance():
            for member in self._audience():
                member.send(assistance)

    def _assistance(self) -> list[Assistance]:
        return [
            Assistance(set_number=set_number, number=number, complete=complete)
            for set_number, number, complete in sorted(self.session.assisting.marked)
        ]

    def _show_gait(self, t: float) -> None:
        """Calmly: not with every step."""
        if self.session.stage not in (Stage.MOVING, Stage.TESTING) or t - self._gait_at < GAIT_S:
            return
        self._gait_at = t
        if (summary := self.session.gait) is None or (shown := gait(summary)) == self._gait:
            return
        self._gait = shown
        for member in self._audience():
            if member.role in ("therapist", "clinician"):
                member.send(shown)

    def _trace(self) -> None:
        readings = self.session.readings
        for reading in readings:
            if reading.value is not None:
                self._samples.setdefault(reading.side, []).append((reading.t, reading.value))
        if self._sequence % SIGNAL_EVERY:
            return
        for reading in readings:
            message = announce.signal(reading, self._samples.get(reading.side, []))
            for member in self._audience():
                member.send(message)
        self._samples.clear()


def _ask_for_help(member: Member, event: HelpSuspected) -> None:
    if member.leads:
        member.send(HelpAsked(set_number=event.set_number, number=event.number, complete=event.complete))


def _with_figures_of(seen: State, state: State) -> State:
    """`seen` with what changes with every picture taken from `state`."""
    return seen.model_copy(update={"t": state.t, "rate": state.rate, "yaw_deg": state.yaw_deg})


def _nobody_to_ask() -> None:
    """Before the patient's camera is connected."""

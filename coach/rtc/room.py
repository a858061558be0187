"""One session's room: who is in it, whose media goes where, and what each may ask.

Runs on the event loop and never blocks it. Not for HTTP (coach.api) nor for judging (coach.rtc.judging).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from coach.feedback.clinical_tests import TESTS
from coach.feedback.cues import MOST_WORDS
from coach.feedback.exercise import Exercise
from coach.pose.worker import PosePool
from coach.resumed import Resumed
from coach.rtc.announce import exercise_info, fault_names, general_cues, has_text
from coach.rtc.announce_tests import test_info
from coach.rtc.home import Guide
from coach.rtc.judging import Judging
from coach.rtc.media_clock import MediaClock
from coach.rtc.member import Member, NoticeLevel
from coach.rtc.messages import Answer, IceServer, Notice, Participants, Pong, Slots, Welcome
from coach.rtc.outbox import Connection
from coach.rtc.peer import OfferRefused, Peer
from coach.rtc.recording import RecordingSettings, RoomRecording
from coach.rtc.requests import (
    Acknowledge,
    AnswerRecording,
    AskRecording,
    Assisted,
    BeginTest,
    Calibrate,
    CallHelp,
    CameraState,
    CheckIn,
    Choose,
    ChoosePatient,
    ChooseTest,
    CorrectCount,
    EndLearning,
    EndSession,
    FromBrowser,
    Hello,
    Home,
    JudgeResult,
    Learn,
    MarkFault,
    Offer,
    Ping,
    Ready,
    SaveExercise,
    SendCue,
    StartSet,
    Stop,
    StopGuidance,
    StopRecording,
    StopSet,
)
from coach.rtc.room_learning import Authoring, RoomLearning
from coach.rtc.vocabulary import Role
from coach.types import (
    Acknowledged,
    Action,
    ActionRefused,
    BaselineGiven,
    CalibrationStarted,
    CheckedIn,
    ClinicalTestBegun,
    ClinicalTestChosen,
    CountCorrected,
    CueSent,
    DemonstrationStarted,
    ExerciseChosen,
    FaultMarked,
    GuidanceStopped,
    PatientChosen,
    ProgrammeGiven,
    RepAssisted,
    ResultJudged,
    SafetyStopped,
    SessionEnded,
    SessionResumed,
    SetStarted,
    SetStopped,
    Side,
    Sink,
    Stage,
)

SLOTS = 3
"""Receive slots of each page: a room holds four participants."""

TICK_S = 0.5
FIGURES_EVERY = 4
"""Ticks between two states that only renew the figures (rate, view)."""

Heard = CheckIn | Assisted | Ready | CallHelp | Home

Known = BaselineGiven | ProgrammeGiven
"""What is known of a patient before the session: it is told to the judge first."""

log = structlog.get_logger(__name__)


class RoomFull(Exception):
    """All four seats are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSettings:
    """What every room is given by the chooser."""

    exercises: Mapping[str, Exercise]
    authoring: Authoring
    ice_servers: Callable[[], list[IceServer]]
    include_loopback: bool
    turn_for_server: bool = False
    """The server's own end goes by the relay too; pages may always."""
    max_bitrate: int = 1_500_000


class Room:
    """Created when the first participant of a session joins; `closed` is called with it when it ends."""

    def __init__(
        self,
        session_id: str,
        *,
        settings: RoomSettings,
        pool: PosePool,
        resumed: Resumed,
        sinks: Sequence[Sink],
        ending: Callable[[], Sink],
        links: Mapping[Role, str],
        recording: RecordingSettings,
        known: Callable[[], Awaitable[Sequence[Known]]] | None = None,
        alone: bool = False,
        kept: bool = True,
    ) -> None:
        """`known`: the calibrations that were kept before, and what is prescribed. `alone`: the programme
        runs by itself. `kept`: the patient agrees to that; `ending` makes the sink that notes the end alone,
        for when they take it back."""
        self.session_id = session_id
        self._settings, self._links = settings, links
        self._members: list[Member] = []
        self._clock = MediaClock(begins=resumed.goes_on_at)
        self._kept, self._ending = kept, ending
        resumed.session.attach(sinks, self._on_sink_failed)
        self.judging = Judging(resumed.session, pool, self.members)
        if resumed.records:
            self.judging.recall(resumed.records)
            self.judging.act(SessionResumed(t=resumed.goes_on_at))
        self._recording = RoomRecording(recording, self.members, self._tell_leaders)
        self._learning = RoomLearning(self.judging, self.members, settings.authoring)
        self._stale = False
        self.left_at: float | None = None
        """Unix time at which the patient's page was closed or lost; None while it is open."""
        self._guide = Guide(resumed.session) if alone else None
        self._closing: set[asyncio.Task[None]] = set()
        self._recalling = asyncio.create_task(self._recall(known)) if known else None
        self._ticker = asyncio.create_task(self._tick(), name=f"room-{session_id}")

    def members(self) -> list[Member]:
        return list(self._members)

    @property
    def ended(self) -> bool:
        return self.judging.session.stage is Stage.ENDED

    @property
    def alone(self) -> bool:
        """Nobody leads: the programme runs by itself."""
        return self._guide is not None

    @property
    def patient_here(self) -> bool:
        return any(m.role == "patient" and m.peer is not None for m in self._members)

    # ---- coming and going

    def join(self, hello: Hello, role: Role, connection: Connection, person: str | None = None) -> Member:
        """Seats a participant; whoever holds the same role's seat with an older page is told and let go.
        Raises RoomFull."""
        for older in [m for m in self._members if m.role == role]:
            older.notice("opened_elsewhere", "info")
            self.leave(older, code=4001, reason="opened elsewhere")
        seat = next((n for n in range(SLOTS + 1) if n not in {m.seat for m in self._members}), None)
        if seat is None:
            raise RoomFull
        member = Member(
            seat=seat,
            role=role,
            name=hello.name.strip(),
            language=hello.language[:2].lower(),
            connection=connection,
            slots=SLOTS,
            person=person,
        )
        self._members.append(member)
        if role == "patient":
            self.left_at = None
        member.send(self._welcome(member))
        member.send(self.judging.state_for(member))
        self.judging.catch_up(member)
        self._recording.show(member)
        if not self._kept:
            member.notice(_addressed("nothing_kept", member), "info")
        self._show_participants()
        log.info("joined", session=self.session_id, role=role)
        return member

    def leave(self, member: Member, *, code: int = 1000, reason: str = "") -> None:
        """Frees the seat and what was sent to it; the session goes on. Harmless when already gone."""
        if member not in self._members:
            return
        self._members.remove(member)
        self.judging.forget(member)
        self._drop_peer(member)
        member.outbox.close(code, reason)
        self._bind_all()
        self._show_participants()
        if member.role == "patient" and not self.ended:
            self.left_at = time.time()
            self._tell_leaders("patient_left", "warning")
        log.info("left", session=self.session_id, role=member.role)

    def keep_nothing(self) -> None:
        """The patient has taken back that anything of them is kept: of what follows nothing is."""
        if not self._kept:
            return
        self._kept = False
        self.judging.session.detach()
        self.judging.session.attach([self._ending()], self._on_sink_failed)
        self._recording.end()
        for member in self._members:
            member.notice(_addressed("nothing_kept", member), "warning")

    def break_off(self, code: str) -> None:
        """Ends the session at once and sends everybody out with this sentence."""
        if not self.ended:
            self.judging.act(SessionEnded(t=self.judging.t))
        for member in self.members():
            said = _addressed(code, member)
            member.notice(said, "error")
            self.leave(member, code=4410, reason=said)

    async def close(self) -> None:
        """Ends the session's judgement and every connection."""
        self._ticker.cancel()
        if self._recalling is not None:
            self._recalling.cancel()
        self.judging.close()
        for member in self.members():
            self.leave(member)
        await asyncio.gather(self._ticker, *self._closing, return_exceptions=True)
        await self._learning.close()
        await self._recording.close()

    async def _recall(self, known: Callable[[], Awaitable[Sequence[Known]]]) -> None:
        """An edge: without them the session is judged by cold-start values, and says so."""
        try:
            for one in await known():
                self._recall_one(one)
        except Exception as failure:  # noqa: BLE001 - a broken database or row must not end the call
            log.warning("known_not_recalled", session=self.session_id, error=type(failure).__name__)

    def _recall_one(self, one: Known) -> None:
        """A calibration that can't be read costs only itself."""
        try:
            self.judging.act(one)
        except ActionRefused as refused:
            log.warning("known_refused", session=self.session_id, code=refused.code)

    # ---- what a page asks

    async def receive(self, member: Member, message: FromBrowser) -> None:
        """Carries out one message; whatever can't be done is answered with a sentence."""
        member.heard()
        match message:
            case Ping(n=n):
                member.send(Pong(n=n))
            case Offer():
                await self._connect(member, message)
            case CameraState():
                self._note_devices(member, message)
            case Stop():
                self._act(member, SafetyStopped(t=self.judging.t, by=member.role))
                self._tell_leaders("stop_pressed", "error")
            case CheckIn() | Assisted() | Ready() | CallHelp() | Home() if _may_say(member, message):
                self._hear(member, message)
            case ChoosePatient(x=x, y=y) if member.leads:
                self._act(member, PatientChosen(t=self.judging.t, x=x, y=y, by=member.role))
            case AskRecording() | AnswerRecording() | StopRecording():
                await self._recording.receive(member, message)
            case EndLearning() | SaveExercise() if member.leads:
                self._learn(member, message)
            case _ if member.leads:
                self._lead(member, message)
            case _:
                member.notice("therapist_only", "warning")

    def _learn(self, member: Member, message: EndLearning | SaveExercise) -> None:
        """An exercise is made of somebody's movement: kept only where that may be."""
        if isinstance(message, SaveExercise) and not self._kept:
            member.notice("nothing_kept", "warning")
        else:
            self._learning.receive(member, message)

    def _hear(self, member: Member, message: Heard) -> None:
        """What patient and caregiver say."""
        match message:
            case Home():
                self._follow(member, self._guide.asked(message) if self._guide else None)
            case CallHelp():
                self._act(member, SafetyStopped(t=self.judging.t, by=member.role))
                self._tell_leaders("help_called", "error")
            case Ready(ready=ready):
                member.ready = ready
                self._show_participants()
            case _:
                self._act(member, _said(message, self.judging.t, member))

    def _lead(self, member: Member, message: FromBrowser) -> None:
        if isinstance(message, SendCue) and len((message.text or "").split()) > MOST_WORDS:
            member.notice("cue_too_long", "warning")
            return
        action = _action(message, self.judging.t)
        unknown_cue = isinstance(action, CueSent) and action.key and not has_text(f"cue.{action.key}")
        if action is None or unknown_cue:
            member.notice("bad_message", "warning")
        else:
            self._act(member, _signed(action, member))
        if isinstance(action, ExerciseChosen):
            self._ask_again_whether_ready()

    def _ask_again_whether_ready(self) -> None:
        """Safe to start one exercise is not safe to start another."""
        for member in self._members:
            member.ready = False
        self._show_participants()

    def _act(self, member: Member, action: Action) -> None:
        try:
            self.judging.act(action)
        except ActionRefused as refused:
            member.notice(refused.code, "warning")

    def _note_devices(self, member: Member, devices: CameraState) -> None:
        worse = devices.camera != "on" and devices.camera != member.camera
        member.camera, member.microphone = devices.camera, devices.microphone
        self._show_participants()
        if member.role == "patient" and worse:
            self._tell_leaders(f"patient_camera_{devices.camera}", "warning")
            if devices.camera == "lost":
                member.notice("camera_lost", "warning")

    # ---- media

    async def _connect(self, member: Member, offer: Offer) -> None:
        """Answers an offer with a new connection; the old one is replaced, not repaired."""
        self._drop_peer(member)
        is_patient = member.role == "patient"
        peer = Peer(
            ice_servers=self._settings.ice_servers() if self._settings.turn_for_server else [],
            slots=SLOTS,
            clock=self._clock,
            on_frame=self.judging.push if is_patient else None,
            on_connected=lambda: self._on_connected(member, peer),
            on_closed=lambda reason: self._on_closed(member, peer, reason),
            max_bitrate=self._settings.max_bitrate,
            include_loopback=self._settings.include_loopback,
        )
        member.peer = peer
        try:
            answer = await peer.answer(offer.sdp)
        except OfferRefused as refused:
            self._drop_peer(member)
            member.send(Notice(code="offer_refused", text=str(refused), level="error"))
            return
        member.send(Answer(id=offer.id, sdp=answer))
        if is_patient:
            self.judging.follow(peer.request_key_frame)
        self._recording.follow(member.role, peer)
        self._bind_all()
        self._show_participants()

    def _on_connected(self, member: Member, peer: Peer) -> None:
        log.info("connected", session=self.session_id, role=member.role)
        if member.peer is peer and member.role == "patient":
            self._tell_leaders("patient_joined", "info")

    def _on_closed(self, member: Member, peer: Peer, reason: str) -> None:
        log.info("media_closed", session=self.session_id, role=member.role, reason=reason)
        if member.peer is peer:
            self._drop_peer(member)
            self._bind_all()
            self._show_participants()

    def _drop_peer(self, member: Member) -> None:
        peer, member.peer = member.peer, None
        if peer is not None:
            task = asyncio.create_task(peer.close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def _bind_all(self) -> None:
        """Gives each page's slots to the others; who has a slot keeps it."""
        seats = {m.seat: m for m in self._members}
        for member in self._members:
            others = [s for s in seats if s != member.seat]
            slots = [s if s in others else None for s in member.slots]
            for seat in (s for s in others if s not in slots):
                slots[slots.index(None)] = seat
            changed, member.slots = slots != member.slots, slots
            if member.peer is not None:
                for index, taken in enumerate(slots):
                    member.peer.watch(index, seats[taken].peer if taken is not None else None)
            if changed or member.peer is not None:
                member.send(Slots(participants=slots))

    # ---- telling

    def _welcome(self, member: Member) -> Welcome:
        language = member.language
        return Welcome(
            session=self.session_id,
            you=member.seat,
            role=member.role,
            slots=SLOTS,
            ice_servers=self._settings.ice_servers(),
            exercises=[exercise_info(e, language) for e in self._settings.exercises.values()],
            tests=[test_info(test, language) for test in TESTS.values()],
            fault_names=fault_names(self._settings.exercises.values(), language),
            cue_texts=general_cues(language),
            alone=self.alone,
            patient_link=self._links["patient"] if member.leads else None,
        )

    def _show_participants(self) -> None:
        message = Participants(participants=[m.participant() for m in self._members])
        for member in self._members:
            member.send(message)

    def _tell_leaders(self, code: str, level: NoticeLevel) -> None:
        for member in self._members:
            if member.leads:
                member.notice(code, level)

    def _on_sink_failed(self, sink: Sink, failure: Exception) -> None:
        log.error("sink_failed", session=self.session_id, sink=type(sink).__name__, error=repr(failure))
        self._tell_leaders("sink_failed", "warning")

    # ---- time

    async def _tick(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            for member in [m for m in self._members if m.silent]:
                self.leave(member, code=4002, reason="no heartbeat")
            self._watch_picture()
            self._run_by_itself()
            if self.ended:
                self._recording.end()
            self.judging.show_state(again=ticks % FIGURES_EVERY == 0)

    def _run_by_itself(self) -> None:
        """Not before what is prescribed is known, nor while the patient is away."""
        known = self._recalling is None or self._recalling.done()
        patient = next((m for m in self._members if m.role == "patient" and m.peer is not None), None)
        if self._guide is not None and known and patient is not None:
            self._follow(patient, self._guide.tick())

    def _follow(self, member: Member, action: Action | None) -> None:
        if action is not None:
            self._act(member, action)

    def _watch_picture(self) -> None:
        stale = self.judging.stale
        if stale and not self._stale and any(m.role == "patient" and m.camera == "on" for m in self._members):
            self._tell_leaders("picture_stopped", "warning")
        self._stale = stale


def _signed(action: Action, member: Member) -> Action:
    """What somebody says of the judgement is theirs."""
    if isinstance(action, CountCorrected):
        return replace(action, by=member.role, person=member.person)
    return replace(action, person=member.person) if isinstance(action, FaultMarked | ResultJudged) else action


def _action(message: FromBrowser, t: float) -> Action | None:
    """What a leader's message does; None for one that does nothing here."""
    match message:
        case Choose():
            return ExerciseChosen(
                t=t,
                exercise=message.exercise,
                side=Side(message.side),
                target_reps=message.target_reps,
                target_hold_s=message.target_hold_s,
            )
        case StartSet():
            return SetStarted(t=t)
        case StopSet():
            return SetStopped(t=t)
        case SendCue(key=key, text=said) if key or said:
            return CueSent(t=t, key=key, text=said)
        case CorrectCount(delta=delta):
            return CountCorrected(t=t, delta=delta)
        case MarkFault(id=number, agree=agree):
            return FaultMarked(t=t, number=number, agree=agree)
        case Acknowledge():
            return Acknowledged(t=t)
        case EndSession():
            return SessionEnded(t=t)
    return _guidance(message, t)


def _addressed(code: str, member: Member) -> str:
    """What the patient decided is said to them in other words than of them."""
    return f"{code}_by_you" if member.role == "patient" else code


def _may_say(member: Member, message: Heard) -> bool:
    """Anybody may pass on what the patient says; who helped, only those who can."""
    if isinstance(message, Home):
        return member.role == "patient"
    if isinstance(message, Ready | CallHelp):
        return member.role == "caregiver"
    return isinstance(message, CheckIn) or member.leads or member.role == "caregiver"


def _said(message: CheckIn | Assisted, t: float, by: Member) -> CheckedIn | RepAssisted:
    if isinstance(message, CheckIn):
        return CheckedIn(
            t=t,
            set_number=message.set_number,
            pain=message.pain,
            effort=message.effort,
            by=by.role,
            person=by.person,
        )
    return RepAssisted(
        t=t,
        by=by.role,
        person=by.person,
        set_number=message.set_number,
        number=message.number,
        complete=message.complete,
    )


def _guidance(message: FromBrowser, t: float) -> Action | None:
    """The same, for calibration and tests."""
    match message:
        case Calibrate():
            return CalibrationStarted(t=t)
        case Learn():
            return DemonstrationStarted(t=t)
        case ChooseTest(test=test, side=side, age=age, sex=sex, condition=condition):
            return ClinicalTestChosen(t=t, test=test, side=Side(side), age=age, sex=sex, condition=condition)
        case BeginTest():
            return ClinicalTestBegun(t=t)
        case StopGuidance():
            return GuidanceStopped(t=t)
        case JudgeResult(id=number, confirmed=confirmed, own_value=own):
            return ResultJudged(t=t, number=number, confirmed=confirmed, own_value=own)
    return None

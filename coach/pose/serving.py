"""What runs inside a pose process: `python -m coach.pose.serving FD MODEL [HAND_MODEL]`.

One thread: takes all messages that have come, then analyses one picture, sessions taking turns. Ends when
the socket closes or the parent is gone, whatever native code is doing.
"""

import contextlib
import faulthandler
import gc
import logging
import os
import resource
import select
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from coach.pose import wire
from coach.pose.mediapipe import Landmarker
from coach.pose.memory import give_back
from coach.pose.patient import Patient
from coach.pose.people import Detector
from coach.pose.stream import Stream
from coach.pose.wire import Kind, Message

log = logging.getLogger("coach.pose")

_CHUNK, _CHUNKS_A_TURN = 1 << 18, 4
_PARENT_CHECK_S = 1.0
_STATM = Path("/proc/self/statm")
_PREPARE_S = 2.0
NICE = 2
"""The call goes before its judgement: on a full machine the packets' process gets the processor first."""


class Server:
    """Serves the streams of one socket."""

    def __init__(self, connection: socket.socket, model: Path, hand_model: Path | None = None) -> None:
        self._connection = connection
        self._model, self._hand_model = model, hand_model
        self._detector = Detector(model)
        self._landmarker: Landmarker | None = Landmarker(model)
        """Made before it is needed, so that a session begins, or goes on here, at once."""
        self._opened_at = 0.0
        self._streams: dict[int, Stream] = {}
        self._turns: list[int] = []
        """Stream numbers; the one served last stands last."""
        self._unpacker = wire.Unpacker()
        self._meter = WorkMeter()

    def run(self) -> None:
        """Until the other end closes the socket."""
        self._send(wire.pack(Kind.READY))
        while self._receive(wait=not self._analyse_one()):
            self._prepare()
        for stream in self._streams.values():
            stream.close()

    def _prepare(self) -> None:
        """Makes the next session's landmarker, some time after one has begun."""
        if self._landmarker is None and time.monotonic() - self._opened_at > _PREPARE_S:
            self._opened_at = time.monotonic()
            try:
                self._landmarker = Landmarker(self._model)
            except (OSError, ValueError, RuntimeError):
                log.exception("the model can't be loaded again")

    def _receive(self, *, wait: bool) -> bool:
        """Handles the messages that have arrived, 1 MB of them at most so that analysing goes on under
        any load; sleeps for one when `wait`. False at the end."""
        for _ in range(_CHUNKS_A_TURN):
            if not self._arrived(wait=wait):
                break
            data = self._connection.recv(_CHUNK)
            if not data:
                return False
            for message in self._unpacker.feed(data):
                self._handle(message)
            wait = False
        return True

    def _arrived(self, *, wait: bool) -> bool:
        with self._meter.asleep() if wait else contextlib.nullcontext():
            return bool(select.select([self._connection], [], [], None if wait else 0)[0])

    def _handle(self, message: Message) -> None:
        if message.kind is Kind.PING:
            self._send(wire.pack_pong(self._meter.work()))
        elif message.kind is Kind.OPEN:
            self._open(message)
        elif stream := self._streams.get(message.stream):
            self._handle_stream(message, stream)

    def _handle_stream(self, message: Message, stream: Stream) -> None:
        if message.kind in (Kind.FRAME, Kind.HELD):
            frame, due = wire.unpack_frame(message.payload)
            if not stream.decode(frame, due=due):
                self._send(wire.pack(Kind.KEY_FRAME, message.stream))
            elif message.kind is Kind.HELD and stream.due:
                self._analyse(message.stream, stream)
                self._send(wire.pack_pong(self._meter.work()))  # a ping may wait behind many of these
        elif message.kind is Kind.CHOOSE:
            stream.choose(*wire.unpack_choice(message.payload))
        elif message.kind is Kind.HANDS:
            self._look_for_hands(stream, wire.unpack_hands(message.payload))
        elif message.kind is Kind.CLOSE:
            self._close(message.stream)

    def _look_for_hands(self, stream: Stream, wanted: bool) -> None:
        """Where the hand model can't be used, the session goes on without hands."""
        try:
            stream.look_for_hands(wanted)
        except (OSError, ValueError, RuntimeError):
            log.exception("hands can't be looked for")

    def _open(self, message: Message) -> None:
        with self._giving_up(message.stream):
            landmarker, self._landmarker = self._landmarker or Landmarker(self._model), None
            self._opened_at = time.monotonic()
            patient = Patient(
                self._model,
                hand_model=self._hand_model,
                landmarker=landmarker,
                detector=self._detector,
                memory=message.payload,
            )
            self._streams[message.stream] = Stream(patient)
            self._turns.append(message.stream)

    def _close(self, number: int) -> None:
        if stream := self._streams.pop(number, None):
            self._turns.remove(number)
            stream.close()
            give_back()

    @contextlib.contextmanager
    def _giving_up(self, number: int) -> Iterator[None]:
        """A session that breaks the model is given up alone, and the media process told."""
        try:
            yield
        except Exception:
            log.exception("stream %d failed", number)
            self._close(number)
            self._send(wire.pack(Kind.FAILED, number))

    def _analyse_one(self) -> bool:
        """Analyses the next waiting picture in turn; False when none waits."""
        for number in self._turns:
            if self._streams[number].due:
                self._turns.remove(number)
                self._turns.append(number)
                self._analyse(number, self._streams[number])
                return True
        return False

    def _analyse(self, number: int, stream: Stream) -> None:
        with self._giving_up(number):
            with self._meter.posing():
                pose = stream.analyse()
            self._send(wire.pack_seen(number, pose))
            if memory := stream.new_memory():
                self._send(wire.pack(Kind.MEMORY, number, memory))

    def _send(self, data: bytes) -> None:
        self._connection.sendall(data)


class WorkMeter:
    """What this process has used so far."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._asleep_s = self._posing_s = 0.0
        self._poses = 0

    @contextlib.contextmanager
    def asleep(self) -> Iterator[None]:
        before = time.monotonic()
        yield
        self._asleep_s += time.monotonic() - before

    @contextlib.contextmanager
    def posing(self) -> Iterator[None]:
        before = time.process_time()
        yield
        self._posing_s += time.process_time() - before
        self._poses += 1

    def work(self) -> wire.Work:
        return wire.Work(
            resident_mb=_resident_mb(),
            busy_s=time.monotonic() - self._begun - self._asleep_s,
            cpu_s=time.process_time(),
            posing_s=self._posing_s,
            poses=self._poses,
        )


def main(arguments: list[str]) -> None:
    _keep_errors_drop_chatter()
    os.nice(NICE)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    connection = socket.socket(fileno=int(arguments[0]))
    model, *hand_model = map(Path, arguments[1:])
    server = Server(connection, model, *hand_model)
    gc.collect()
    gc.freeze()  # what was loaded stays for ever: no collection has to walk through it in mid-call
    try:
        server.run()
    except (BrokenPipeError, ConnectionResetError):
        log.info("the media process is gone")


def _keep_errors_drop_chatter() -> None:
    """Python's errors still reach the real standard error; what native code writes there is dropped."""
    errors = os.fdopen(os.dup(2), "w", buffering=1)
    sys.stderr = errors
    faulthandler.enable(errors)
    logging.basicConfig(stream=errors, level=logging.WARNING)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _resident_mb() -> float:
    """Memory in use; its peak where the system does not tell."""
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * resource.getpagesize() / 2**20
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def _end_with_parent(parent: int) -> None:
    """A second thread, because the first may hang in native code."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_S)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Keeps the serving process alive: a small parent forks it, and forks it anew when it dies or hangs.

The parent holds the listening socket, so that a page which comes meanwhile waits instead of being refused,
and has everything imported, so that the next process serves at once. It starts no thread and no event loop.
When the parent itself is killed, calls go on: the serving process only loses its keeper.
"""

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

HANG_S = 8.0
"""A serving process whose event loop says nothing for so long is killed."""
YOUNG_S = 5.0
TRIES = 3
"""Processes in a row that died young, and it is given up."""
LOOK_S = 0.5
BACKLOG = 128

WATCHED = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT}

log = structlog.get_logger(__name__)

Beat = Callable[[], None]
Serve = Callable[[Beat], int]
"""Serves until SIGTERM, calling what it is given at least every few seconds once it serves; its exit code."""


def listen(host: str, port: int) -> socket.socket:
    """Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def supervise(serve: Serve) -> int:
    """Until SIGTERM or SIGINT, or until `serve` returns; its exit code. Where forking is not safe it just
    serves."""
    if sys.platform != "linux":
        return serve(lambda: None)
    gc.freeze()  # what is loaded stays shared between the processes
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    young = 0
    while True:
        child = _forked(serve)
        code = child.watched()
        if code is not None:
            return code
        young = young + 1 if child.age < YOUNG_S else 0
        log.error("serving_process_died", times_in_a_row=young, lived_s=round(child.age))
        if young == TRIES:
            return 1


@dataclass(slots=True)
class Child:
    """The serving process."""

    pid: int
    pulse: int
    """Where its beats arrive."""
    began: float = field(default_factory=time.monotonic)
    heard: float | None = None
    ending: bool = False

    @property
    def age(self) -> float:
        return time.monotonic() - self.began

    def watched(self) -> int | None:
        """Its exit code; None when it was killed or hung, and another is wanted."""
        while (status := self._ended()) is None:
            told = signal.sigtimedwait(WATCHED, LOOK_S)
            if told is not None and told.si_signo != signal.SIGCHLD:
                self.ending = True
                os.kill(self.pid, signal.SIGTERM)
            self._listen()
        os.close(self.pulse)
        if os.WIFEXITED(status):
            return os.WEXITSTATUS(status)
        return 0 if self.ending else None

    def _ended(self) -> int | None:
        """Its wait status. What else has ended is taken note of too: in a container this is process 1."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return 0
            if pid == self.pid:
                return status
            if pid == 0:
                return None

    def _listen(self) -> None:
        now = time.monotonic()
        try:
            if os.read(self.pulse, 4096):
                self.heard = now
        except BlockingIOError:
            if self.heard is not None and now - self.heard > HANG_S and not self.ending:
                log.warning("serving_process_hangs")
                self.heard = None
                os.kill(self.pid, signal.SIGKILL)


def _forked(serve: Serve) -> Child:
    pulse, beat = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    pid = os.fork()
    if pid:
        os.close(beat)
        return Child(pid, pulse)
    os.close(pulse)
    os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, which ends this one in order
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
    code = 1
    try:
        code = serve(lambda: _beaten(beat))
    except BaseException:
        log.exception("serving_failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _beaten(beat: int) -> None:
    """A keeper that is gone or lags is none of the server's troubles."""
    try:
        os.write(beat, b".")
    except (BlockingIOError, BrokenPipeError):
        return

"""A patient's line that can be spoiled: every packet of a network namespace goes through this process, which
loses, delays and holds back as it is told. For machines whose kernel has no netem. Linux, root, `ip`.

    with Wire() as wire:
        subprocess.run([*wire.inside, "ping", wire.server])
        wire.spoil(loss=0.05, delay=0.04)
"""

import contextlib
import fcntl
import json
import os
import random
import selectors
import struct
import subprocess
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

NET = "10.99.0"
MTU = 1400
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
QUEUE_S = 0.3
"""So much may wait where the rate is limited; what comes on top is dropped, as a home router does."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """The same in both directions."""

    loss: float = 0.0
    delay: float = 0.0
    """Seconds one way."""
    cut: bool = False
    kbits: float | None = None
    """Thousand bits a second; None: unlimited."""


def possible() -> bool:
    """Whether this process may make namespaces and devices."""
    return sys.platform == "linux" and os.geteuid() == 0 and Path("/dev/net/tun").exists()


class Wire:
    """A namespace with one device, whose other end is on this machine. The forwarder ends with it."""

    def __init__(self) -> None:
        self.name = f"coach-{os.getpid()}"
        self.server, self._host = f"{NET}.1", 2

    @property
    def inside(self) -> list[str]:
        """Before a command: runs it in the namespace."""
        return ["ip", "netns", "exec", self.name]

    def __enter__(self) -> Self:
        ip("netns", "add", self.name)
        self._forwarder = subprocess.Popen(
            [sys.executable, __file__, self.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._forwarder.stdout is not None
        self._forwarder.stdout.readline()  # the devices are there
        ip("addr", "add", f"{self.server}/24", "dev", "coach-a")
        ip("link", "set", "coach-a", "mtu", str(MTU), "up")
        self._in("link", "set", "lo", "up")
        self._in("link", "set", "coach-b", "mtu", str(MTU), "up")
        self._address()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._forwarder.terminate()
        self._forwarder.wait(5)
        ip("netns", "del", self.name)

    def spoil(self, *, loss: float = 0.0, delay: float = 0.0, kbits: float | None = None) -> None:
        """From now on; without arguments the line is good again."""
        self._tell(Spoilt(loss, delay, False, kbits))

    def cut(self) -> None:
        """Nothing passes until `spoil`."""
        self._tell(Spoilt(cut=True))

    def move(self) -> None:
        """Another address, as when a phone changes from Wi-Fi to the mobile network."""
        self._in("addr", "flush", "dev", "coach-b")
        self._host += 1
        self._address()

    def _address(self) -> None:
        self._in("addr", "add", f"{NET}.{self._host}/24", "dev", "coach-b")
        self._in("route", "add", "default", "via", self.server)

    def _in(self, *words: str) -> None:
        subprocess.run([*self.inside, "ip", *words], check=True)

    def _tell(self, spoilt: Spoilt) -> None:
        assert self._forwarder.stdin is not None
        self._forwarder.stdin.write(json.dumps(asdict(spoilt)) + "\n")
        self._forwarder.stdin.flush()


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


# ---- the forwarding process


class Direction:
    """From one device to the other, first in, first out."""

    def __init__(self, source: int, target: int, seed: int) -> None:
        self.source, self._target = source, target
        self._random = random.Random(seed)
        self._late: deque[tuple[float, bytes]] = deque()
        self._free_at = 0.0

    def take(self, how: Spoilt, now: float) -> None:
        packet = os.read(self.source, 65535)
        if how.cut or self._random.random() < how.loss:
            return
        if how.kbits is not None:
            begin = max(now, self._free_at)
            if begin - now > QUEUE_S:
                return
            self._free_at = now = begin + len(packet) * 8 / (how.kbits * 1000)
        self._late.append((now + how.delay, packet))

    def release(self, now: float) -> float | None:
        """Sends what is due; seconds until the next."""
        while self._late and self._late[0][0] <= now:
            with contextlib.suppress(OSError):  # the other end is down just now
                os.write(self._target, self._late.popleft()[1])
        return max(0.0, self._late[0][0] - now) if self._late else None


def device(name: str) -> int:
    handle = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(handle, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return handle


def forward(namespace: str) -> None:
    here, there = device("coach-a"), device("coach-b")
    ip("link", "set", "coach-b", "netns", namespace)
    print("ready", flush=True)
    ways = {here: Direction(here, there, 1), there: Direction(there, here, 2)}
    how, commands = Spoilt(), sys.stdin.fileno()
    with selectors.DefaultSelector() as selector:
        for handle in (*ways, commands):
            selector.register(handle, selectors.EVENT_READ)
        wait: float | None = None
        while True:
            for key, _ in selector.select(wait):
                if key.fd != commands:
                    ways[key.fd].take(how, time.monotonic())
                elif told := os.read(commands, 65536):
                    how = Spoilt(**json.loads(told.splitlines()[-1]))
                else:
                    return
            waits = [way.release(time.monotonic()) for way in ways.values()]
            wait = min((w for w in waits if w is not None), default=None)


if __name__ == "__main__":
    forward(sys.argv[1])

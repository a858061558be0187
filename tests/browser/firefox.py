"""Firefox, driven by its own Marionette protocol: one TCP connection, JSON with its length before it."""

import contextlib
import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.browser.stage import free_port, until

FIREFOX = next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)
MISSING = "Firefox is not installed"
PREFERENCES: dict[str, bool | int | str] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.autoplay.default": 0,
    "intl.accept_languages": "en-GB",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "extensions.update.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "network.proxy.type": 0,
}
"""A painted camera and a tone as the microphone, nothing asked, nothing fetched from anybody."""


class Firefox:
    """One window."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._asked = 0
        self._hear()  # its greeting
        self._ask("WebDriver:NewSession", {})

    def goto(self, url: str) -> None:
        self._ask("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *words: object) -> Any:
        """What the body of an async function returns; `words` are its `arguments`."""
        body = f"const done = arguments[arguments.length - 1]; (async () => {{ {script} }})().then(done);"
        return self._ask("WebDriver:ExecuteAsyncScript", {"script": body, "args": list(words)})["value"]

    def press(self, label: str) -> None:
        self.run(
            "[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === "
            + json.dumps(label)
            + ").click()"
        )

    def seen(self) -> dict[str, Any]:
        """The page's own record; empty before there is one."""
        return dict(self.run("return structuredClone(window.__coach ?? {})"))

    def _ask(self, command: str, parameters: dict[str, object]) -> Any:
        self._asked += 1
        data = json.dumps([0, self._asked, command, parameters]).encode()
        self._line.sendall(f"{len(data)}:".encode() + data)
        _, _, error, result = self._hear()
        assert error is None, f"{command}: {error}"
        return result

    def _hear(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._line.recv(1)
        data = b""
        while len(data) < int(size[:-1]):
            data += self._line.recv(int(size[:-1]) - len(data))
        return json.loads(data)


@contextlib.contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox of its own; ends with the block."""
    assert FIREFOX, MISSING
    profile.mkdir(parents=True)
    port = free_port()
    own = {**PREFERENCES, "marionette.port": port}
    lines = (f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in own.items())
    (profile / "user.js").write_text("\n".join(lines))
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--marionette", "about:blank"]
    with (profile / "firefox.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            until(lambda: listens(port), 60, "Firefox to listen")
            with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
                yield Firefox(line)
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False

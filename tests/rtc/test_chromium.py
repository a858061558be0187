"""Our peers against a real Chromium: what aiortc at both ends would hide."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
from playwright.async_api import Page, async_playwright

from coach.rtc.peer import Peer
from tests.browser.stage import QUIET, installed_chromium
from tests.rtc.page import Call, calling, until

pytestmark = pytest.mark.browser

SCRIPT = """
() => {
  const people = {};
  const painted = (color) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 320, height: 240});
    const pen = canvas.getContext('2d');
    let n = 0;
    setInterval(() => {
      pen.fillStyle = color; pen.fillRect(0, 0, 320, 240);
      pen.fillStyle = 'white'; pen.fillRect((n++ * 7) % 320, 100, 40, 40);
    }, 33);
    return canvas.captureStream(30);
  };
  const sound = () => {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = context.createOscillator();
    tone.connect(out); tone.start();
    return out.stream;
  };
  window.join = async (name, color, slots) => {
    const pc = new RTCPeerConnection({bundlePolicy: 'max-bundle'});
    const me = {pc, stamps: [], receivers: []};
    people[name] = me;
    const audio = color ? sound().getAudioTracks()[0] : null;
    const video = color ? painted(color).getVideoTracks()[0] : null;
    pc.addTransceiver(audio || 'audio', {direction: color ? 'sendonly' : 'inactive'});
    pc.addTransceiver(video || 'video', {direction: color ? 'sendonly' : 'inactive'});
    for (let i = 0; i < slots; i++) {
      pc.addTransceiver('audio', {direction: 'recvonly'});
      const {receiver} = pc.addTransceiver('video', {direction: 'recvonly'});
      const screen = Object.assign(document.createElement('video'), {muted: true, autoplay: true});
      document.body.append(screen);
      screen.srcObject = new MediaStream([receiver.track]);
      me.receivers.push(receiver);
      const seen = (_, frame) => {
        me.stamps.push(frame.rtpTimestamp);
        screen.requestVideoFrameCallback(seen);
      };
      screen.requestVideoFrameCallback(seen);
    }
    await pc.setLocalDescription();
    while (pc.iceGatheringState !== 'complete') await new Promise((r) => setTimeout(r, 20));
    return pc.localDescription.sdp;
  };
  window.accept = (name, sdp) => people[name].pc.setRemoteDescription({type: 'answer', sdp});
  window.stamps = (name) => people[name].stamps.splice(0);
  window.counts = async (name) => {
    const found = {};
    (await people[name].pc.getStats()).forEach((r) => {
      if (r.type === 'inbound-rtp') found[r.kind] = {packets: r.packetsReceived, lost: r.packetsLost,
        freezes: r.freezeCount, nacks: r.nackCount, decoder: r.codecId};
    });
    return found;
  };
  window.leave = (name) => people[name].pc.close();
}
"""


@asynccontextmanager
async def browsing() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed_chromium(), args=[*QUIET])
        page = await browser.new_page()
        await page.evaluate(SCRIPT)
        yield page
        await browser.close()


async def join(page: Page, call: Call, name: str, color: str | None, slots: int = 1) -> Peer:
    peer = call.peer(slots=slots)
    offer = await page.evaluate("([n, c, s]) => join(n, c, s)", [name, color, slots])
    await page.evaluate("([n, a]) => accept(n, a)", [name, await peer.answer(offer)])
    await until(lambda: peer.stats().connected, f"{name} connected")
    return peer


async def shown_from(page: Page, call: Call, source: Peer, count: int) -> None:
    """Waits until the therapist's browser has presented so many of this source's frames."""
    seen: set[int] = set()
    for _ in range(400):
        seen |= set(cast(list[int], await page.evaluate("stamps('therapist')")))
        if len(seen & {f.rtp_timestamp for f in call.frames[source]}) >= count:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the therapist's browser does not show this source")


async def test_pictures_and_sound_reach_a_browser_with_the_cameras_timestamps() -> None:
    async with calling() as call, browsing() as page:
        patient = await join(page, call, "patient", "green")
        therapist = await join(page, call, "therapist", None)
        therapist.watch(0, patient)
        await shown_from(page, call, patient, 30)
        counts = await page.evaluate("counts('therapist')")
        assert counts["video"]["lost"] == counts["audio"]["lost"] == 0
        assert counts["audio"]["packets"] > 20
        stats = patient.stats()
        assert stats.remb is not None
        assert stats.given_up == 0
        await page.evaluate("leave('patient')")
        await until(lambda: call.closed == ["left"], "the patient's leaving noticed")


async def test_a_slot_changes_hands_again_and_again_and_never_freezes() -> None:
    async with calling() as call, browsing() as page:
        sources = [await join(page, call, f"patient{n}", color) for n, color in enumerate(("green", "blue"))]
        therapist = await join(page, call, "therapist", None)
        for n in range(8):
            therapist.watch(0, sources[n % 2])
            await shown_from(page, call, sources[n % 2], 8)
        assert (await page.evaluate("counts('therapist')"))["video"]["lost"] == 0

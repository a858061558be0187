"""A whole session where nothing passes but the relay: one network lets only TCP out, the other only UDP to
the relay, and both pages count what the clip shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.stage import CLIPS, Server, camera_clip, chromium, context_of, seen, serving
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state, stop_set, wait_still
from tests.turn import MISSING, SECRET, TURNSERVER, Turn, turn_server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LEAD_S = 10.0
REPS = 5
ONLY_RELAY = """
const Real = RTCPeerConnection;
window.connections = [];
window.RTCPeerConnection = class extends Real {
  constructor(settings = {}) {
    const urls = (server) => [server.urls].flat().filter((url) => url.endsWith("transport=TRANSPORT"));
    const all = (settings.iceServers ?? []).map((server) => ({ ...server, urls: urls(server) }));
    const iceServers = all.filter(({ urls }) => urls.length);
    super({ ...settings, iceServers, iceTransportPolicy: "relay" });
    window.connections.push(this);
  }
};
"""
WAYS = """async () => {
  const found = [];
  for (const connection of window.connections.filter((c) => c.connectionState === "connected")) {
    const stats = await connection.getStats();
    const all = [...stats.values()];
    const pair = all.find((s) => s.type === "candidate-pair" && s.nominated && s.state === "succeeded");
    const local = pair && stats.get(pair.localCandidateId);
    found.push([local?.candidateType, local?.relayProtocol]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turn]:
    if TURNSERVER is None:
        pytest.skip(MISSING)
    with turn_server(tmp_path_factory.mktemp("turn")) as started:
        yield started


@pytest.fixture(scope="module")
def relayed(turn: Turn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    ways = f"{turn.udp},{turn.tcp}"
    with serving(tmp_path_factory.mktemp("server"), turn_url=ways, turn_secret=SECRET) as started:
        yield started


def test_a_session_by_the_relay_alone_counts_all(
    relayed: Server, playwright: Playwright, folder: Path
) -> None:
    camera = camera_clip(CLIPS / "shabd_hike_front.mp4", folder / "camera.mjpeg", lead_s=LEAD_S)
    session = relayed.start_session()
    with chromium(playwright) as desk, chromium(playwright, camera) as home:
        therapist, patient = (page_by(context_of(desk), "udp"), page_by(context_of(home), "tcp"))
        join_therapist(therapist, session)
        choose(therapist, "shoulder_abduction", reps=REPS + 4)
        join_patient(patient, session)
        start_set(therapist)
        wait_still(therapist, REPS, within=60)
        stop_set(therapist)
        for page, way in ((therapist, "udp"), (patient, "tcp")):
            assert state(page)["reps"] == REPS
            assert {fault["fault"] for fault in seen(page)["faults"]} == {"shoulder_hike"}
            assert page.evaluate(WAYS) == [["relay", way]]


def page_by(context: BrowserContext, transport: str) -> Page:
    context.add_init_script(ONLY_RELAY.replace("TRANSPORT", transport))
    return context.new_page()

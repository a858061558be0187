"""A phone's video sent in, judged in the background and reviewed; and everything that is no such video."""

import asyncio
import wave
from collections.abc import AsyncIterator
from fractions import Fraction
from pathlib import Path

import av
import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from coach.api import jobs, problems, review, uploads
from coach.api.links import Addresses
from coach.feedback.exercises import CATALOG
from coach.pose.model import ready_model
from coach.review.jobs import Jobs
from coach.review.uploads import Uploads
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from tests import truth
from tests.clinic import begun
from tests.truth import CLIPS

CLIP = "shabd_hike_front"
MOST_BYTES = 3_000_000


@pytest_asyncio.fixture
async def client(tmp_path: Path, model: Path) -> AsyncIterator[httpx.AsyncClient]:
    engine = await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db")
    facts = Facts(engine, b"secret")
    clinic = await begun(engine, facts)
    pruned = ready_model(given=model, cache=tmp_path / "models")
    kind = Uploads(tmp_path, model=pruned, versions={"coach": "test"}, max_seconds=60)
    work = Jobs(facts, {"upload": kind})
    app = FastAPI()
    problems.install(app)
    app.include_router(review.router(review.Desk(facts, Folder(tmp_path), CATALOG)))
    app.include_router(jobs.router(work))
    app.include_router(
        uploads.router(
            facts,
            kind,
            work,
            Addresses(),
            CATALOG,
            reception=clinic.reception,
            max_bytes=MOST_BYTES,
            max_seconds=60,
        )
    )
    clinic.guard(app)
    cookies = await clinic.cookie(clinic.administrator)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", cookies=cookies) as made:
        yield made
    await work.close()
    await facts.close()


async def send(client: httpx.AsyncClient, body: bytes, **query: str) -> httpx.Response:
    asked = {"exercise": "shoulder_abduction", "filename": "My film.mp4", **query}
    return await client.post("/api/v1/uploads", params=asked, content=body)


async def outcome(client: httpx.AsyncClient, started: httpx.Response) -> dict[str, object]:
    """The job once it has ended."""
    assert started.status_code == 201, started.text
    while True:
        job = (await client.get(f"/api/v1/jobs/{started.json()['job']['id']}")).json()
        if job["state"] in ("done", "failed"):
            return dict(job)
        await asyncio.sleep(0.2)


def grey_film(path: Path, *, frames: int = 30) -> bytes:
    """Nobody is in it."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for n in range(frames):
            frame = av.VideoFrame(320, 240, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([128]) * plane.buffer_size)
            frame.pts, frame.time_base = n, Fraction(1, 30)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path.read_bytes()


def tone(path: Path) -> bytes:
    """Sound without a picture."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(16_000))
    return path.read_bytes()


async def test_a_video_becomes_a_session_to_review(client: httpx.AsyncClient) -> None:
    video = (CLIPS / f"{CLIP}.mp4").read_bytes()
    started = await send(client, video)
    job = await outcome(client, started)
    assert (job["state"], job["progress"]) == ("done", 1.0)
    code = started.json()["review_url"].rsplit("/", 1)[1]
    seen = (await client.get(f"/api/v1/review/{code}")).json()
    assert sum(rep["complete"] for rep in seen["reps"]) == truth.reps(CLIP)
    assert {fault["fault"] for fault in seen["faults"]} == {"shoulder_hike"}
    assert seen["problems"] == []
    assert seen["ended_at"] is not None
    (film,) = seen["recordings"]
    assert (film["media_type"], film["available"], film["started_t"]) == ("video/mp4", True, 0.0)
    part = await client.get(film["url"], headers={"Range": "bytes=0-99"})
    assert (part.status_code, part.content) == (206, video[:100])
    traces = (await client.get(f"/api/v1/review/{code}/traces")).json()["traces"]
    assert {trace["measure"] for trace in traces} == {"shoulder_abduction"}


async def test_what_no_browser_plays_is_encoded_again_with_its_times(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    """An old phone's MPEG-4 in AVI."""
    with av.open(str(CLIPS / f"{CLIP}.mp4")) as source, av.open(str(tmp_path / "old.avi"), "w") as out:
        stream = out.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuv420p"
        stream.bit_rate = 800_000
        frames = 0
        for frame in source.decode(video=0):
            if frames == 90:
                break
            frame.pts, frame.time_base, frames = frames, Fraction(1, 30), frames + 1
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    started = await send(client, (tmp_path / "old.avi").read_bytes(), filename="old.avi")
    assert (await outcome(client, started))["state"] == "done"
    code = started.json()["review_url"].rsplit("/", 1)[1]
    (film,) = (await client.get(f"/api/v1/review/{code}")).json()["recordings"]
    assert film["media_type"] == "video/webm"
    path = tmp_path / "played.webm"
    path.write_bytes((await client.get(film["url"])).content)
    with av.open(str(path)) as played:
        times = [frame.time for frame in played.decode(video=0)]
    assert len(times) == frames
    assert times[-1] == pytest.approx((frames - 1) / 30, abs=0.02)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b"not a video at all" * 100, "video"),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n", "video"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "video"),
        ((CLIPS / f"{CLIP}.mp4").read_bytes()[:200], "cut off"),
    ],
    ids=["empty", "nonsense", "playlist", "concat", "truncated"],
)
async def test_what_is_no_video_is_refused_in_a_sentence(
    client: httpx.AsyncClient, tmp_path: Path, body: bytes, word: str
) -> None:
    refused = await send(client, body)
    assert refused.status_code == 415
    assert word in refused.json()["detail"]
    assert "upload" not in refused.json()["detail"]
    assert not any((tmp_path / "recordings").iterdir())


async def test_sound_alone_is_refused(client: httpx.AsyncClient, tmp_path: Path) -> None:
    refused = await send(client, tone(tmp_path / "tone.wav"))
    assert (refused.status_code, refused.json()["detail"].endswith(".")) == (415, True)


async def test_a_film_without_anybody_says_so(client: httpx.AsyncClient, tmp_path: Path) -> None:
    job = await outcome(client, await send(client, grey_film(tmp_path / "grey.mp4")))
    assert job["state"] == "failed"
    assert "No person" in str(job["message"])


async def test_too_long_and_too_large(client: httpx.AsyncClient, tmp_path: Path) -> None:
    assert (await send(client, bytes(MOST_BYTES + 1))).status_code == 413
    long = grey_film(tmp_path / "long.mp4", frames=70 * 30)
    job = await outcome(client, await send(client, long))
    assert "too long" in str(job["message"])


@pytest.mark.parametrize("query", [{"exercise": "flying"}, {"exercise": "mini_squat", "side": "left"}])
async def test_what_it_cannot_be_judged_as_is_refused(
    client: httpx.AsyncClient, query: dict[str, str]
) -> None:
    refused = await send(client, b"anything", **query)
    assert refused.status_code == 422


async def test_the_limits_are_told_with_the_library(client: httpx.AsyncClient) -> None:
    limits = (await client.get("/api/v1/uploads/limits", params={"language": "pl"})).json()
    assert limits["max_bytes"] == MOST_BYTES
    assert {exercise["id"] for exercise in limits["exercises"]} == set(CATALOG)


async def test_an_unknown_job_is_a_sentence(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/jobs/none")).status_code == 404

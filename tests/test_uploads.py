"""A phone's video sent in, judged in the background and reviewed; and everything that is no such video."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator
from fractions import Fraction
from pathlib import Path

import av
import httpx
import numpy as np
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import jobs, problems, review, uploads
from coach.api.links import Addresses
from coach.api.uploads import Inbox
from coach.feedback.exercises import CATALOG
from coach.pose.model import ready_model
from coach.review.jobs import Jobs
from coach.review.upload import CUT_OFF
from coach.review.uploads import Uploads
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.models import JobRow
from coach.store.tape import TapeReader
from coach.types import Pose
from tests import truth
from tests.clinic import begun
from tests.phone_films import CLIP, grey_film, index_first, remade, tone, turned, uneven
from tests.truth import CLIPS

MOST_BYTES = 3_000_000


@pytest_asyncio.fixture
async def engine(tmp_path: Path) -> AsyncEngine:
    return await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db")


@pytest_asyncio.fixture
async def facts(engine: AsyncEngine) -> AsyncIterator[Facts]:
    made = Facts(engine, b"secret")
    yield made
    await made.close()


@pytest_asyncio.fixture
async def client(
    tmp_path: Path, model: Path, engine: AsyncEngine, facts: Facts
) -> AsyncIterator[httpx.AsyncClient]:
    clinic = await begun(engine, facts)
    pruned = ready_model(given=model, cache=tmp_path / "models")
    kind = Uploads(tmp_path, model=pruned, versions={"coach": "test"}, max_seconds=60)
    work = Jobs(facts, {"upload": kind})
    app = FastAPI()
    problems.install(app)
    app.include_router(review.router(review.Desk(facts, Folder(tmp_path), CATALOG)))
    app.include_router(jobs.router(work))
    inbox = Inbox(
        facts=facts, uploads=kind, jobs=work, exercises=CATALOG, max_bytes=MOST_BYTES, max_seconds=60
    )
    app.include_router(uploads.router(inbox, Addresses(), clinic.reception))
    clinic.guard(app)
    cookies = await clinic.cookie(clinic.administrator)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", cookies=cookies) as made:
        yield made
    await work.close()


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


async def test_a_turned_hevc_film_is_judged_and_shown_upright(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    film = turned(remade(tmp_path / "phone.mp4", lambda p: np.rot90(p, 1), codec="libx265"))
    started = await send(client, film)
    assert (await outcome(client, started))["state"] == "done"
    code = started.json()["review_url"].rsplit("/", 1)[1]
    seen = (await client.get(f"/api/v1/review/{code}")).json()
    (shown,) = seen["recordings"]
    assert (shown["media_type"], shown["width"], shown["height"]) == ("video/webm", 640, 480)
    path = tmp_path / "played.webm"
    path.write_bytes((await client.get(shown["url"])).content)
    with av.open(str(path)) as played, av.open(str(CLIPS / f"{CLIP}.mp4")) as original:
        pairs = zip(played.decode(video=0), original.decode(video=0), strict=False)
        now, then = next(p for n, p in enumerate(pairs) if n == 60)
        assert (now.width, now.height) == (640, 480)
        apart = now.to_ndarray(format="gray").astype(float) - then.to_ndarray(format="gray")
    assert np.abs(apart).mean() < 12
    assert not list((tmp_path / "recordings").rglob("upload.*"))


async def test_two_people_are_told_of_and_the_rest_is_judged(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    both = remade(tmp_path / "both.mp4", lambda p: np.concatenate([p, p[:, ::-1]], axis=1))
    started = await send(client, both)
    job = await outcome(client, started)
    assert job["state"] == "done"
    code = started.json()["review_url"].rsplit("/", 1)[1]
    for language, begins in (("en", "Two people or more"), ("pl", "Przez 100% czasu w filmie są dwie")):
        told = await client.get(f"/api/v1/review/{code}", params={"language": language})
        (problem,) = told.json()["problems"]
        assert problem.startswith(begins)


async def test_what_a_restart_interrupted_is_judged_from_the_beginning(
    client: httpx.AsyncClient, facts: Facts, tmp_path: Path, model: Path
) -> None:
    """The server ended in the middle of the work, as by kill -9: the database says it runs."""
    video = remade(tmp_path / "short.mp4", lambda p: p)
    session_id = await facts.create_session()
    folder = tmp_path / "recordings" / session_id
    folder.mkdir(parents=True)
    (folder / "upload.mp4").write_bytes(video)
    (tmp_path / "tapes").mkdir(exist_ok=True)
    (tmp_path / "tapes" / f"{session_id}.tape").write_bytes(b"COACHTAPE half a rec")
    wish = json.dumps({"file": "upload.mp4", "exercise": "shoulder_abduction", "side": "both"})
    await facts.work.add_job(
        JobRow(
            id="broken-off",
            kind="upload",
            session_id=session_id,
            state="running",
            message="",
            begun=1,
            wish=wish,
            result=None,
            at=now(),
        )
    )
    kind = Uploads(tmp_path, model=ready_model(given=model, cache=tmp_path), versions={}, max_seconds=60)
    restarted = Jobs(facts, {"upload": kind})
    await restarted.resume()
    while (job := await restarted.find("broken-off")) is not None and job.state != "done":
        assert job.state in ("waiting", "running"), job
        await asyncio.sleep(0.2)
    await restarted.close()
    (film,) = await facts.recordings(session_id)
    assert film.path == f"recordings/{session_id}/upload.mp4"
    row = await facts.session(session_id)
    assert row is not None
    assert row.ended_at is not None


async def test_a_file_that_promises_pictures_of_gigabytes_is_refused(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.avi"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("rawvideo", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        out.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        out.mux(stream.encode(None))
    data = bytearray(path.read_bytes())
    at = data.index(b"strf") + 8
    data[at + 4 : at + 12] = struct.pack("<ii", 16_000, 12_000)
    refused = await send(client, bytes(data), filename="bomb.avi")
    assert refused.status_code == 415
    assert "at most 8K" in refused.json()["detail"]


async def test_a_huge_length_that_is_only_promised_is_refused_at_once(client: httpx.AsyncClient) -> None:
    refused = await client.post(
        "/api/v1/uploads",
        params={"exercise": "shoulder_abduction"},
        content=b"x",
        headers={"content-length": "4000000000000"},
    )
    assert refused.status_code == 413


async def test_a_film_that_is_longer_than_its_header_says_is_refused(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    """Matroska's duration is a number in its head: here it promises a second."""
    path = tmp_path / "long.mkv"
    grey_film(path, frames=70, every=30)
    data = bytearray(path.read_bytes())
    at = data.index(bytes.fromhex("4489")) + 3
    data[at : at + 8] = struct.pack(">d", 1000.0)
    job = await outcome(client, await send(client, bytes(data), filename="long.mkv"))
    assert "too long" in str(job["message"])


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
        (struct.pack(">I4sQ", 1, b"mdat", 4_000_000_000) + bytes(1000), "cut off"),
    ],
    ids=["empty", "nonsense", "playlist", "concat", "truncated", "promises 4 GB"],
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


async def test_the_limits_name_the_sides_of_each_exercise(client: httpx.AsyncClient) -> None:
    limits = (await client.get("/api/v1/uploads/limits")).json()
    sides = {one["id"]: one["sides"] for one in limits["exercises"]}
    assert sides == {name: [side.value for side in one.sides] for name, one in CATALOG.items()}


async def test_of_a_film_with_uneven_times_each_pose_has_the_time_of_its_picture(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    film, times = uneven(tmp_path / "uneven.mov")
    started = await send(client, film, filename="uneven.mov")
    assert (await outcome(client, started))["state"] == "done"
    tape = TapeReader(tmp_path / "tapes" / f"{started.json()['session_id']}.tape")
    poses = [record.t for record in tape if isinstance(record, Pose)]
    assert len(poses) > 30
    assert all(min(abs(t - one) for one in times) < 0.001 for t in poses)
    code = started.json()["review_url"].rsplit("/", 1)[1]
    (shown,) = (await client.get(f"/api/v1/review/{code}")).json()["recordings"]
    assert shown["started_t"] == pytest.approx(
        -0.25
    )  # what the browser calls 0.25 is the session's beginning
    assert shown["seconds"] == pytest.approx(0.25 + times[-1], abs=0.05)


async def test_a_film_that_was_cut_off_is_judged_as_far_as_it_goes_and_said(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    whole = index_first(tmp_path / "front.mp4")
    started = await send(client, whole[: len(whole) * 6 // 10])
    assert (await outcome(client, started))["state"] == "done"
    code = started.json()["review_url"].rsplit("/", 1)[1]
    seen = (await client.get(f"/api/v1/review/{code}")).json()
    assert seen["problems"] == [CUT_OFF]
    assert seen["reps"]

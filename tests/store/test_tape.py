"""The tape: what is read equals what was written, whatever happened to the end of the file."""

import dataclasses
import resource
import time
import typing
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.packing import pack_pose, unpack_pose
from coach.store import tape
from coach.store.records import KINDS, UnknownRecord, record_from_json, record_to_json
from coach.store.tape import TapeFailed, TapeReader, TapeUnreadable, TapeWriter
from coach.types import (
    Event,
    ExerciseChosen,
    FaultMarked,
    Hand,
    HandPoint,
    Level,
    Other,
    Point,
    Pose,
    Quality,
    RepCounted,
    SetStarted,
    Side,
    View,
    WorldPoint,
)

shares = st.integers(-80_000, 80_000).map(lambda n: n / 32767)
thousandths = st.integers(-2_000, 2_000).map(lambda n: n / 1000)
metres = st.integers(-4_000, 4_000).map(lambda n: n / 1000)
times = st.floats(0, 1e5, allow_nan=False)


def tuples(values: st.SearchStrategy[float], count: int) -> st.SearchStrategy[list[float]]:
    return st.lists(values, min_size=count, max_size=count)


@st.composite
def hands(draw: st.DrawFn) -> Hand:
    values = draw(tuples(shares, 5))
    points = tuple(HandPoint(*(values[(i + k) % 5] for k in range(3))) for i in range(21))
    return Hand(side=draw(st.sampled_from([Side.LEFT, Side.RIGHT])), points=points)


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    found = draw(st.booleans())
    image, world = draw(tuples(shares, 8)), draw(tuples(metres, 6))
    return Pose(
        t=draw(times),
        rtp_timestamp=draw(st.integers(0, 2**32 - 1)),
        width=draw(st.integers(1, 7680)),
        height=draw(st.integers(1, 7680)),
        points=tuple(Point(*(image[(i + k) % 8] for k in range(4))) for i in range(33)) if found else None,
        world=tuple(WorldPoint(*(world[(i + k) % 6] for k in range(3))) for i in range(33))
        if found
        else None,
        light=draw(st.floats(0, 1)),
        people=draw(st.integers(0, 255)),
        sure=draw(st.booleans()),
        others=tuple(draw(st.lists(st.builds(Other, *[thousandths] * 5), max_size=7))),
        hands=tuple(draw(st.lists(hands(), max_size=2))),
    )


def values_of(kind: object) -> st.SearchStrategy[typing.Any]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    if kind is View:
        return st.builds(View, name=st.text(max_size=8), yaw_deg=times)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return made(kind)
    if typing.get_origin(kind) is tuple:
        parts = typing.get_args(kind)
        if parts[-1] is Ellipsis:
            return st.lists(values_of(parts[0]), max_size=3).map(tuple)
        return st.tuples(*(values_of(part) for part in parts))
    known: dict[object, st.SearchStrategy[typing.Any]] = {
        float: st.floats(allow_nan=False, allow_infinity=False),
        int: st.integers(-(2**31), 2**31),
        bool: st.booleans(),
        str: st.text(max_size=20),
        type(None): st.none(),
    }
    return known[kind] if kind in known else st.one_of([values_of(part) for part in typing.get_args(kind)])


def made(kind: type[typing.Any]) -> st.SearchStrategy[typing.Any]:
    """Any value of this dataclass."""
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{f.name: values_of(hints[f.name]) for f in dataclasses.fields(kind)})


def events() -> st.SearchStrategy[Event]:
    kinds = st.sampled_from(sorted(KINDS.values(), key=lambda k: k.__name__))
    return kinds.flatmap(made)


@given(poses())
def test_a_pose_comes_back_the_same(pose: Pose) -> None:
    assert unpack_pose(pack_pose(pose)) == pose


@given(events())
def test_an_event_comes_back_the_same(event: Event) -> None:
    back = record_from_json(record_to_json(event))
    assert back == event
    assert type(back) is type(event)


def test_every_event_and_action_can_be_written() -> None:
    assert {"RepCounted", "FaultSeen", "SetDone", "SetStarted", "SafetyStopped"} <= KINDS.keys()


def test_a_pose_that_was_not_rounded_is_refused(pose: Pose) -> None:
    assert pose.points is not None
    crooked = (Point(0.123456789, 0, 0, 1), *pose.points[1:])
    with pytest.raises(ValueError, match="not rounded"):
        pack_pose(dataclasses.replace(pose, points=crooked))


@pytest.mark.parametrize("data", [b"", b"[]", b'{"NoSuchThing": {}}', b'{"RepCounted": {"t": 1}}', b"\xff"])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownRecord):
        record_from_json(data)


@pytest.fixture
def pose() -> Pose:
    return Pose(
        t=1.5,
        rtp_timestamp=4_000_000_000,
        width=640,
        height=480,
        points=tuple(Point(i / 32767, -i / 32767, 0.0, 1.0) for i in range(33)),
        world=tuple(WorldPoint(i / 1000, 0.0, -i / 1000) for i in range(33)),
        light=0.4375,
        people=2,
        sure=False,
    )


REP = RepCounted(
    t=1.5,
    number=1,
    side=Side.LEFT,
    start=0.1,
    peak_t=0.7,
    end=1.4,
    peak=101.3,
    unit="deg",
    complete=True,
    quality=Quality.MEASURED,
)
CHOSEN = ExerciseChosen(t=0.0, exercise="march", side=Side.BOTH, target_reps=8, target_hold_s=None)


def write(path: Path, pose: Pose) -> list[Pose | Event]:
    writer = TapeWriter(path, versions={"model": "4eaa5eb7"})
    writer.act(CHOSEN, [])
    writer.act(SetStarted(t=0.0), [])
    writer.accept(pose, [REP])
    writer.accept(dataclasses.replace(pose, t=1.6, points=None, world=None), [])
    writer.act(FaultMarked(t=1.7, number=1, agree=False), [])
    writer.close()
    writer.close()
    return list(TapeReader(path))


def test_poses_actions_and_events_come_back_in_order(tmp_path: Path, pose: Pose) -> None:
    records = write(tmp_path / "folder" / "a.tape", pose)
    empty = dataclasses.replace(pose, t=1.6, points=None, world=None)
    assert records == [
        CHOSEN,
        SetStarted(t=0.0),
        pose,
        REP,
        empty,
        FaultMarked(t=1.7, number=1, agree=False),
    ]
    assert TapeReader(tmp_path / "folder" / "a.tape").header.versions == {"model": "4eaa5eb7"}


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 3000))
def test_cut_anywhere_the_whole_records_before_the_cut_are_read(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("tape") / "a.tape"
    pose = Pose(t=0.0, rtp_timestamp=0, width=1, height=1, points=None, world=None)
    records = write(path, pose)
    data = path.read_bytes()
    path.write_bytes(data[: min(cut, len(data))])
    try:
        left = list(TapeReader(path))
    except TapeUnreadable:
        left = []
    assert left == records[: len(left)]
    assert cut < len(data) or left == records


def test_a_flipped_bit_ends_the_tape_there(tmp_path: Path, pose: Pose) -> None:
    path = tmp_path / "a.tape"
    records = write(path, pose)
    data = bytearray(path.read_bytes())
    data[data.index(b"RepCounted")] ^= 1
    path.write_bytes(data)
    assert list(TapeReader(path)) == records[:3]


def test_a_tape_that_was_cut_off_is_continued_after_its_last_whole_record(tmp_path: Path, pose: Pose) -> None:
    path = tmp_path / "a.tape"
    records = write(path, pose)
    path.write_bytes(path.read_bytes()[:-3])
    writer = TapeWriter(path)
    writer.accept(pose, [])
    writer.close()
    assert list(TapeReader(path)) == [*records[:-1], pose]


@pytest.mark.parametrize(
    ("version", "words"), [(tape.FORMAT + 1, "a newer version"), (0, "an older version")]
)
def test_another_format_is_refused_with_a_sentence(
    tmp_path: Path, pose: Pose, version: int, words: str
) -> None:
    path = tmp_path / "a.tape"
    write(path, pose)
    data = bytearray(path.read_bytes())
    data[9] = version
    path.write_bytes(data)
    with pytest.raises(TapeUnreadable, match=words):
        TapeReader(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip file", b"COACHTAPE"])
def test_what_is_no_tape_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tape"
    path.write_bytes(content)
    with pytest.raises(TapeUnreadable, match="not a Coach tape"):
        TapeReader(path)
    if content:
        with pytest.raises(TapeUnreadable):
            TapeWriter(path)
        assert path.read_bytes() == content


def test_a_missing_tape_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TapeUnreadable, match="check the path"):
        TapeReader(tmp_path / "none.tape")


def test_a_full_disk_fails_the_sink_and_leaves_whole_records(tmp_path: Path, pose: Pose) -> None:
    writer = TapeWriter(tmp_path / "a.tape")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        assert not all(accepted(writer, pose) for _ in range(tape.QUEUE * 2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        writer.close()
    records = list(TapeReader(tmp_path / "a.tape"))
    assert records
    assert records == [pose] * len(records)


def accepted(writer: TapeWriter, pose: Pose) -> bool:
    try:
        writer.accept(pose, [])
    except TapeFailed:
        return False
    return True


def test_twenty_minutes_are_at_most_15_mb(tmp_path: Path, pose: Pose) -> None:
    writer = TapeWriter(tmp_path / "a.tape")
    for _ in range(300):
        writer.accept(pose, [])
    writer.close()
    assert (tmp_path / "a.tape").stat().st_size / 300 * 20 * 60 * 15 <= 15e6


def test_levels_and_enums_come_back_as_themselves() -> None:
    back = record_from_json(record_to_json(REP))
    assert isinstance(back, RepCounted)
    assert back.side is Side.LEFT
    assert Level("note") is Level.NOTE


def test_twenty_minutes_are_at_most_15_megabytes(tmp_path: Path) -> None:
    """At 15 poses a second, the most a call is judged at, with all the golden set says."""
    golden = list(TapeReader(Path(__file__).parents[1] / "golden" / "march.tape"))
    seen = [r for r in golden if isinstance(r, Pose)]
    said = [r for r in golden if not isinstance(r, Pose)]
    rounds = 20 * 60 * 15 // len(seen) + 1
    writer = TapeWriter(tmp_path / "long.tape")
    for _ in range(rounds):
        for pose in seen:
            writer.accept(pose, ())
        writer.accept(seen[-1], said)
        while writer.waiting > tape.QUEUE // 2:
            time.sleep(0.01)
    writer.close()
    assert (tmp_path / "long.tape").stat().st_size <= 15_000_000

"""The WebSocket's words: nothing unknown gets in, landmarks keep their layout, the pages' types are new."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from coach.rtc.landmarks import FLAG_POSE, FLAG_SURE, FLAG_TWO_PEOPLE, pack_landmarks
from coach.rtc.requests import FROM_BROWSER, Choose
from coach.rtc.schema import schema
from coach.types import Hand, HandPoint, Point, Pose, Side

COORDINATE = st.integers(-40000, 40000).map(lambda n: n / 32767)


@given(st.lists(st.tuples(COORDINATE, COORDINATE, COORDINATE, COORDINATE), min_size=33, max_size=33))
def test_landmarks_come_back_as_they_were_rounded(points: list[tuple[float, float, float, float]]) -> None:
    pose = pose_of(tuple(Point(*p) for p in points), rtp_timestamp=2**32 + 7, t=12.345)
    data = pack_landmarks(pose, sequence=70000)
    assert len(data) == 12 + 264
    version, flags, sequence, rtp_timestamp, t_ms = struct.unpack_from("<BBHII", data)
    assert (version, flags, sequence, rtp_timestamp, t_ms) == (
        1,
        FLAG_POSE | FLAG_SURE,
        70000 - 65536,
        7,
        12345,
    )
    values = struct.unpack_from("<132h", data, 12)
    wanted = [max(-32767, min(32767, round(v * 32767))) for p in points for v in p]
    assert list(values) == wanted


def test_hands_follow_the_body_left_before_right() -> None:
    body = tuple(Point(0.5, 0.5, 0.0, 1.0) for _ in range(33))
    hands = [
        Hand(side=side, points=tuple(HandPoint(x, i / 32767, 0.25) for i in range(21)))
        for side, x in ((Side.RIGHT, -2.0), (Side.LEFT, 0.0))
    ]
    data = pack_landmarks(replace(pose_of(body), hands=tuple(hands)), sequence=1)
    assert data[1] == FLAG_POSE | FLAG_SURE | 8 | 16
    assert len(data) == 12 + 264 + 2 * 84
    values = struct.unpack_from("<84h", data, 12 + 264)
    assert values[:42] == tuple(v for i in range(21) for v in (0, i))
    assert values[42:] == tuple(v for i in range(21) for v in (-32767, i))


def test_nobody_found_is_the_header_alone() -> None:
    data = pack_landmarks(pose_of(None, people=2, sure=False), sequence=1)
    assert len(data) == 12
    assert data[1] == FLAG_TWO_PEOPLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"type":"nonsense"}',
        '{"type":"choose","exercise":"march","side":"up","target_reps":5}',
        '{"type":"choose","exercise":"march","side":"both","target_reps":0}',
        '{"type":"correct_count","delta":7}',
        '{"type":"ping","n":1,"extra":2}',
        '{"type":"hello","link":"' + "x" * 500 + '"}',
        '{"type":"send_cue","text":"' + "x" * 200 + '"}',
    ],
)
def test_what_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        FROM_BROWSER.validate_json(text)


def test_a_good_message_is_read() -> None:
    message = FROM_BROWSER.validate_json('{"type":"choose","exercise":"march","side":"left","target_reps":5}')
    assert message == Choose(exercise="march", side="left", target_reps=5)


def test_the_pages_types_were_made_from_these_messages() -> None:
    committed = Path(__file__).parents[1] / "web" / "schema" / "messages.json"
    assert json.loads(committed.read_text()) == json.loads(schema()), "run make types"


def pose_of(
    points: tuple[Point, ...] | None,
    *,
    t: float = 0.0,
    rtp_timestamp: int = 0,
    people: int = 1,
    sure: bool = True,
) -> Pose:
    return Pose(
        t=t,
        rtp_timestamp=rtp_timestamp,
        width=640,
        height=480,
        points=points,
        world=None,
        people=people,
        sure=sure,
    )

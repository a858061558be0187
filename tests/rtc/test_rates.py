"""Bitrates, key-frame requests, reception reports, clocks of senders."""

from itertools import pairwise

import pytest
from aiortc.rate import RateCounter, RemoteBitrateEstimator
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import RtpPacket
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.bitrate import (
    EXPIRY_S,
    FLOOR,
    WINDOW_S,
    Meter,
    Narrowness,
    OwnEstimate,
    ViewerLimits,
    allowed,
    shares,
)
from coach.rtc.estimator import QuickCounter, quick_estimator
from coach.rtc.key_requests import MIN_INTERVAL_S, KeyRequests
from coach.rtc.reception import Reception
from coach.rtc.sender_clock import SenderClock, Timeline, ntp_seconds, ntp_time


def test_the_meter_shows_the_rate_of_the_last_seconds() -> None:
    meter = Meter()
    for n in range(100):
        meter.add(1250, n * 0.1)  # 100 kbit/s
    assert meter.rate(9.9) == pytest.approx(100_000, rel=0.06)
    assert meter.rate(10 + WINDOW_S) == 0


@given(total=st.integers(0, 10**7), rates=st.dictionaries(st.integers(), st.floats(0, 10**7), max_size=4))
def test_no_stream_is_pressed_while_the_viewer_can_take_them_all(total: int, rates: dict[int, float]) -> None:
    given_shares = shares(total, rates)
    assert given_shares.keys() == rates.keys()
    if total >= sum(rates.values()):
        assert all(given_shares[s] >= int(rate) - 1 for s, rate in rates.items())
    elif sum(rates.values()) > 0:
        assert sum(given_shares.values()) <= total + len(rates)


def test_the_slowest_viewer_counts_while_it_speaks() -> None:
    limits = ViewerLimits()
    assert limits.lowest(0.0) is None
    limits.tell(1, 500_000, 0.0)
    limits.tell(2, 300_000, 0.0)
    assert limits.lowest(1.0) == 300_000
    limits.tell(1, 500_000, EXPIRY_S)
    assert limits.lowest(EXPIRY_S + 1) == 500_000
    limits.forget(1)
    assert limits.lowest(EXPIRY_S + 1) is None


def arriving(estimate: OwnEstimate, kbits: int, way_kbits: int, seconds: float) -> None:
    """Pictures of this rate over a way of this width that keeps what it can't pass on yet."""
    free = 0.0
    for n in range(int(seconds * 30)):
        sent = n / 30
        free = max(free, sent) + kbits / 30 / way_kbits
        stamp = int(sent * (1 << 18)) & 0xFFFFFF
        estimate.add(1_000_000 + round(free * 1000), stamp, kbits * 1000 // 30 // 8, 1)


def test_a_picture_in_which_little_moves_is_no_narrow_way() -> None:
    estimate = OwnEstimate()
    arriving(estimate, 200, 5_000, 10)
    assert estimate.bitrate is None


def test_a_way_that_is_too_narrow_is_measured() -> None:
    estimate = OwnEstimate()
    arriving(estimate, 900, 600, 4)
    assert estimate.bitrate is not None
    assert 300_000 < estimate.bitrate < 650_000


def test_a_limit_that_follows_what_is_sent_is_no_narrow_way_and_one_that_was_cut_stays_one() -> None:
    way = Narrowness()
    for bitrate, sent in [(240_000, 250_000), (250_000, 800_000), (250_000, 900_000), (270_000, 900_000)]:
        way.hear(bitrate, sent)
        assert not way.known
    way.hear(229_500, 250_000)
    assert way.known
    way.hear(900_000, 250_000)
    assert way.known


def test_a_first_limit_far_below_what_is_sent_is_a_narrow_way() -> None:
    way = Narrowness()
    way.hear(255_000, 1_200_000)
    assert way.known


def test_the_least_of_all_limits_is_allowed_but_never_too_little_for_a_picture() -> None:
    assert allowed(None, None, 1_500_000) == 1_500_000
    assert allowed(800_000, None, 1_500_000) == 800_000
    assert allowed(800_000, 600_000, 1_500_000) == 600_000
    assert allowed(5_000_000, 9_000_000, 1_500_000) == 1_500_000
    assert allowed(10, 20, 1_500_000) == FLOOR


def test_key_frames_are_asked_for_at_once_then_again_until_one_begins() -> None:
    requests = KeyRequests()
    assert not requests.due(0.0)
    requests.want()
    assert requests.due(0.0)
    requests.want()
    assert not requests.due(MIN_INTERVAL_S - 0.01)
    assert requests.due(MIN_INTERVAL_S)
    requests.key_frame_began()
    assert not requests.due(10.0)


@given(wants=st.lists(st.floats(0, 10), max_size=200))
def test_key_frames_are_never_asked_for_faster(wants: list[float]) -> None:
    requests, asked = KeyRequests(), []
    for now in sorted(wants):
        requests.want()
        if requests.due(now):
            asked.append(now)
            requests.key_frame_began()
    assert all(b - a >= MIN_INTERVAL_S for a, b in pairwise(asked))


@given(first=st.integers(0, 65535), dropped=st.sets(st.integers(1, 298)))
def test_reports_agree_with_aiortc(first: int, dropped: set[int]) -> None:
    ours, theirs = Reception(90_000), StreamStatistics(90_000)
    for n in (n for n in range(300) if n not in dropped):
        ours.add((first + n) & 0xFFFF, n * 3000, n / 30)
        theirs.add(RtpPacket(sequence_number=(first + n) & 0xFFFF, timestamp=n * 3000))
    report = ours.report()
    assert report.fraction_lost == theirs.fraction_lost
    assert report.lost == theirs.packets_lost == len(dropped)
    assert report.highest == first + 299
    assert report.jitter == 0
    assert ours.report().fraction_lost == 0


def test_jitter_is_the_mean_change_of_the_transit_time() -> None:
    reception = Reception(90_000)
    for n in range(500):
        reception.add(n, n * 3000, n / 30 + 0.01 * (n % 2))
    assert reception.report().jitter == pytest.approx(900, rel=0.05)  # 10 ms


def test_ntp_times_are_kept() -> None:
    assert ntp_seconds(ntp_time(1_700_000_000.25)) == pytest.approx(1_700_000_000.25, abs=1e-5)


def test_two_streams_of_one_sender_keep_their_distance_on_our_clock() -> None:
    clock = SenderClock()
    sound, picture = Timeline(clock, 48_000), Timeline(clock, 90_000)
    sound.received(1000, 500.0)
    picture.received(9000, 500.1)
    assert picture.timestamp_at(501.1) == 9000 + 90_000
    theirs = 10_000.0  # their wall clock is far from ours
    sound.reported(ntp_time(theirs), 1000, 500.0)
    picture.reported(ntp_time(theirs + 1.0), 99_000, 501.7)  # this report was 0.7 s under way
    assert sound.timestamp_at(502.0) == pytest.approx(1000 + 2 * 48_000, abs=2)
    assert picture.timestamp_at(502.0) == pytest.approx(99_000 + 90_000, abs=2)
    picture.reported(0, 0, 503.0)
    assert picture.timestamp_at(502.0) == pytest.approx(99_000 + 90_000, abs=2)
    picture.restart()
    assert picture.timestamp_at(502.0) is None


@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 1400)), max_size=60))
def test_the_quick_counter_counts_as_aiortcs(packets: list[tuple[int, int]]) -> None:
    theirs, ours, now = RateCounter(1000), QuickCounter(1000), 5_000_000
    for wait, size in packets:
        now += wait
        assert ours.rate(now) == theirs.rate(now)
        ours.add(size, now)
        theirs.add(size, now)
    assert ours.rate(now + 700) == theirs.rate(now + 700)


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 60), st.integers(1, 1400)), min_size=80, max_size=400
    )
)
def test_the_quick_estimate_is_aiortcs(packets: list[tuple[int, int, int]]) -> None:
    """Sent evenly or not, over a way that holds some of them up."""
    theirs, ours = RemoteBitrateEstimator(), quick_estimator()
    sent = arrived = 0
    for wait, held, size in packets:
        sent += wait
        arrived = max(arrived, sent + held)
        packet = arrived, (sent * (1 << 18) // 1000) & 0xFFFFFF, size, 7
        assert ours.add(*packet) == theirs.add(*packet)
        assert ours.detector.state() is theirs.detector.state()

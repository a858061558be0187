"""The figures that `/metrics` shows; nothing in them names a person or a session."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from coach.rtc.governor import Governor
from coach.rtc.rooms import Rooms
from coach.rtc.stall import StallProbe

QUANTILES = (0.5, 0.95, 0.99)


class ServerFigures(Collector):
    """Read from the running rooms each time it is asked."""

    def __init__(self, rooms: Rooms, probe: StallProbe, governor: Governor) -> None:
        self._rooms, self._probe, self._governor = rooms, probe, governor

    def collect(self) -> Iterable[Metric]:
        rooms = self._rooms.all()
        yield GaugeMetricFamily("coach_rooms", "Open sessions", len(rooms))
        people = sum(len(room.members()) for room in rooms)
        yield GaugeMetricFamily("coach_participants", "Connected participants", people)
        rate = sum(room.judging.rate for room in rooms)
        yield GaugeMetricFamily("coach_analysed_frames_per_second", "Over all sessions", rate)
        ceiling = self._governor.ceiling
        yield GaugeMetricFamily("coach_analysis_ceiling_hz", "Analysed frames a second, any session", ceiling)
        if (places := self._governor.places) is not None:
            yield GaugeMetricFamily("coach_places", "Sessions that the processors hold, as measured", places)
        yield self._stalls()
        delays = sorted(delay for room in rooms for delay in room.judging.delays)
        yield quantiles("coach_frame_to_landmarks_seconds", "Frame arrived to landmarks sent", delays)

    def _stalls(self) -> Metric:
        family = GaugeMetricFamily("coach_loop_stall_seconds", "Event-loop stall", labels=["quantile"])
        for q in QUANTILES:
            family.add_metric([str(q)], self._probe.quantile(q))
        return family


def quantiles(name: str, what: str, ordered: list[float]) -> Metric:
    family = GaugeMetricFamily(name, what, labels=["quantile"])
    for q in QUANTILES:
        value = ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else 0.0
        family.add_metric([str(q)], value)
    return family


def registry(rooms: Rooms, probe: StallProbe, governor: Governor) -> CollectorRegistry:
    made = CollectorRegistry()
    made.register(ServerFigures(rooms, probe, governor))
    return made

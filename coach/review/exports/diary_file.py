"""Appointments as a calendar file (RFC 5545) for any calendar program. Made to leave the clinic: no names in
full, nothing clinical."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Coach//Diary//EN"
BEFORE = timedelta(minutes=30)
SUMMARIES = {
    "en": "Video session",
    "es": "Sesión por vídeo",
    "fr": "Séance par vidéo",
    "pl": "Sesja wideo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`id` stays the same in every file, so that a calendar does not show it twice."""

    id: str
    starts_at: datetime
    minutes: int
    made_at: datetime
    with_whom: str = ""
    """Initials, for who has many."""
    url: str | None = None


def calendar_file(entries: Iterable[Entry], language: str) -> bytes:
    """All times are UTC; the calendar shows them where its owner is."""
    from icalendar import Calendar  # noqa: PLC0415 - a twentieth of the start for what few ask for

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, SUMMARIES.get(language[:2].lower(), SUMMARIES["en"])))
    return bytes(calendar.to_ical())


def initials(name: str) -> str:
    """`Maria del Carmen K.` → `M. d. C. K.`, in any script."""
    return " ".join(f"{part[0]}." for part in name.split())


def _event(entry: Entry, summary: str) -> "Event":
    from icalendar import Alarm, Event  # noqa: PLC0415 - as above

    said = f"{summary} ({entry.with_whom})" if entry.with_whom else summary
    event = Event()
    event.add("uid", entry.id)
    event.add("dtstamp", entry.made_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes))
    event.add("summary", said)
    if entry.url is not None:
        event.add("url", entry.url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", -BEFORE)
    event.add_component(alarm)
    return event

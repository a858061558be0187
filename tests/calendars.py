"""A calendar file as another program reads it."""

from typing import Any

from icalendar import Calendar


def events(file: bytes | str) -> list[Any]:
    """In their order; each by its properties' names, as `DTSTART`."""
    return list(Calendar.from_ical(file).walk("VEVENT"))

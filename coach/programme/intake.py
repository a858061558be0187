"""What is asked in a first session, and who is called when something happens. Values that refuse nonsense."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from coach.programme.prescription import Equipment, Frozen, Score

Line = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(max_length=2000)]


class AffectedSide(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    NONE = "none"


class RedFlag(StrEnum):
    """What a doctor has to clear before anything is exercised."""

    CHEST_PAIN = "chest_pain"
    BREATHLESS = "breathless"
    FAINTING = "fainting"
    NEW_WEAKNESS = "new_weakness"
    SEVERE_HEADACHE = "severe_headache"
    RECENT_FALL = "recent_fall"
    RECENT_SURGERY = "recent_surgery"
    UNCONTROLLED_PRESSURE = "uncontrolled_pressure"
    SEIZURES = "seizures"


class Emergency(Frozen):
    """For the therapist's screen when the patient falls or is stopped."""

    contact: Line = ""
    phone: Line = ""
    address: Line = ""
    """Where the patient is during sessions."""
    plan: Words = ""
    """What to do, who has a key."""


class Intake(Frozen):
    diagnosis: Line = ""
    since: Line = ""
    side: AffectedSide = AffectedSide.NONE
    history: Words = ""
    symptoms: Words = ""
    pain: Score | None = None
    pain_where: Line = ""
    fatigue: Score | None = None
    activities: Words = ""
    """Of daily life: what goes, what does not."""
    equipment: Words = ""
    """At home: aids, chairs, rails, room."""
    has: Annotated[tuple[Equipment, ...], Field(max_length=len(Equipment))] | None = None
    """Of what can be prescribed, what is there at home; null: nobody has asked."""
    red_flags: Annotated[tuple[RedFlag, ...], Field(max_length=len(RedFlag))] = ()
    emergency: Emergency = Emergency()

"""The words that both directions of a session's WebSocket share. Not for what is said with them
(coach.rtc.requests, coach.rtc.messages)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Role = Literal["patient", "therapist", "caregiver", "clinician"]
SideName = Literal["left", "right", "both"]
QualityName = Literal["measured", "estimate", "not_assessable"]
LevelName = Literal["note", "coach", "safety"]
StageName = Literal[
    "idle", "check", "calibrating", "learning", "testing",
    "countdown", "moving", "paused", "rest", "stopped", "ended",
]  # fmt: skip


class Message(BaseModel):
    """One text frame: JSON that names all its fields and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)

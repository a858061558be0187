"""What follows from what a patient says after a set: pain 0 to 10, effort on Borg's CR10. Pure.

Pain at its limit ends the exercise and calls the therapist; effort at its limit asks for rest. The limits are
the prescription's; without one those of clinical.md A.7: pain above 4 of 10, effort from "hard" on (CR10 5,
the word of RPE 15)."""

from enum import StrEnum

from coach.programme.prescription import StopRules


class Advice(StrEnum):
    GO_ON = "go_on"
    REST = "rest"
    STOP = "stop"


def advice(pain: int | None, effort: int | None, rules: StopRules) -> Advice:
    """What was not answered says nothing."""
    if pain is not None and pain >= rules.pain:
        return Advice.STOP
    return Advice.REST if effort is not None and effort >= rules.effort else Advice.GO_ON

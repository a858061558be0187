"""Thresholds in words instead of by their names, in English: `coach.review.sentences` says them in others."""

from coach.feedback.texts import text

PARTS = {
    "signal.rest": "the rest position",
    "signal.target": "the target",
    "pace.start": "the share from which a repetition begins",
    "pace.full": "the share from which a repetition is full",
    "pace.partial": "the share from which a repetition is partial",
    "pace.end": "the share at which a repetition ends",
    "pace.min_s": "the shortest repetition",
    "pace.max_s": "the longest repetition",
}
OF_FAULT = {
    "limit": "the limit of “{finding}”",
    "margin": "the margin of “{finding}”",
    "for_s": "the seconds of “{finding}”",
    "share": "the share of “{finding}”",
}


def finding_named(fault: str) -> str:
    """As the library calls it; a name that is nowhere as it was given, legibly."""
    try:
        return text(f"fault.{fault}")
    except KeyError:
        return fault.replace("_", " ")


def exercise_named(name: str) -> str:
    try:
        return text(f"exercise.{name}.name")
    except KeyError:
        return name.replace("_", " ")


def threshold_named(name: str) -> str:
    if name in PARTS:
        return PARTS[name]
    match name.split("."):
        case ["fault", fault, part] if part in OF_FAULT:
            return OF_FAULT[part].format(finding=finding_named(fault))
    return f"“{name}”"

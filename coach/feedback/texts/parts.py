"""The words for the parts of the body, spread over the landmarks that show them."""

from coach.types import LANDMARKS

WORD_OF = {
    "shoulder": "shoulder",
    "elbow": "elbow",
    "wrist": "hand",
    "pinky": "hand",
    "index": "hand",
    "thumb": "hand",
    "hip": "hip",
    "knee": "knee",
    "ankle": "foot",
    "heel": "foot",
    "foot_index": "foot",
}
"""Landmark without its side → the part that people speak of; all others are the head."""


def body_parts(head: str, **words: tuple[str, str]) -> dict[str, str]:
    """`part.<landmark>` for every landmark, from the words for left and right of shoulder, elbow, hand,
    hip, knee and foot."""
    found = {}
    for name in LANDMARKS:
        side, _, part = name.partition("_")
        word = WORD_OF.get(part) if side in ("left", "right") else None
        found[f"part.{name}"] = words[word][side == "right"] if word else head
    return found

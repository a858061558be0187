"""What to have ready, in words of a language. Pure."""

from collections.abc import Iterable

from coach.programme.texts import word


def said(thing: str, detail: str, language: str) -> str:
    """`a firm chair`, `an exercise band (yellow)`: to stand in a sentence."""
    name = word(f"ready.{thing}", language)
    return f"{name} ({detail})" if detail else name


def ready(things: Iterable[tuple[str, str]], language: str) -> list[str]:
    """Each thing (name, which one) once, in the order in which they are needed."""
    return [said(thing, detail, language) for thing, detail in dict.fromkeys(things)]

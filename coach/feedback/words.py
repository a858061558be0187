"""What an exercise is called: in the texts, or in its own description where a therapist made it."""

from coach.feedback.exercise import Exercise
from coach.feedback.texts import text


def name_of(exercise: Exercise, language: str) -> str:
    return exercise.name or text(f"exercise.{exercise.id}.name", language)


def how_to_of(exercise: Exercise, language: str) -> str:
    """Empty where a therapist's own exercise says nothing."""
    return exercise.how_to if exercise.name else text(f"exercise.{exercise.id}.how_to", language)

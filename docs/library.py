"""Writes docs/exercises.md from the descriptions themselves: `make docs`. A test holds it to them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from coach.feedback import fault_table, gait_posture
from coach.feedback.clinical_tests import TESTS
from coach.feedback.clinical_tests.norms import CHANGES, NORMS
from coach.feedback.exercise import Exercise, FaultRule, Kind, RepRule
from coach.feedback.exercises import CATALOG, NOT_AVAILABLE
from coach.feedback.gait_faults import RULES
from coach.feedback.measures import MEASURES
from coach.feedback.safety import LIMITS
from coach.feedback.texts import text

HAND_DISTANCE = (
    "60 cm to 1.2 m: head, shoulders and the hand in the picture, the palm at least a twentieth of the "
    "picture's shorter side; needs the hand model"
)
TARGET = Path(__file__).parent / "exercises.md"


def main() -> None:
    TARGET.write_text(document())
    print(f"Written to {TARGET.name}")


def document() -> str:
    """All of it, as Markdown."""
    parts = [
        "# Exercises, faults and tests",
        "",
        "Written by `make docs` from the descriptions in `coach/feedback`; not to be edited by hand.",
        "Thresholds are cold-start values, mostly engineering judgement: calibration replaces them.",
        "",
        *exercises(),
        *faults(),
        *tests(),
    ]
    return "\n".join(parts)


def exercises() -> Iterator[str]:
    yield "## Exercises"
    for exercise in sorted(CATALOG.values(), key=lambda e: e.id):
        yield from described(exercise)
    yield ""
    if NOT_AVAILABLE:
        yield from ("### Not available", "")
        yield from (f"- `{name}`: {why}" for name, why in NOT_AVAILABLE.items())
        yield ""


def described(exercise: Exercise) -> Iterator[str]:
    name, how_to = (text(f"exercise.{exercise.id}.{what}") for what in ("name", "how_to"))
    yield from ("", f"### {name} (`{exercise.id}`)", "", how_to, "")
    yield from table(("what", "value"), facts(exercise))


def facts(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "view", f"{exercise.view}; also {rest}" if (rest := others(exercise)) else exercise.view
    yield "start posture", exercise.posture
    if exercise.hands:
        yield (
            "distance",
            HAND_DISTANCE,
        )
    yield "sides", ", ".join(exercise.sides)
    for signal in exercise.signals:
        yield (
            f"signal, {', '.join(signal.views)}",
            f"`{signal.measure}`: rest {signal.rest:g} → target {signal.target:g} {signal.unit}",
        )
    yield "a repetition", paced(exercise)
    yield "dose", dose(exercise)
    yield "tempo", f"{exercise.tempo.out:g} – {exercise.tempo.hold:g} – {exercise.tempo.back:g} s"
    yield "faults", ", ".join(f"`{name}`" for name in fault_ids(exercise)) or "none in this view"
    yield "safety", "; ".join(text(f"safety.{note}") for note in exercise.safety) or "–"
    yield "equipment", ", ".join(text(f"equipment.{thing}") for thing in exercise.equipment) or "none"
    yield "modes", "therapist present only" if exercise.therapist_only else "with the therapist or alone"


def fault_ids(exercise: Exercise) -> tuple[str, ...]:
    """Of a walk those of walking, as far as the way it is seen shows them."""
    if exercise.kind is not Kind.WALK:
        return exercise.fault_ids
    return (*(rule.id for rule in RULES), *(posture.rule.id for posture in gait_posture.RULES), "freezing")


def others(exercise: Exercise) -> str:
    return ", ".join(view for view in exercise.views if view != exercise.view)


def paced(exercise: Exercise) -> str:
    pace = exercise.pace
    return (
        f"leaves rest at {pace.start:.0%} of the way, partial from {pace.partial:.0%}, full from "
        f"{pace.full:.0%}, ended under {pace.end:.0%}; {pace.min_s:g} to {pace.max_s:g} s"
    )


def dose(exercise: Exercise) -> str:
    each = (
        f"{exercise.reps} holds of {exercise.hold_s:g} s"
        if exercise.hold_s
        else f"{exercise.reps} repetitions"
    )
    return f"{exercise.sets} × {each}, {exercise.rest_s:g} s rest"


def faults() -> Iterator[str]:
    yield from (
        "## Faults",
        "",
        "Each is judged against the laxer of its limit and the patient's own baseline",
    )
    yield from ("with the margin (clinical.md A.2, A.3); an exercise may have another limit of its own.", "")
    rules: dict[str, FaultRule | RepRule] = {}
    for rule in vars(fault_table).values():
        if isinstance(rule, FaultRule | RepRule):
            rules.setdefault(rule.id, rule)
    head = ("fault", "measure", "limit", "own margin", "level", "the patient hears")
    yield from table(head, [*map(fault_row, rules.values()), *walking_rows(), *safety_rows()])
    yield ""


def fault_row(rule: FaultRule | RepRule) -> tuple[str, ...]:
    sign = ">" if rule.above else "<"
    measure, margin = f"the repetition's {getattr(rule, 'quantity', '')}", "–"
    if isinstance(rule, FaultRule):
        measure, margin = f"`{rule.measure}`: {MEASURES[rule.measure].unit}", f"{rule.margin:g}"
    strong = getattr(rule, "strong", None)
    limit = f"{sign} {rule.limit:g}" + (f", strong {strong:g}" if strong is not None else "")
    return (f"`{rule.id}` {text(f'fault.{rule.id}')}", measure, limit, margin, rule.level, cue(rule.id))


def walking_rows() -> Iterator[tuple[str, ...]]:
    for rule in RULES:
        sign = ">" if rule.above else "<"
        name = f"`{rule.id}` {text(f'fault.{rule.id}')}"
        own = "–" if rule.own is None else "own value, see gait_faults"
        yield name, "mean over steps", f"{sign} {rule.limit:g}", own, rule.level, cue(rule.id)


def safety_rows() -> Iterator[tuple[str, ...]]:
    for name in (*LIMITS, "freezing"):
        limit = f"{LIMITS[name]:g}" if name in LIMITS else "see freezing"
        yield f"`{name}` {text(f'fault.{name}')}", "safety watch", limit, "–", "safety", cue(name)


def cue(fault: str) -> str:
    return text(f"cue.{fault}")


def tests() -> Iterator[str]:
    yield from ("## Standard tests", "", "Camera-assisted: a therapist confirms every result.", "")
    rows = [
        (
            f"{text(test.name_key)} (`{test.id}`)",
            ", ".join(test.views),
            test.unit,
            " ".join(text(key) for key in test.prompt_keys),
            sources(test.id),
        )
        for test in sorted(TESTS.values(), key=lambda t: t.id)
    ]
    yield from table(("test", "views", "unit", "what the patient is told", "norms and changes"), rows)
    yield ""


def sources(test: str) -> str:
    norms = {norm.source for norm in NORMS if norm.test == test}
    changes = [f"{c.kind} {c.value:g} {c.unit} [{c.source}]" for c in CHANGES if c.test == test]
    return "; ".join([*(f"norm [{source}]" for source in sorted(norms)), *changes]) or "–"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


if __name__ == "__main__":
    main()

"""From standard tests to messages, in one person's language. Pure."""

from coach.feedback.clinical_tests.description import Test
from coach.feedback.clinical_tests.norms import CHANGES, Change
from coach.feedback.texts import text
from coach.rtc.messages import Result, TestInfo
from coach.types import ClinicalTestEnded, ResultJudged


def test_info(test: Test, language: str) -> TestInfo:
    return TestInfo(
        id=test.id,
        name=text(test.name_key, language),
        prompts=[text(key, language) for key in test.prompt_keys],
        unit=test.unit,
        sided=test.sided,
        automatic=test.automatic,
        views=list(test.views),
        equipment=[text(f"equipment.{thing}", language) for thing in test.equipment],
    )


def result(event: ClinicalTestEnded, judged: ResultJudged | None, language: str) -> Result:
    """The card on the therapist's page."""
    compared = text(event.comparison, language) if event.comparison else None
    return Result(
        id=event.number,
        t=event.t,
        test=event.test,
        name=text(f"test.{event.test}.name", language),
        side=event.side.value,
        value=event.value,
        unit=event.unit,
        quality=event.quality.value,
        started=event.started,
        ended=event.ended,
        details=dict(event.details),
        deviations=[text(key, language) for key in event.deviations],
        comparison=compared,
        change=_change(event, language),
        source=event.source,
        confirmed=judged.confirmed if judged else None,
        own_value=judged.own_value if judged else None,
    )


def _change(event: ClinicalTestEnded, language: str) -> str | None:
    """What a later result must differ by: `MDC 3.5 s (Parkinson’s disease, S70)`."""
    if event.value is None:
        return None
    known = [
        f"{c.kind} {c.value:g} {c.unit} ({_who(c, language)}{c.source})"
        for c in CHANGES
        if c.test == event.test and c.values[0] <= event.value < c.values[1]
    ]
    return " · ".join(known) or None


def _who(change: Change, language: str) -> str:
    """For whom it holds, where not for everybody."""
    return f"{text(f'condition.{change.condition}', language)}, " if change.condition else ""

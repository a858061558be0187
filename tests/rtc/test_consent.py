"""Consent to being recorded: nothing before yes, and anybody ends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.consent import QUESTIONS, Consent, question, recalled

ROLES = ("therapist", "patient", "caregiver", "clinician")
WORDS = ("asked", "yes", "no", "stop_keep", "stop_delete")


def test_asked_and_agreed() -> None:
    asked = Consent().after("therapist", "asked", picture=True)
    assert (asked.state, asked.picture) == ("asked", True)
    agreed = asked.after("patient", "yes")
    assert (agreed.state, agreed.picture) == ("on", True)


@given(st.lists(st.tuples(st.sampled_from(ROLES), st.sampled_from(WORDS), st.booleans())))
def test_it_is_on_only_after_the_therapist_asked_and_the_patient_agreed(
    said: list[tuple[str, str, bool]],
) -> None:
    if recalled(said).state == "on":
        roles = [(role, word) for role, word, _ in said]
        yes = len(roles) - 1 - roles[::-1].index(("patient", "yes"))
        assert ("therapist", "asked") in roles[:yes]
        assert not any(word.startswith("stop") for _, word in roles[yes:])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("said", ["stop_keep", "stop_delete"])
def test_anybody_stops_it(role: str, said: str) -> None:
    assert Consent(state="on").after(role, said) == Consent()
    assert Consent(state="asked").after(role, said) == Consent()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "patient"])
def test_nobody_answers_for_the_patient(role: str) -> None:
    asked = Consent(state="asked")
    assert asked.after(role, "yes") == asked.after(role, "no") == asked


def test_the_question_is_short_in_every_language() -> None:
    for language in QUESTIONS:
        asked, explained = question(language)
        assert len(asked.split()) <= 7
        assert len(explained.split()) <= 16
    assert question("xx") == QUESTIONS["en"]

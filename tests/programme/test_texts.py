"""Every language has every word of a programme, with the same blanks."""

import re

import pytest

from coach.programme.prescription import Equipment, Support
from coach.programme.templates import TEMPLATES
from coach.programme.texts import LANGUAGES, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_with_the_same_blanks(language: str) -> None:
    english, there = LANGUAGES["en"], LANGUAGES[language]
    assert set(there) == set(english)
    for key, said in there.items():
        assert said.strip()
        assert sorted(re.findall(r"{(\w+)}", said)) == sorted(re.findall(r"{(\w+)}", english[key])), key


def test_everything_that_is_named_has_a_word() -> None:
    for template in TEMPLATES.values():
        assert word(f"condition.{template.condition}", "en")
        assert all(word(f"watch.{key}", "en") for key in template.watch)
    assert all(word(f"support.{s}", "en") for s in Support)
    assert all(word(f"equipment.{e}", "en") and word(f"ready.{e}", "en") for e in Equipment)

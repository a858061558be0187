"""The bodies of the review's doors: what is refused, and that the pages' types are theirs."""

import json
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from coach.api.review_models import CorrectionIn, NoteIn, RejudgeIn
from coach.api.review_schema import schema


def test_the_pages_types_were_made_from_these_models() -> None:
    committed = Path(__file__).parents[1] / "web" / "schema" / "review.json"
    assert json.loads(committed.read_text()) == json.loads(schema()), "run make types"


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (CorrectionIn, '{"kind":"rep_moved"}'),
        (CorrectionIn, '{"kind":"count","delta":2}'),
        (CorrectionIn, '{"kind":"rep_added","t":-1}'),
        (CorrectionIn, '{"kind":"rep_rejected","rep_id":1,"by":"somebody else"}'),
        (NoteIn, '{"kind":"comment","t":1,"text":"' + "x" * 3000 + '"}'),
        (RejudgeIn, '{"overrides":{"march":{"speed":2}}}'),
    ],
)
def test_what_makes_no_sense_is_refused(model: type[BaseModel], body: str) -> None:
    with pytest.raises(ValidationError):
        model.model_validate_json(body)

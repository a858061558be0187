"""Programmes to begin from, one file a condition: where they come from stands in each. Data, read once."""

import tomllib
from importlib.resources import files

from pydantic import Field

from coach.programme.prescription import Frozen, Prescription, Programme


class Template(Frozen):
    condition: str
    source: str
    """Where it comes from, for the therapist to judge."""
    watch: tuple[str, ...] = Field(max_length=6)
    """Keys of sentences: what to look out for."""
    items: tuple[Prescription, ...]

    @property
    def programme(self) -> Programme:
        return Programme(items=self.items, condition=self.condition)


def read(text: str) -> Template:
    """Raises ValueError for what is no template."""
    told = tomllib.loads(text)
    common, items = told.pop("every", {}), told.pop("items", [])
    return Template.model_validate(
        {**told, "items": [{**common, "id": f"t{n}", **item} for n, item in enumerate(items, 1)]}
    )


TEMPLATES = {
    template.condition: template
    for template in sorted(
        (read(f.read_text(encoding="utf-8")) for f in files(__name__).iterdir() if f.name.endswith(".toml")),
        key=lambda one: one.condition,
    )
}

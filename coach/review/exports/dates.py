"""Days in words, for what patients read. Not for records: those have ISO dates."""

from datetime import datetime

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
}
_BETWEEN = {"es": " de "}


def day(when: datetime, language: str) -> str:
    """`27 November 2026`; in English for a language that is not here."""
    name = language.lower().split("-")[0].split("_")[0]
    months = MONTHS.get(name, MONTHS["en"]).split()
    return _BETWEEN.get(name, " ").join([str(when.day), months[when.month - 1], str(when.year)])

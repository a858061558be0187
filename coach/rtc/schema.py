"""Prints the WebSocket's messages as JSON Schema: `python -m coach.rtc.schema`.

The types of the pages are generated from it."""

import json
import sys

from coach.rtc.messages import TO_BROWSER
from coach.rtc.requests import FROM_BROWSER


def schema() -> str:
    """Both directions in one JSON document, stable from run to run."""
    both = {"from_browser": FROM_BROWSER.json_schema(), "to_browser": TO_BROWSER.json_schema()}
    return json.dumps(both, indent=2, sort_keys=True)


if __name__ == "__main__":
    sys.stdout.write(schema() + "\n")

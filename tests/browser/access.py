"""Whether a page can be used by everybody: axe-core's rules for WCAG 2.2 AA, run in the page."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.stage import ROOT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def barriers(page: Page) -> list[str]:
    """One line for each element that breaks a rule: the rule, the element, what to do."""
    page.evaluate(axe())
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run({ runOnly: rules }).then(result => result.violations)", RULES
    )
    return [
        f"{rule['id']}: {node['html'][:120]} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
    ]


@cache
def axe() -> str:
    return (ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text()

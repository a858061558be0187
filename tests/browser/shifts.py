"""Whether anything on a page moves by itself while somebody exercises."""

from typing import Any

from playwright.sync_api import Page

MOST = 0.01
"""Nothing moves by itself; below this no eye sees it."""
_WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const moved = sources.map(({ node }) => (node?.outerHTML ?? node?.data ?? "").slice(0, 80));
    if (!hadRecentInput) window.shifts.push([value, ...moved]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def watch_shifts(page: Page) -> None:
    """Before the page is opened."""
    page.add_init_script(_WATCH)


def from_here(page: Page) -> None:
    """What moved before does not count."""
    page.evaluate("window.shifts = []")


def shifts(page: Page, most: float = MOST) -> list[Any]:
    """The moves that are seen, each with what moved; none where all of them together are too small to see."""
    found: list[Any] = page.evaluate("window.shifts")
    return found if sum(value for value, *_ in found) > most else []

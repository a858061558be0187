"""A printable page: complete HTML without one inline style or script, so that it is shown under the strict
content policy; and the pieces it is made of. All text that goes in is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("print.css")
"""The stylesheet of all printed pages; whoever gives a page out puts it where `style` says."""


def page(*, title: str, language: str, body: Iterable[str], style: str, kind: str) -> str:
    lang = escape(language.lower().split("-")[0].split("_")[0])
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="{escape(style)}"></head>'
        f'<body class="{kind}"><main>{"".join(body)}</main></body></html>\n'
    )


def tag(name: str, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<{name}{named}>{escape(words)}</{name}>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], struck: Iterable[int] = ()) -> str:
    """`struck`: numbers of rows, from 0, that are shown crossed out."""
    out = set(struck)
    top = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    lines = [_row(row, "struck" if n in out else "") for n, row in enumerate(rows)]
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _row(cells: Sequence[str], kind: str) -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<tr{named}>" + "".join(f"<td>{escape(c)}</td>" for c in cells) + "</tr>"


def listed(items: Iterable[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<ul{named}>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"

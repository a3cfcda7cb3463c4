"""An outlet's own name above an article, listed or not, and an agency's name alone below it.

Refuses headlines and section headings: a masthead needs a title of its own below it, and either a
newspaper's last word over a date line or a second place in the text that bears it out.

  first line ─short, title case─▶ name ─date line or title below─▶ last word │ borne out ─▶ rubric
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.documents.layout import Line, Page
from sayso.documents.openings import Mark, is_date
from sayso.documents.unlisted import is_borne_out, is_sign_off
from sayso.lexicon import mapping, words
from sayso.outlets.table import find

_MAX_CHARS = 40  # characters of a masthead
_MAX_WORDS = 5
_LOOK = 4  # lines below a masthead among which its article's title stands
_SMALL = frozenset({"of", "the", "and", "&", "on", "in", "for", "de", "la"})
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: (?:&|[^\W\d_][\w.’'-]*))*")


def mastheads(page: Page) -> Iterator[Mark]:
    """The mark of a masthead, and of the agency that signs off the article below it."""
    if not page.lines or masthead_name(page) is None:
        return
    first, last = page.lines[0], page.lines[-1]
    yield "rubric", first.start, first.end
    if len(page.lines) > 3 and len(last.text) <= _MAX_CHARS and page.lines[-2].ends_sentence:
        known = find(last.text)
        if known.kind == "agency" if known else is_sign_off(page.text, last.text):
            yield "credit", last.start, last.end


def masthead_name(page: Page) -> str | None:
    """The outlet whose name is the first line; None where that is a title or a section's heading.

    >>> from sayso.documents.layout import lay_out
    >>> masthead_name(lay_out("Ostrey Courier\\nMarch 3, 2021\\n\\nFerry sold\\n\\n" + "Nobody had been asked. " * 9))
    'Ostrey Courier'
    """
    line = page.lines[0]
    if len(page.lines) < 3 or not _is_name(line):
        return None
    dated = is_date(page.lines[1].text)
    if not any(_is_title(page, place) for place in range(2 if dated else 1, _LOOK)):
        return None
    name = _spelled(page.text, line)
    known = find(name)
    if known:
        listed = known.kind not in ("agency", "photo") and (
            dated or name not in words("ambiguous_outlets")
        )
        return known.name if listed else None
    return name if _is_outlet(page.text[line.end :], name, dated=dated) else None


def _is_name(line: Line) -> bool:
    parts = line.text.split()
    if len(line.text) > _MAX_CHARS or len(parts) > _MAX_WORDS or not _NAME.fullmatch(line.text):
        return False
    return not line.ends_sentence and all(part[:1].isupper() or part in _SMALL for part in parts)


def _is_title(page: Page, place: int) -> bool:
    """A line that can be a headline, with prose somewhere below."""
    if place + 1 >= len(page.lines) or place >= page.body:
        return False
    said = page.lines[place].text
    return (
        len(said.split()) > 1
        and said[:1].isupper()
        and not said.endswith((".", ",", ";", ":"))
        and not is_date(said)
    )


def _spelled(text: str, line: Line) -> str:
    """The name as the text writes it elsewhere, where the masthead is in capitals throughout."""
    if not line.text.isupper() or len(line.text) < 5:
        return line.text
    again = re.search(rf"(?i)(?<!\w){re.escape(line.text)}(?!\w)", text[line.end :])
    return again[0] if again and not again[0].isupper() else line.text.title()


def _is_outlet(below: str, name: str, *, dated: bool) -> bool:
    if is_borne_out(below, name):
        return True
    *before, last = name.split()
    heads = words("outlet_heads") | words("masthead_heads")
    if (
        last not in heads
        or not before
        or {word.lower() for word in before} <= words("section_words")
    ):
        return False
    if name.lower() in mapping("rubrics"):
        return False
    return (
        dated
        or re.search(rf"(?<!\w){re.escape(name.removeprefix('The '))}(?!\w)", below[:60_000])
        is not None
    )

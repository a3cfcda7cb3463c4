"""An outlet's own name above an article, listed or not, and an agency's name alone below it.

Refuses headlines and section headings: a masthead needs a title of its own below it, a newspaper's
last word, and a date line or a second place in the text that names it.

  first line ─short, title case─▶ name ─date line or title below─▶ last word ─▶ rubric
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.documents.layout import CAPITALS, Line, Page
from sayso.documents.openings import Mark, is_date
from sayso.lexicon import mapping, words
from sayso.lexicon.frequency import document_frequency
from sayso.outlets.table import find
from sayso.patterns import pattern
from sayso.text import fold_words

_MAX_CHARS = 40  # characters of a masthead
_MAX_WORDS = 5
_LOOK = 4  # lines below a masthead among which its article's title stands
_SMALL = frozenset({"of", "the", "and", "&", "on", "in", "for", "de", "la"})
_SIGN_OFF = pattern(rf"[{CAPITALS}][\w&’'-]{{2,24}}(?: [{CAPITALS}][\w&’'-]{{1,24}}){{0,2}}")
_NAME = pattern(r"[^\W\d_][\w.’'-]*(?: (?:&|[^\W\d_][\w.’'-]*))*")


def mastheads(page: Page) -> Iterator[Mark]:
    """The mark of a masthead, and of the agency that signs off the article below it."""
    # most texts begin with a line that is too long
    if not page.said or len(page.said[0]) > _MAX_CHARS or masthead_name(page) is None:
        return
    first, last = page.line(0), page.line(len(page.said) - 1)
    yield "rubric", first.start, first.end
    ends = len(page.said) > 3 and page.line(len(page.said) - 2).ends_sentence
    if ends and len(last.text) <= _MAX_CHARS and is_sign_off(page.text, last.text):
        yield "credit", last.start, last.end


def masthead_name(page: Page) -> str | None:
    """The outlet whose name is the first line; None where that is a title or a section's heading.

    >>> from sayso.documents.layout import lay_out
    >>> said = "Ostrey Courier\\nMarch 3, 2021\\n\\nFerry sold\\n\\n" + "Nobody was asked. " * 12
    >>> masthead_name(lay_out(said))
    'Ostrey Courier'
    """
    line = page.line(0)
    if len(page.said) < 3 or not _is_name(line):
        return None
    dated = is_date(page.said[1])
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
    if place + 1 >= len(page.said) or place >= page.body:
        return False
    said = page.said[place]
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


def is_sign_off(text: str, said: str) -> bool:
    """True for a last line that is nothing but an agency's name: of a listed one, or a name that is
    no word of English and stands nowhere else.

    >>> said = "The quay is shut.\\n\\n"
    >>> [is_sign_off(said + name, name) for name in ("AP", "Northline", "Related")]
    [True, True, False]
    """
    if not text.rstrip().endswith("\n" + said):
        return False
    if known := find(said):
        return known.kind == "agency"
    if not _SIGN_OFF.fullmatch(said) or text.count(said) != 1:
        return False
    return not any(document_frequency(word) for word, _, _ in fold_words(said))

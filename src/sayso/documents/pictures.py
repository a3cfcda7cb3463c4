"""Photo credits and captions: what stands under a picture, scraped into the text.

A credit is known by its form ("Jane Roe/Getty Images", "(AP Photo/…)", "Photo: …"); a caption by
the credit that follows it, on its own line or the line below.

  page ─lines that end in a credit─▶ credit ─sentences before it, line above it─▶ caption
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.documents.layout import CAPITALS, Page
from sayso.documents.openings import Mark
from sayso.lexicon import words
from sayso.outlets.table import find, key

# characters of caption and credit on one line; a paragraph that ends in a source is longer
_MAX_CAPTION = 420
_TAIL = 170  # characters from the line's end in which its credit begins
_PARTICLE = "de|da|del|van|von|der|al|el|bin|la|le|di"
_WORD = rf"(?:(?:[{CAPITALS}]\.){{1,3}}|[{CAPITALS}][\w'’\-]{{0,24}}|{_PARTICLE})"
_WHO = rf"{_WORD}(?: {_WORD}){{0,5}}"
_HOUSE = rf"[{CAPITALS}i][\w.&!'’-]*(?: [{CAPITALS}][\w.&!'’-]*){{0,4}}"
_END = r"(?:,? (?:[Ff]ile(?: [Pp]hoto)?|FILE|[Pp]ool))?\s*[)\]]*\.?$"
_SLASHED = re.compile(
    rf"\(?(?:Photos? (?:by|from) )?(?P<who>{_WHO}) ?(?:/|\s[|•–—-]\s) ?(?P<house>{_HOUSE})"
    rf"(?: ?(?:/|via|for) ?(?P<via>{_HOUSE}))?{_END}"
)
_AGENCY_PHOTO = re.compile(
    rf"[(\[]?(?:(?:AP|Reuters|REUTERS|AFP|EPA|UPI|Getty|Associated Press)"
    rf"(?: (?:Photo|File Photo|Images|File|file photo))?)"
    rf"(?: ?[/:|] ?{_WHO}(?:,? {_WHO})?)?{_END}"
)
_LABELLED = re.compile(
    r"[(\[]?(?:photo|photograph|photography|image|picture|photos (?=by|from|courtesy)"
    r"|photo illustration|illustration|screenshot|video still)"
    r"(?: credits?| source| courtesy)?(?: ?(?:by|from|via|of|courtesy of)\b| ?:)"
    r" ?[^.!?]{2,90}[)\]]?\.?$",
    re.I,
)
# What a credit of each kind has in its last characters; lines without it are passed over, most of
# them.
_LABELS = ("photo", "image", "picture", "illustration", "screenshot", "video")
_AGENCIES = ("AP", "Reuters", "REUTERS", "AFP", "EPA", "UPI", "Getty", "Associated Press")
_DIVIDER = re.compile(r"[/|•]| [–—-]")
_SENTENCE_BEFORE = re.compile(r"(?:[.!?…|–—)\]][\"”’)]*|^)\s*$")
_HOUSES = frozenset(key(name) for name in words("photo_houses"))


def pictures(page: Page, *, headed: bool = False) -> Iterator[Mark]:
    """Marks of credits and captions; one may stand first where the title is a field (`headed`)."""
    forms = _possible(page.text)
    for place, line in enumerate(page.lines):
        if len(line.text) > _MAX_CAPTION:
            continue
        start = _credit_start(line.text, forms)
        if start is None:
            continue
        yield "credit", line.start + start, line.end
        said = line.text[:start].rstrip(" (–—|-")
        if said:
            yield "caption", line.start, line.start + len(said)
        yield from _line_above(page, place, has_caption=bool(said), headed=headed)


def _credit_start(said: str, forms: frozenset[str]) -> int | None:
    """Where the credit at the end of a line begins, None where there is none."""
    tail = max(0, len(said) - _TAIL)
    for pattern in _likely(said[tail:], forms):
        for found in pattern.finditer(said, tail):
            if _stands(found, said, pattern):
                return found.start()
    return None


def _possible(text: str) -> frozenset[str]:
    """Labels and agencies that a text holds at all; its lines are searched for no others."""
    lower = text.lower()
    return frozenset(
        [*(x for x in _LABELS if x in lower), *(agency for agency in _AGENCIES if agency in text)]
    )


def _likely(tail: str, forms: frozenset[str]) -> Iterator[re.Pattern[str]]:
    """The forms that a credit at the end of this can have."""
    lower = tail.lower()
    if any(form in lower for form in forms if form in _LABELS):
        yield _LABELLED
    if any(form in tail for form in forms if form in _AGENCIES):
        yield _AGENCY_PHOTO
    if _DIVIDER.search(tail):
        yield _SLASHED


def _stands(found: re.Match[str], said: str, pattern: re.Pattern[str]) -> bool:
    """A name must be that of an outlet or picture house; a label must open the line or follow a
    sentence.
    """
    before = said[: found.start()]
    if pattern is _SLASHED:
        return any(_is_house(found[group]) for group in ("house", "via") if found[group])
    opens = bool(_SENTENCE_BEFORE.search(before)) or found[0][:1] in "(["
    if pattern is _AGENCY_PHOTO:
        return opens and (
            bool(before) or "/" in found[0] or "hoto" in found[0] or "mages" in found[0]
        )
    return opens


def _is_house(name: str) -> bool:
    return len(name) <= 60 and (key(name) in _HOUSES or find(name) is not None)


def _line_above(page: Page, place: int, *, has_caption: bool, headed: bool) -> Iterator[Mark]:
    """The picture's description on the line directly above its credit."""
    if not place:
        return
    above, line = page.lines[place - 1], page.lines[place]
    if len(above.text) > 250 or (above.is_prose and len(above.text) > 200):
        return
    is_close = (
        line.gap == 1 and page.parted_by_blanks and (above.gap > 1 or (place == 1 and headed))
    )
    alone = not has_caption and place <= page.body and (place > 1 or headed) and above.ends_sentence
    if (is_close and above.ends_sentence and (place > 1 or headed)) or alone:
        yield "caption", above.start, above.end

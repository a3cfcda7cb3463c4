"""Photo credits and captions: what stands under a picture, scraped into the text.

A credit is known by its form ("Jane Roe/Getty Images", "(AP Photo/…)", "Photo: …"); a caption by
the credit that follows it, on its own line or the line below.

  page ─lines that end in a credit─▶ credit ─sentences before it, line above it─▶ caption
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.documents.layout import CAPITALS, Page
from sayso.documents.openings import Mark
from sayso.documents.signs import INNER_SPACES, SPACES, Held
from sayso.lexicon import words
from sayso.outlets.table import find, key
from sayso.patterns import pattern

# characters of caption and credit on one line; a paragraph that ends in a source is longer
_MAX_CAPTION = 420
_TAIL = 170  # characters from the line's end in which its credit begins
_PARTICLE = "de|da|del|van|von|der|al|el|bin|la|le|di"
_WORD = rf"(?:(?:[{CAPITALS}]\.){{1,3}}|[{CAPITALS}][\w'’\-]{{0,24}}|{_PARTICLE})"
_WHO = rf"{_WORD}(?: {_WORD}){{0,5}}"
_HOUSE = rf"[{CAPITALS}i][\w.&!'’-]*(?: [{CAPITALS}][\w.&!'’-]*){{0,4}}"
_END = r"(?:,? (?:[Ff]ile(?: [Pp]hoto)?|FILE|[Pp]ool))?\s*[)\]]*\.?$"
_SLASHED = pattern(
    rf"\(?(?:Photos? (?:by|from) )?(?P<who>{_WHO}) ?(?:/|\s[|•–—-]\s) ?(?P<house>{_HOUSE})"
    rf"(?: ?(?:/|via|for) ?(?P<via>{_HOUSE}))?{_END}"
)
_AGENCY_PHOTO = pattern(
    rf"[(\[]?(?:(?:AP|Reuters|REUTERS|AFP|EPA|UPI|Getty|Associated Press)"
    rf"(?: (?:Photo|File Photo|Images|File|file photo))?)"
    rf"(?: ?[/:|] ?{_WHO}(?:,? {_WHO})?)?{_END}"
)
_LABELLED = pattern(
    r"[(\[]?(?:photo|photograph|photography|image|picture|photos (?=by|from|courtesy)"
    r"|photo illustration|illustration|screenshot|video still)"
    r"(?: credits?| source| courtesy)?(?: ?(?:by|from|via|of|courtesy of)\b| ?:)"
    r" ?[^.!?]{2,90}[)\]]?\.?$",
    re.I,
)
_LABELS = (
    *("photo", "photograph", "photography", "image", "picture", "still"),
    *("illustration", "screenshot"),
)
# What stands in every text with a labelled credit.
LABELLED = (
    *("photos by", "photos from", "photos courtesy"),
    *(
        label + more + space + by
        for label in _LABELS
        for more in ("", " credit", " credits", " source", " courtesy")
        for space in ("", " ")
        for by in ("by", "from", "via", "of", "courtesy of", ":")
    ),
)
# The forms, each with what it has in a line's last characters; those without are passed over.
_AGENCIES = ("AP", "Reuters", "REUTERS", "AFP", "EPA", "UPI", "Getty", "Associated Press")
_FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_LABELLED, ("photo", "image", "picture", "illustration", "screenshot", "video")),
    (_AGENCY_PHOTO, _AGENCIES),
    (_SLASHED, ("/", "|", "•", " –", " —", " -")),
)
_DIVIDING = "|•–—-"  # with white space around it
# What stands in every line with another credit: a mark that divides two names, or an agency's name
# with what may follow it there.
SIGNED = (
    *("/", "|", "•"),
    *(f" {sign}{space}" for sign in _DIVIDING for space in SPACES),
    *(f"{space}{sign}" for space in INNER_SPACES - {" "} for sign in _DIVIDING),
    *(name.lower() + end for name in set(_AGENCIES) for end in (*"/:|,)].", *SPACES)),
)
# Small letters that a credit of the other kinds may end with: particles of names, marks of files.
_SMALL_ENDS = frozenset({*_PARTICLE.split("|"), "file", "photo", "pool"})
_SMALL_WORDS = _SMALL_ENDS | {"via", "for"}
_QUOTES = '”"'
_LAST_WORD = 40  # bytes from a line's end in which its last word begins
_QUOTES_IN_UTF8 = tuple(mark.encode() for mark in _QUOTES)
_OF_NAMES = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789i"
)  # what a plain last word of a name begins with; an iStock
_SMALL_ENDS_IN_UTF8 = frozenset(end.encode() for end in _SMALL_ENDS)
_SENTENCE_BEFORE = pattern(r"(?:[.!?…|–—)\]][\"”’)]*|^)\s*$")


def pictures(page: Page, held: Held, *, headed: bool = False) -> Iterator[Mark]:
    """Marks of credits and captions; one may stand first where the title is a field (`headed`).
    `held` are the signs of the text: without a label no line is looked at for one.
    """
    for place, labelled in _looked_at(page, held):
        said = page.said[place]
        if len(said) > _MAX_CAPTION or not (labelled or _may_be_signed(said)):
            continue
        start = _credit_start(said, labelled=labelled)
        if start is None:
            continue
        first = page.starts[place]
        yield "credit", first + start, first + len(said)
        said = said[:start].rstrip(" (–—|-")
        if said:
            yield "caption", first, first + len(said)
        yield from _line_above(page, place, has_caption=bool(said), headed=headed)


def _looked_at(page: Page, held: Held) -> Iterator[tuple[int, bool]]:
    """Indexes of the lines that may end in a credit, and whether it may be one with a label."""
    if "odd" in held:
        yield from ((place, True) for place in range(len(page.said)))
        return
    labels = page.lines_at(held["labelled"]) if "labelled" in held else ()
    offsets = held.get("signed", ())
    if page.plain:
        offsets = _where_names_end(page.utf8, offsets)
    signed = page.lines_at(offsets) if offsets else ()
    yield from ((place, place in labels) for place in sorted({*labels, *signed}))


def _where_names_end(utf8: bytes, offsets: Iterable[int]) -> list[int]:
    """Of offsets of the text in UTF-8 one in each line that does not end with a plain word or a
    quotation mark, as most lines do.
    """
    found: list[int] = []
    end = -1
    for at in sorted(offsets):
        if at < end:
            continue  # of the same line
        end = utf8.find(b"\n", at)
        end = len(utf8) if end < 0 else end
        core = utf8[max(0, end - _LAST_WORD) : end].rstrip(b".)] ")
        start = core.rfind(b" ") + 1
        if start and core[start:].isalnum():
            if core[start] in _OF_NAMES or core[start:] in _SMALL_ENDS_IN_UTF8:
                found.append(at)
        elif not core.endswith(_QUOTES_IN_UTF8):
            found.append(at)
    return found


def _may_be_signed(said: str) -> bool:
    """False for most lines of prose: they end with a closing quotation mark, or a word in small
    letters, and no name does; or the names at their end have no agency and nothing that divides.
    """
    core = said.rstrip(".)] ")
    start = core.rfind(" ") + 1
    last = core[start:]
    if last.isalnum():
        if last[0].islower() and last[0] != "i" and last not in _SMALL_ENDS:
            return False
    elif not last or last[-1] in _QUOTES:
        return False
    lowest = max(0, len(said) - _TAIL)
    while start > lowest:
        end = start - 1
        start = said.rfind(" ", 0, end) + 1
        first = said[start]
        # a name goes on: a capital, an iStock, a particle, a mark that divides
        if first.islower() and first != "i" and said[start:end] not in _SMALL_WORDS:
            break
    names = said[max(0, start - 1) :]
    if "/" in names or "|" in names or "•" in names or " –" in names or " —" in names:
        return True
    return " -" in names or any(map(names.__contains__, _AGENCIES))


def _credit_start(said: str, *, labelled: bool) -> int | None:
    """Where the credit at the end of a line begins, None where there is none."""
    first = max(0, len(said) - _TAIL)
    tail = said[first:]
    for form, signs in _FORMS if labelled else _FORMS[1:]:
        held = tail.lower() if form is _LABELLED else tail
        if not any(map(held.__contains__, signs)):
            continue
        for found in form.finditer(said, first):
            if _stands(found, said, form):
                return found.start()
    return None


def _stands(found: re.Match[str], said: str, form: re.Pattern[str]) -> bool:
    """A name must be that of an outlet or picture house; a label must open the line or follow a
    sentence.
    """
    before = said[: found.start()]
    if form is _SLASHED:
        return any(_is_house(found[group]) for group in ("house", "via") if found[group])
    opens = bool(_SENTENCE_BEFORE.search(before)) or found[0][:1] in "(["
    if form is _AGENCY_PHOTO:
        return opens and (
            bool(before) or "/" in found[0] or "hoto" in found[0] or "mages" in found[0]
        )
    return opens


def _is_house(name: str) -> bool:
    return len(name) <= 60 and (key(name) in _houses() or find(name) is not None)


@lru_cache(maxsize=1)
def _houses() -> frozenset[str]:
    return frozenset(key(name) for name in words("photo_houses"))


def _line_above(page: Page, place: int, *, has_caption: bool, headed: bool) -> Iterator[Mark]:
    """The picture's description on the line directly above its credit."""
    if not place:
        return
    above, line = page.line(place - 1), page.line(place)
    if len(above.text) > 250 or (above.is_prose and len(above.text) > 200):
        return
    is_close = (
        line.gap == 1 and page.parted_by_blanks and (above.gap > 1 or (place == 1 and headed))
    )
    alone = not has_caption and place <= page.body and (place > 1 or headed) and above.ends_sentence
    if (is_close and above.ends_sentence and (place > 1 or headed)) or alone:
        yield "caption", above.start, above.end

"""What a page hangs on an article: newsletter, contact, sharing and copyright lines, and who
reported it.

Known lines are in `lexicon/en/furniture.tsv`. In text without lines and marks only fixed wordings
are taken, since nothing else there shows where an article ends.

    page ──known lines, closing sentences, fixed wordings──▶ (kind, start, end)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from sayso.documents.layout import Line, Page
from sayso.documents.openings import Mark
from sayso.documents.signs import Held, Sign
from sayso.lexicon import table
from sayso.model import PartKind
from sayso.patterns import pattern

_MAX_LINE = 250  # characters of a known line; a longer one is prose that begins alike
_MAX_CONTACT = 160  # characters of a closing line with an address
_MAX_LABEL = 60  # characters of "whole" lines
_LETTERS = 4  # of a line that are looked at first
_HEAD = 120  # characters that hold the phrase of a known line
_LAST = 600  # characters from a text's end in which a text without lines may carry its tail
_WORD = pattern(r"[^\W_]+")
_FIRST_TWO = pattern(r"[\W_]*([^\W_]+)(?:[\W_]+([^\W_]+))?")
_MAIL = r"[\w.+\-]{1,40}@[\w\-]{1,40}(?:\.[\w\-]{2,20}){1,3}"
_FOLDED_MAIL = r"\w{2,30}(?: \w{1,20}){0,2}? (?:at )?\w{2,30} (?:com|org|net|co uk|edu|gov|info)\b"
_FOLDED_CONTACT = pattern(
    rf"\b(?:contact us|write to us|email us|e mail us|reach us) at {_FOLDED_MAIL}"
)
_HANDLE = pattern(
    r"follow\b.{0,80}\bon (?:twitter|facebook|instagram)\b.{0,60}"
    r"|(?:(?:on )?twitter:? )?@\w{2,20}",
    re.I,
)
_REPORTING = pattern(
    r"[(\[]?(?:with )?(?:additional )?(?:(?:material|files)(?= from)"
    r"|reporting|writing|research|editing|translation|compiled|production)"
    r"(?: and (?:writing|editing|reporting))? (?:by|from) [^()\[\]]{3,300}[)\]]?\.?",
    re.I,
)
_REPORTING_WORDS = (
    "material", "files", "reporting", "writing", "research", "editing", "translation", "compiled",
    "production",
)  # fmt: skip
_FOLDED_REPORTING = pattern(
    r"\bwith (?:(?:additional )?reporting (?:by|from)|(?:material|files) from)((?: \w+){1,8})"
)
_CONTRIBUTED = pattern(
    r"contributing:? .{3,200}"
    r"|.{3,200}\bcontributed (?:to (?:this|the) (?:report|story|article|post|piece)"
    r"|reporting|research|from \w+)\b.{0,60}",
    re.I,
)
_ROLES = (
    "writer", "reporter", "editor", "correspondent", "columnist", "contributor", "fellow",
    "blogger", "producer", "professor", "author", "host", "analyst",
)  # fmt: skip
_BIO = pattern(
    r"(?:the author |the writer )?.{0,80}\b(?:is|are|was) (?:an? |the )?(?:\w+[\s-]){0,6}"
    rf"(?:{'|'.join(_ROLES)})s?\b.{{0,180}}",
    re.I,
)
_IS = pattern(r"\b(?:is|are|was) ")
# What a text holds that has such a line, beside the known ones; most have none of it.
TAIL_SIGNS: Mapping[Sign, tuple[str, ...]] = {
    "reporting": tuple(f"{word} {by} " for word in _REPORTING_WORDS for by in ("by", "from")),
    "closing": ("contribut", "@", "on twitter", "on facebook", "on instagram"),
    "contact": (" us at ",),
    "role": _ROLES,
}


def tails(page: Page, held: Held) -> Iterator[Mark]:
    """Marks of everything hung on, in no order; `held` are the signs of the text."""
    said = page.said
    last = len(said) - 1
    late = max(last - 3, page.body + 1)  # from here on a line may say who the writer is
    for place in _known_lines(said):
        line = said[place]
        if _may_be_known(line) and (kind := _known_kind(line)):
            yield kind, page.starts[place], page.starts[place] + len(line)
    if held:
        yield from _closing_lines(page, held, late)
        if "reporting" in held or "contact" in held:
            yield from _folded_tail(page)


def _closing_lines(page: Page, held: Held, late: int) -> Iterator[Mark]:
    """Marks of lines that say who reported, who the writer is and how to reach them."""
    said, last = page.said, len(page.said) - 1
    closing = _lines_with(("reporting", "closing"), page, held)
    told = _lines_with(("role",), page, held, late) if late <= last else ()
    if not (closing or told):
        return
    for place in sorted({*closing, *(place for place in told if place >= late)}):
        if len(said[place]) <= _MAX_LINE:
            yield from _closing_line(page.line(place), is_last=place >= late)
        elif place >= last - 2 and place in closing:
            yield from _closing_sentence(page.line(place))


def _known_lines(said: list[str]) -> list[int]:
    """Indexes of the lines that may begin with a phrase: most are too long, or begin with a word
    that no phrase begins with.
    """
    long, short = _first_letters()
    found: list[int] = []
    for place, line in enumerate(said):
        if len(line) > _MAX_LINE:
            continue
        head = line[:_LETTERS].lower()
        if not head[0].isalpha():  # most often a quotation mark
            head = line[1 : _LETTERS + 1].lower()
        if head not in long:
            word, blank, _ = head.partition(" ")
            if word.isalpha() and not (blank and word in short):
                continue
        found.append(place)
    return found


def _lines_with(signs: tuple[Sign, ...], page: Page, held: Held, first: int = 0) -> Sequence[int]:
    """Indexes of the lines, those from `first` on for sure, in which a sign stands; all where
    nobody knows.
    """
    if "odd" in held:
        return range(len(page.said))
    least = page.starts[first] if first else 0  # no offset in UTF-8 is less than that in the text
    offsets = [at for sign in signs if sign in held for at in held[sign] if at >= least]
    return page.lines_at(offsets) if offsets else ()


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, PartKind], dict[str, PartKind]]:
    starts: dict[str, PartKind] = {}
    wholes: dict[str, PartKind] = {}
    for phrase, how, kind in table("furniture"):
        (wholes if how == "whole" else starts)[phrase] = kind  # type: ignore[assignment]
    return starts, wholes


@lru_cache(maxsize=1)
def _in_prose() -> frozenset[str]:
    """Phrases that open sentences too: "Also on Tuesday, the court sat."."""
    return frozenset(phrase for phrase, how, _ in table("furniture") if how == "open")


@lru_cache(maxsize=1)
def _openings() -> dict[str, frozenset[str]]:
    """First words of the phrases, and the second ones after each ("" where there is none)."""
    parts = [phrase.split(" ") for phrases in _phrases() for phrase in phrases]
    firsts = {first for first, *_ in parts}
    return {
        word: frozenset(rest[0] if rest else "" for first, *rest in parts if first == word)
        for word in firsts
    }


@lru_cache(maxsize=1)
def _first_letters() -> tuple[frozenset[str], frozenset[str]]:
    """The first letters of the phrases, and the first words that are shorter than that."""
    words = _openings().keys()
    short = frozenset(word for word in words if len(word) < _LETTERS)
    return frozenset(word[:_LETTERS] for word in words), short


def _may_be_known(said: str) -> bool:
    """False for most lines: their first two words begin no phrase."""
    words = _FIRST_TWO.match(said, 0, _HEAD)
    if words is None or (seconds := _openings().get(words[1].lower())) is None:
        return False
    return "" in seconds or (words[2] or "").lower() in seconds


@lru_cache(maxsize=4096)  # what a site hangs on one article it hangs on all
def _known_kind(said: str) -> PartKind | None:
    """What a line is that begins with, or is, a known phrase. One that reads on as prose is left
    alone.
    """
    starts, wholes = _phrases()
    folded = _WORD.findall(said[:_HEAD].lower())
    if kind := wholes.get(" ".join(folded)) if len(said) <= _MAX_LABEL else None:
        return kind
    for size in range(min(8, len(folded)), 0, -1):
        phrase = " ".join(folded[:size])
        if kind := starts.get(phrase):
            reads_on = said.rstrip('”"’ ').endswith((".", "?", "!"))
            return None if reads_on and phrase in _in_prose() else kind
    return None


def _closing_line(line: Line, *, is_last: bool) -> Iterator[Mark]:
    said, lower = line.text, line.text.lower()
    if _is_contact(said, lower, is_last=is_last):
        yield "contact", line.start, line.end
    elif _is_credit(said, lower):
        yield "credit", line.start, line.end
    elif is_last and said[:1].isupper() and _IS.search(lower) and _BIO.fullmatch(said):
        yield "boilerplate", line.start, line.end


def _is_contact(said: str, lower: str, *, is_last: bool) -> bool:
    """Plain words are looked for first: most lines have none of them."""
    if is_last and "@" in said and len(said) < _MAX_CONTACT and re.search(_MAIL, said):
        return True
    return ("@" in said or "follow" in lower) and bool(_HANDLE.fullmatch(said))


def _is_credit(said: str, lower: str) -> bool:
    return (
        any(word in lower for word in _REPORTING_WORDS) and bool(_REPORTING.fullmatch(said))
    ) or ("contribut" in lower and bool(_CONTRIBUTED.fullmatch(said)))


def _closing_sentence(line: Line) -> Iterator[Mark]:
    """The last sentence of a long paragraph: `(Reporting by …; Editing by …)`."""
    offset = max(0, len(line.text) - _LAST)
    for found in _REPORTING.finditer(line.text, offset):
        before = line.text[offset : found.start()].rstrip()
        if found.end() >= len(line.text) - 1 and (
            found[0][:1] in "([" or before.endswith((".", "!", "?", "”", '"', ")"))
        ):
            yield "credit", line.start + found.start(), line.start + found.end()
            return


def _folded_tail(page: Page) -> Iterator[Mark]:
    """Fixed wordings in lower-cased text without marks, where lines say nothing."""
    contacts = []
    for found in _FOLDED_CONTACT.finditer(page.text) if " us at " in page.text else ():
        contacts.append(found.start())
        yield "contact", found.start(), found.end()
    offset = max(0, len(page.text) - _LAST)
    for found in _FOLDED_REPORTING.finditer(page.text, offset):
        stop = min([found.end(), *(at for at in contacts if at >= found.start(1))])
        yield "credit", found.start(), found.start() + len(page.text[found.start() : stop].rstrip())

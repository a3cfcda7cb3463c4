"""What a page hangs on an article: newsletter, contact, sharing and copyright lines, and who
reported it.

Known lines are in `lexicon/en/furniture.tsv`. In text without lines and marks only fixed wordings
are taken, since nothing else there shows where an article ends.

    page ──known lines, closing sentences, fixed wordings──▶ (kind, start, end)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.documents.layout import Line, Page
from sayso.documents.openings import Mark
from sayso.lexicon import table
from sayso.model import PartKind

_MAX_LINE = 250  # characters of a known line; a longer one is prose that begins alike
_MAX_LABEL = 60  # characters of "whole" lines
_LAST = 600  # characters from a text's end in which a text without lines may carry its tail
_WORD = re.compile(r"[^\W_]+")
_MAIL = r"[\w.+\-]{1,40}@[\w\-]{1,40}(?:\.[\w\-]{2,20}){1,3}"
_FOLDED_MAIL = r"\w{2,30}(?: \w{1,20}){0,2}? (?:at )?\w{2,30} (?:com|org|net|co uk|edu|gov|info)\b"
_CONTACT = re.compile(
    rf"(?:(?:you can )?(?:contact|reach|e-?mail|write to|write|tweet)(?: \w+){{0,4}}? at"
    rf"|(?:send|submit)(?: \w+){{0,4}} to"
    rf"|follow (?:\w+ ){{0,3}}on twitter"
    rf"|email:?|e-mail:?|contact:?|questions\?|tips\?)[^.!?@]{{0,60}}{_MAIL}[^.!?]{{0,80}}[.!]?",
    re.I,
)
_FOLDED_CONTACT = re.compile(
    rf"\b(?:contact us|write to us|email us|e mail us|reach us) at {_FOLDED_MAIL}"
)
_HANDLE = re.compile(
    r"(?:follow\b.{0,80}\bon (?:twitter|facebook|instagram)\b.{0,60}|(?:twitter|on twitter):? @\w{2,20}|@\w{2,20})",
    re.I,
)
_REPORTING = re.compile(
    r"[(\[]?(?:with )?(?:additional )?(?:(?:material|files)(?= from)"
    r"|reporting|writing|research|editing|translation|compiled|production)"
    r"(?: and (?:writing|editing|reporting))? (?:by|from) [^()\[\]]{3,300}[)\]]?\.?",
    re.I,
)
_REPORTING_WORDS = (
    "material",
    "files",
    "reporting",
    "writing",
    "research",
    "editing",
    "translation",
    "compiled",
    "production",
)
_FOLDED_REPORTING = re.compile(
    r"\bwith (?:(?:additional )?reporting (?:by|from)|(?:material|files) from)((?: \w+){1,8})"
)
_CONTRIBUTED = re.compile(
    r"contributing:? .{3,200}|.{3,200}\bcontributed (?:to (?:this|the) (?:report|story|article|post|piece)"
    r"|reporting|research|from \w+)\b.{0,60}",
    re.I,
)
_CREDIT_AND_CONTACT = re.compile(r"([^@.]{8,150}\.)\s+([A-Z][^@]{4,60}@.{4,60})")
_REPORTED_FROM = re.compile(
    r"[A-Z][\w'’\-]+ (?:[A-Z][\w'’.\-]+ ){1,3}reported from [A-Z][\w'’ ,\-]{2,60}(?:and .{3,120})?\."
)
_BIO = re.compile(
    r"(?:the author |the writer )?.{0,80}\b(?:is|are|was) (?:an? |the )?(?:\w+[\s-]){0,6}"
    r"(?:writer|reporter|editor|correspondent|columnist|contributor|fellow|blogger|producer|professor|author|host|analyst)s?\b"
    r".{0,180}",
    re.I,
)
_FOLDED_FIXED: tuple[tuple[str, PartKind], ...] = (
    ("sign up for our newsletter", "newsletter"),
    ("subscribe to our newsletter", "newsletter"),
    ("follow us on twitter", "newsletter"),
    ("follow us on facebook", "newsletter"),
    ("like us on facebook", "newsletter"),
    ("all rights reserved", "boilerplate"),
)


def tails(page: Page) -> Iterator[Mark]:
    """Marks of everything hung on, in no order."""
    last = len(page.lines) - 1
    for place, line in enumerate(page.lines):
        if len(line.text) <= _MAX_LINE:
            yield from _credit_then_contact(line)
            yield from _known_line(line)
            yield from _closing_line(line, is_last=place >= last - 3 and place > page.body)
        elif place >= last - 2:
            yield from _closing_sentence(line)
    yield from _folded_tail(page)


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, PartKind], dict[str, PartKind]]:
    starts: dict[str, PartKind] = {}
    wholes: dict[str, PartKind] = {}
    for phrase, how, kind in table("furniture"):
        (starts if how == "start" else wholes)[phrase] = kind  # type: ignore[assignment]
    return starts, wholes


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrases in _phrases() for phrase in phrases)


def _known_line(line: Line) -> Iterator[Mark]:
    """A line that begins with, or is, a known phrase. One that reads on as prose is left alone."""
    starts, wholes = _phrases()
    head = line.text[:120].lower()
    opening = _WORD.search(head)
    if opening is None or opening[0] not in _first_words():
        return
    folded = _WORD.findall(head)
    if kind := wholes.get(" ".join(folded)) if len(line.text) <= _MAX_LABEL else None:
        yield kind, line.start, line.end
        return
    for size in range(min(8, len(folded)), 0, -1):
        if kind := starts.get(" ".join(folded[:size])):
            yield kind, line.start, line.end
            return


def _credit_then_contact(line: Line) -> Iterator[Mark]:
    """Who reported and where to write, one sentence each, on one line."""
    both = _CREDIT_AND_CONTACT.fullmatch(line.text) if "@" in line.text else None
    if both and _REPORTING.fullmatch(both[1]) and re.search(_MAIL, both[2]):
        yield "credit", line.start, line.start + both.end(1)
        yield "contact", line.start + both.start(2), line.end


def _closing_line(line: Line, *, is_last: bool) -> Iterator[Mark]:
    said, lower = line.text, line.text.lower()
    if _is_contact(said, lower, is_last=is_last):
        yield "contact", line.start, line.end
    elif _is_credit(said, lower):
        yield "credit", line.start, line.end
    elif is_last and _BIO.fullmatch(said) and said[:1].isupper():
        yield "boilerplate", line.start, line.end


def _is_contact(said: str, lower: str, *, is_last: bool) -> bool:
    """Plain words are looked for first: most lines have none of them."""
    if "@" in said and (
        _CONTACT.fullmatch(said) or (is_last and len(said) < 160 and re.search(_MAIL, said))
    ):
        return True
    return ("@" in said or "follow" in lower) and bool(_HANDLE.fullmatch(said))


def _is_credit(said: str, lower: str) -> bool:
    return (
        (any(word in lower for word in _REPORTING_WORDS) and bool(_REPORTING.fullmatch(said)))
        or ("contribut" in lower and bool(_CONTRIBUTED.fullmatch(said)))
        or ("reported from" in lower and bool(_REPORTED_FROM.fullmatch(said)))
    )


def _closing_sentence(line: Line) -> Iterator[Mark]:
    """The last sentence of a long paragraph: `(Reporting by …; Editing by …)`, `Contact us
    at …`.
    """
    offset = max(0, len(line.text) - _LAST)
    tail = line.text[offset:]
    lower = tail.lower()
    reporting = any(word in lower for word in _REPORTING_WORDS)
    for kind, pattern in (("credit", _REPORTING), ("contact", _CONTACT)):
        if not ("@" in tail if pattern is _CONTACT else reporting):
            continue
        for found in pattern.finditer(tail):
            before = tail[: found.start()].rstrip()
            if found.end() >= len(tail) - 1 and (
                found[0][:1] in "([" or before.endswith((".", "!", "?", "”", '"', ")"))
            ):
                yield kind, line.start + offset + found.start(), line.start + offset + found.end()  # type: ignore[misc]
                break


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
    for phrase, kind in _FOLDED_FIXED:
        place = page.text.find(phrase, offset)
        if place >= 0:
            yield kind, place, place + len(phrase)

"""What a text says of its own origin: agencies it credits, outlets whose work it hands on.

Only words that credit are counted: a dateline "(AP)", "contributed to this report", "told the
Morning Post". An outlet merely mentioned is not a trace.

    Document ──credits──▶ agencies ──cues around names──▶ outlets leaned on ──▶ Traces
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sayso.model import Document
from sayso.outlets.cues import handed_on, precedes
from sayso.outlets.declared import Basis, bases
from sayso.outlets.named import listed, named, places
from sayso.outlets.table import find, house, key, same, spellings
from sayso.spans import touching
from sayso.text import view

_CREDITS = frozenset({"credit", "source", "dc.source"})  # fields of what is declared
_LEAD = 0.35  # first share of a text: who is named here is who the story rests on
_BESIDE = 120  # characters around a passage: a sentence that says where it is from
_NEAR = 200  # characters around a quotation: the sentences that say to whom it was said
_CREDITED_BEFORE = re.compile(
    r"(?:(?:material|information|reporting|copy) from |(?:[Cc]opyright|©)[^.\n]{0,20})(?:[Tt]he )?$"
)
_CREDITED_AFTER = re.compile(r"(?: writers?| reporters?| staff)?[^.\n]{0,120} contributed to this")
_DASH = re.compile(r"\)? {0,2}[–—-]{1,2} ")
_SIGNED = re.compile(r"(?:[Ss]ource|[Vv]ia|[Bb]y|[Ff]rom) ?:? (?:the )?$")
_LINE_ENDS = re.compile(r"\s*(?:\n|$)")
_CONTEXT = 60  # characters before an agency's name that can hold a credit


@dataclass(frozen=True, eq=False)
class Traces:
    """The origin of a text by its own words; each is looked for when a rule asks for it."""

    doc: Document

    @cached_property
    def outlet(self) -> str:
        """The text's outlet; empty where it is not known."""
        return self.doc.outlet if self.doc.outlet and key(self.doc.outlet) else ""

    @cached_property
    def house(self) -> str:
        """Key of the outlet's owner, or of the outlet itself; empty where it is not known."""
        return house(self.outlet)

    @property
    def is_agency(self) -> bool:
        """The text is an agency's own."""
        known = find(self.outlet)
        return known is not None and known.kind == "agency"

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Agencies credited for its words (its own outlet where that is an agency)."""
        said = (value for field, value in self.doc.declared if field in _CREDITS)
        known = (find(name) for name in (*said, *self.doc.authors, self.outlet))
        credited = (
            name.outlet
            for name in listed(self.doc.text)
            if _is_credit(self.doc.text, name.start, name.end)
        )
        return frozenset(o.name for o in (*known, *credited) if o and o.kind == "agency")

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """Whose work the page, record or feed declares that the text rests on."""
        return bases(self.doc)

    @cached_property
    def leans(self) -> dict[str, tuple[int, bool]]:
        """Outlets whose work it hands on -> (times credited, credited near the start)."""
        return _leans(self.doc, self.outlet)


def traces(doc: Document) -> Traces:
    """Traces of a document's origin in its record and its text.

    >>> text = "OSLO (AP) — The ferry, the mayor told the Harbour Gazette, was late."
    >>> found = traces(Document("a", text, outlet="Fjord Post"))
    >>> sorted(found.agencies), found.leans
    (['AP'], {'Harbour Gazette': (1, False)})
    """
    return Traces(doc)


def _is_credit(text: str, start: int, end: int) -> bool:
    """True where an agency's name credits it for the words: a dateline, a last line, "told AP"."""
    lead = text[max(0, start - _CONTEXT) : start]
    return bool(
        (lead.endswith("(") and text[end : end + 1] == ")")
        or (" " not in text[start:end] and _DASH.match(text, end))
        or _CREDITED_AFTER.match(text, end)
        or _CREDITED_BEFORE.search(lead)
        or (_SIGNED.search(lead) and _LINE_ENDS.match(text, end))
        or precedes(text, start, "told", "seen")
    )


def _leans(doc: Document, own: str) -> dict[str, tuple[int, bool]]:
    text = doc.text
    found: dict[str, tuple[int, bool]] = {}
    for one in named(text):
        agency = one.outlet is not None and one.outlet.kind == "agency"
        if agency or (own and same(one.name, own)) or not handed_on(text, one.start, one.end):
            continue
        if touching(view(text).quoted, (one.start, one.start + 1)):
            continue  # whom a speaker names is no source of the writer's
        name = one.outlet.name if one.outlet else one.name
        times, lead = found.get(name, (0, False))
        found[name] = times + 1, lead or one.start < _LEAD * len(text)
    return found


def times_credited(text: str, outlet: str) -> int:
    """How often `text` hands on the work of an outlet.

    >>> times_credited("He told the Daily Lamp so. The Daily Lamp’s story stands.", "Daily Lamp")
    2
    >>> times_credited("In no time, reports came in; by that time said to be false.", "Time")
    0
    """
    return sum(handed_on(text, at.start(), at.end()) for at in places(text, [outlet]))


def names_beside(text: str, span: tuple[int, int], outlet: str) -> bool:
    """True when an outlet stands right before or after a stretch of the text, as a digest credits.

    >>> names_beside("“The bridge fell.” (Ann Poe, The Daily Lamp)", (1, 17), "Daily Lamp")
    True
    >>> names_beside("“It fell. Nobody knew.”\\n\\nAnn Poe, Lamp\\n\\nMore", (1, 9), "Lamp")
    True
    """
    around = f" {text[max(0, span[0] - _BESIDE) : span[0]]} | {text[span[1] : span[1] + _BESIDE]} "
    if any(" " in met[0] for met in places(around, [outlet])):
        return True
    credit = _CREDIT_LINE.search(text, span[1], span[1] + _TO_CREDIT)
    return credit is not None and key(credit[1]) in map(key, spellings(outlet))


# "Ann Poe, The Daily Lamp" after a closing mark, at a line's end or in brackets: how a digest
# credits what it quotes.
_CREDIT_LINE = re.compile(
    r"[”\"][ \t]*(?:\n\s*)?\(?[A-Z][^,\n()]{2,60}, ([A-Z][^,\n()]{1,40}?)\)?\s*(?=\n|$)"
)
_TO_CREDIT = 800  # characters from a passage to the credit of the quotation that it is part of
_DIGEST = 4  # quotations so credited that make a text a digest


def is_digest(text: str) -> bool:
    """True for a text that strings quotations of outlets together, each with its author and outlet.

    >>> is_digest("“A bridge.”\\nAnn Poe, Evening Post\\n“A ship.”\\nBo Lee, Morning Sun\\n" * 2)
    True
    """
    credited = (f"the {credit[1]}" for credit in _CREDIT_LINE.finditer(text))
    return (
        sum(any(one.end == len(credit) for one in named(credit)) for credit in credited) >= _DIGEST
    )


def credited_near(text: str, span: tuple[int, int], names: frozenset[str]) -> bool:
    """True when one of the outlets stands in a passage or around it: not far before it, or in its
    paragraph.

    >>> said = "“It fell,” he told the Lamp.\\n\\nThe Post was late."
    >>> [credited_near(said, (1, 8), frozenset({name})) for name in ("Lamp", "Post")]
    [True, False]
    """
    line = text.find("\n", span[1])
    until = min(span[1] + _NEAR, line if line >= 0 else len(text))
    return any(True for _ in places(text[max(0, span[0] - _NEAR) : until], names))

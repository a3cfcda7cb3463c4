"""The cast of an article: who is named, with which title, and the fullest form of each name.

    names (or spaCy's entities) ──▶ Mention ──surname found in a longer name──▶ display name
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Document, Name, NameKind
from sayso.readings.parse import Piece

_KINDS: dict[str, NameKind] = {"PERSON": "person", "ORG": "org", "GPE": "place", "NORP": "group", "FAC": "other"}
_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(r"(?:['’]s?)?[\s,.]*$")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset({"al", "el", "de", "von", "van", "bin", "the"})
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir gen lt col maj brig brigadier capt adm sgt army navy marine marines rep sen gov president"
    " vice minister prime secretary senator governor general judge justice congressman congresswoman ambassador"
    " chairman chairwoman director professor king queen prince princess pope mayor speaker attorney".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: offsets in the document, bare name, kind, and the lower-cased words before it."""

    start: int
    end: int
    name: str
    kind: NameKind
    title: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Folded words of the name without "Jr." and the like."""
        return name_words(self.name)


def name_words(name: str) -> tuple[str, ...]:
    """Lower-cased words of a name, suffixes left out.

    >>> name_words("William H. Seely III")
    ('william', 'h', 'seely')
    """
    words = tuple(w.lower() for w in _WORD.findall(name))
    return tuple(w for w in words if w not in _SUFFIXES) or words


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a document in the order of the text."""

    mentions: tuple[Mention, ...]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that overlap the stretch."""
        return [m for m in self.mentions if m.start < end and start < m.end]

    def full_name(self, mention: Mention) -> str:
        """The fullest name of the article that the mention can stand for: before it if there is one, else after it."""
        if mention.kind != "person" or not mention.words:
            return mention.name
        fuller = [m for m in self.mentions if m.kind == "person" and _stands_for(mention.words, m.words)]
        before = [m for m in fuller if m.start < mention.start]
        chosen = before[-1:] or fuller[:1]
        return max([*chosen, mention], key=lambda m: len(m.words)).name

    def titled(self, noun: str, before: int) -> Mention | None:
        """The last person named before the offset whose title holds the noun: "the president" after "President X"."""
        held = [m for m in self.mentions if m.start < before and m.kind == "person" and noun in m.title]
        return held[-1] if held else None


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(full) > len(short) and short[-1] == full[-1] and set(short) <= set(full) and full[0] not in _PARTICLES


def cast_of(doc: Document, pieces: Sequence[Piece], names: Sequence[Name]) -> Cast:
    """The cast from recognised names, or from the parser's own entities where none are given."""
    if names:
        found = [_mention(doc.text, n.at.start, n.at.end, n.kind) for n in names]
    else:
        found = [
            _mention(doc.text, p.base + e.start_char, p.base + e.end_char, _KINDS[e.label_])
            for p in pieces
            for e in p.tokens.ents
            if e.label_ in _KINDS
        ]
    return Cast(tuple(sorted((m for m in found if m is not None), key=lambda m: (m.start, -m.end))))


def _mention(text: str, start: int, end: int, kind: NameKind) -> Mention | None:
    tail = _TAIL.search(text, start, end)
    bare_end = tail.start() if tail and tail.start() > start else end
    if text[bare_end - 1 : bare_end + 1].endswith(".") and bare_end < end:
        bare_end += 1
    head = [w for w in _WORD.finditer(text, start, bare_end)]
    while kind == "person" and len(head) > 1 and head[0][0].lower() in _TITLES:
        head = head[1:]
    if not head:
        return None
    name = " ".join(text[head[0].start() : bare_end].split())
    before = tuple(w.lower() for w in _WORD.findall(text[max(0, start - 60) : head[0].start()])[-5:])
    return Mention(head[0].start(), bare_end, name, kind, before if kind == "person" else ())

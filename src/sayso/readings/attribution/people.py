"""The cast of an article: who is named, with which title, and the fullest form of each name.

names ──surname in a longer name──▶ display name; titles, appositions ──▶ who holds which office
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Document, Name
from sayso.readings.attribution.offices import offices_of
from sayso.readings.page.parse import Piece
from sayso.text import Span

_WORD = re.compile(r"[^\W_]+")
_MOST_BEFORE = 4  # words before a title that say which office it is
_HIS_KIN = re.compile(r",\s+(?:his|her|their)\s+(?:late\s+|elder\s+|older\s+|younger\s+)?(\w+)")
_LONGEST_CHARACTERS = 200  # characters of a name; longer ones are not looked for
_KEPT_MENTIONS = 400  # mentions of one surname that are kept for looking up its full form
_PEOPLE_ENDINGS = ("ists", "ers", "ors", "ans", "ees", "ists", "ist", "man", "woman")
_SAYS = frozenset(
    {"say", "tell", "add", "explain", "recall", "complain", "admit", "ask", "joke", "testify"}
)
_NO_DOERS = frozenset(
    [
        "paper",
        "newspaper",
        "letter",
        "order",
        "center",
        "tower",
        "number",
        "poster",
        "computer",
        "server",
    ]
)
# words before the name of a group that leave open who of it is meant
SOME_OF = frozenset({"a", "an", "one", "some", "several", "many", "few", "most", "other", "two"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset({"al", "el", "de", "von", "van", "bin", "the"})


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """Lower-cased words of a name, suffixes left out.

    >>> name_words("Karl H. Ostrow III")
    ('karl', 'h', 'ostrow')
    """
    parts = tuple(w.lower() for w in _WORD.findall(name))
    return tuple(w for w in parts if w not in _SUFFIXES) or parts


@dataclass(frozen=True, slots=True)
class Cast:
    """All names of a text in the order of the text, their starts, and the people by surname and by
    office; `opened` the full names by their first word, which is the family's in the East;
    `aside` the stretches whose names nobody goes on about (`asides`).
    """

    text: str
    names: tuple[Name, ...]
    starts: tuple[int, ...]
    people: Mapping[str, tuple[Name, ...]]
    offices: Mapping[str, tuple[tuple[Name, frozenset[str]], ...]]
    opened: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    aside: tuple[Span, ...] = ()

    def printed(self, name: Name) -> str:
        """The name as printed, on one line."""
        return " ".join(name.at.cut(self.text).split())

    def parts(self, name: Name) -> tuple[str, ...]:
        """Lower-cased words of the name without "Jr." and the like."""
        return name_words(self.printed(name))

    def key(self, name: Name) -> frozenset[str]:
        """Words of the name, and of the title or kinship before it."""
        return frozenset((*_title(name), *self._kin(name), *self.parts(name)))

    def within(self, start: int, end: int) -> list[Name]:
        """Names that overlap the stretch."""
        first, stop = (
            bisect_left(self.starts, start - _LONGEST_CHARACTERS),
            bisect_left(self.starts, end),
        )
        return [n for n in self.names[first:stop] if start < n.at.end]

    def last_person(self, before: int) -> Name | None:
        """The last person named before the offset."""
        return next(self.people_before(before, len(self.names)), None)

    def people_before(self, before: int, most: int) -> Iterator[Name]:
        """People named before the offset, the last first, among the last `most` names; those named
        aside are left out.
        """
        stop = bisect_left(self.starts, before)
        for n in range(stop - 1, max(-1, stop - 1 - most), -1):
            name = self.names[n]
            if name.kind == "person" and name.at.end <= before and not self.is_aside(name.at.start):
                yield name

    def is_aside(self, at: int) -> bool:
        """True for an offset in a stretch that nobody goes on about."""
        nth = bisect_left(self.aside, (at + 1, 0)) - 1
        return nth >= 0 and at < self.aside[nth][1]

    def is_first(self, name: Name) -> bool:
        """True where the text names the person for the first time, and in full."""
        parts = self.parts(name)
        same = self.people.get(parts[-1], ()) if len(parts) > 1 else ()
        return bool(same) and same[0].at == name.at

    def surnames(self) -> frozenset[str]:
        """Last words of the people's names, as printed."""
        return frozenset(
            word
            for surname, same in self.people.items()
            for n in same
            if len(self.parts(n)) > 1
            for word in _WORD.findall(self.printed(n))[1:]
            if word[0].isupper() and word.lower() == surname
        )

    def full_name(self, name: Name) -> str:
        """The fullest name of the article that the name can stand for: before it if there is one,
        else after it.
        """
        parts, printed = self.parts(name), self.printed(name)
        if not parts or name.kind not in ("person", "other") or self._of_two(name):
            return printed
        same = self.people.get(parts[-1], ())
        fuller = [n for n in same if _stands_for(parts, self.parts(n)) and self._goes_with(name, n)]
        fuller, young = self._alike_titled(name, fuller), words("offspring")
        fuller = (
            [n for n in fuller if self._kin(n) - young and self._of_one_sex(name, n)]
            or [n for n in fuller if not self._kin(n)]
            or fuller
        )
        fuller = fuller or self._family_first(name, parts)
        known = any(self._sexes(n) or self.parts(n)[0] in mapping("given_names") for n in fuller)
        alone = not known and not self._family_first(name, parts)
        if alone and self._two_of_one_surname(name, same):
            return f"{name.title} {printed}"
        before = [n for n in fuller if n.at.start < name.at.start]
        best = max([*(before[-1:] or fuller[:1]), name], key=lambda n: len(self.parts(n)))
        longest = self.parts(best)
        plain = [n for n in same if self.parts(n) == longest[1:] and _is_full(self.parts(n))]
        often = len(plain) > sum(self.parts(n) == longest for n in same)
        return self.printed(plain[0] if often else best)

    def holders(self, office: str, words_of_it: frozenset[str]) -> list[Name]:
        """People whose title or apposition holds the office and all other words, as the text has
        them.
        """
        return [n for n, held in self.offices.get(office, ()) if words_of_it <= held]

    def _of_two(self, name: Name) -> bool:
        """ "The elder Moss" is one of two, and nobody can say which by the names alone."""
        before = self.text[: name.at.start][-_LONGEST_CHARACTERS:].split()[-1:]
        return before in (["elder"], ["younger"], ["older"], ["senior"])

    def _alike_titled(self, name: Name, fuller: list[Name]) -> list[Name]:
        """Of several full names those with the title and the generation of the short one: "Dr.
        Moss", "Moss Jr.".
        """
        own = {w.lower() for w in _WORD.findall(self.printed(name))} & _SUFFIXES
        if own:
            fuller = [
                n for n in fuller if own <= {w.lower() for w in _WORD.findall(self.printed(n))}
            ]
        titled = [n for n in fuller if name.title and n.title == name.title]
        return titled or fuller

    def _kin(self, name: Name) -> frozenset[str]:
        """The word of kinship right before the name, or behind it: "his wife Ana Berg", "Ana Berg,
        his wife".
        """
        before = self.text[: name.at.start][-_LONGEST_CHARACTERS:].split()[-1:]
        after = _HIS_KIN.match(self.text, name.at.end)
        said = {w.lower().rstrip(",") for w in before} | ({after[1].lower()} if after else set())
        return words("kin") & said

    def _family_first(self, name: Name, parts: tuple[str, ...]) -> list[Name]:
        """The one person named before whose full name begins with a lone name: Xi Jinping for
        "Xi".
        """
        if len(parts) != 1:
            return []
        found = [n for n in self.opened.get(parts[0], ()) if n.at.start < name.at.start]
        return found if len({self.parts(n) for n in found}) == 1 else []

    def _two_of_one_surname(self, name: Name, same: Sequence[Name]) -> bool:
        """True where the text has “Mr.” and “Mrs.” of a surname, whom no full name tells apart."""
        told = {told for n in same if len(told := self._sexes(n)) == 1}
        return name.title is not None and len(self._sexes(name)) == 1 and len(told) > 1

    def _of_one_sex(self, short: Name, full: Name) -> bool:
        """True where "Ms." and "his sister" say so."""
        return self._sexes(short) != frozenset() == self._sexes(short) ^ self._sexes(full)

    def _sexes(self, name: Name) -> frozenset[str]:
        gendered = mapping("gendered_words")
        said = (*_title(name), *self._kin(name))
        return frozenset(gendered[word] for word in said if word in gendered)

    def _goes_with(self, short: Name, full: Name) -> bool:
        """False where a title and a given name rule each other out: "Mr. Lund" is not Anna Lund."""
        gendered, given = mapping("gendered_words"), mapping("given_names").get(self.parts(full)[0])
        told = {gendered[word] for word in self.key(short) if word in gendered}
        return len(told) != 1 or given is None or given in told


def _office(text: str, name: Name) -> tuple[str, ...]:
    """The words of the title, and the capitalised ones right before it: "Marlow Bay Police Chief
    Otto Brandt" is the police chief, and the one of Marlow Bay.
    """
    title = _title(name)
    before = text[: name.at.start][-_LONGEST_CHARACTERS:].removesuffix(f"{name.title} ").split()
    more: list[str] = []
    while title and before and before[-1][:1].isupper() and before[-1].isalpha():
        more.append(before.pop().lower())
    return (*reversed(more[:_MOST_BEFORE]), *title)


def _title(name: Name) -> tuple[str, ...]:
    return tuple(w.lower() for w in _WORD.findall(name.title or ""))


def _is_full(parts: tuple[str, ...]) -> bool:
    """True for a given name and a surname; "Adan-Karim" and "O’Hara" are two words and still
    surnames.
    """
    return len(parts) > 1 and len(parts[0]) > 1 and parts[0] not in words("name_particles")


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return (
        len(full) > len(short)
        and short[-1] == full[-1]
        and set(short) <= set(full)
        and full[0] not in _PARTICLES
    )


def cast_of(
    doc: Document, pieces: Sequence[Piece], names: Sequence[Name], aside: Sequence[Span] = ()
) -> Cast:
    """The cast of the document from the names that were found in it; `aside` are its `asides`."""
    ordered = tuple(sorted(names, key=lambda n: (n.at.start, -n.at.end)))
    persons = [n for n in ordered if n.kind == "person"]
    people: dict[str, list[Name]] = defaultdict(list)
    for name in persons:
        for surname in name_words(" ".join(name.at.cut(doc.text).split()))[-1:]:
            people[surname].append(name)
    opened: dict[str, list[Name]] = defaultdict(list)
    for name in persons:
        words_of_it = name_words(" ".join(name.at.cut(doc.text).split()))
        if len(words_of_it) > 1:
            opened[words_of_it[0]].append(name)
    held = offices_of([((n.at.start, n.at.end), _office(doc.text, n)) for n in persons], pieces)
    return Cast(
        doc.text,
        ordered,
        tuple(n.at.start for n in ordered),
        {surname: tuple(same[:_KEPT_MENTIONS]) for surname, same in people.items()},
        {
            office: tuple((persons[n], words_) for n, words_ in found)
            for office, found in held.items()
        },
        {first: tuple(same[:_KEPT_MENTIONS]) for first, same in opened.items()},
        tuple(aside),
    )


def is_person_noun(head: Token) -> bool:
    """True for nouns of people whom an article may leave unnamed: officials, critics, a
    spokesman.
    """
    if head.ent_type_ == "NORP" and any(c.lower_ in SOME_OF for c in head.lefts):
        return True  # "an elected Democrat", "some Democrats"
    if head.pos_ == "PROPN" and head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return False
    lemma = head.lemma_.lower()
    if lemma in words("anonymous"):
        return True
    return head.pos_ == "NOUN" and (head.lower_.endswith(_PEOPLE_ENDINGS) or _one_who(head))


def _one_who(head: Token) -> bool:
    """True for one who does something, by the ending, as the subject of a verb of saying: "a
    developer said".
    """
    speaks = head.dep_ == "nsubj" and head.head.lemma_.lower() in _SAYS
    doer = head.lower_.endswith(("er", "or", "ian", "ant", "eer")) and head.lower_ not in words(
        "outlet_words"
    )
    return (
        speaks
        and doer
        and head.lemma_.lower() not in mapping("documents")
        and head.lower_ not in _NO_DOERS
    )

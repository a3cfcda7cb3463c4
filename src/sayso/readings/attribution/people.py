"""The cast of an article: who is named, with which title, and the fullest form of each name.

names ──surname in a longer name──▶ display name; titles, appositions ──▶ who holds which office
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Document, Name
from sayso.readings.attribution.offices import offices_of
from sayso.readings.page.parse import Piece

_WORD = re.compile(r"[^\W_]+")
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
    office.
    """

    text: str
    names: tuple[Name, ...]
    starts: tuple[int, ...]
    people: Mapping[str, tuple[Name, ...]]
    offices: Mapping[str, tuple[tuple[Name, frozenset[str]], ...]]

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
        stop = bisect_left(self.starts, before)
        earlier = (self.names[n] for n in range(stop - 1, -1, -1))
        return next((n for n in earlier if n.kind == "person" and n.at.end <= before), None)

    def people_before(self, before: int, most: int) -> Iterator[Name]:
        """People named before the offset, the last first, among the last `most` names."""
        stop = bisect_left(self.starts, before)
        for n in range(stop - 1, max(-1, stop - 1 - most), -1):
            if self.names[n].kind == "person" and self.names[n].at.end <= before:
                yield self.names[n]

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
        if not parts or name.kind not in ("person", "other"):
            return printed
        same = self.people.get(parts[-1], ())
        fuller = [n for n in same if _stands_for(parts, self.parts(n)) and self._goes_with(name, n)]
        fuller = [n for n in fuller if not self._kin(n)] or fuller
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

    def _kin(self, name: Name) -> frozenset[str]:
        """The word of kinship right before the name: "his wife Ana Berg"."""
        return words("kin") & {
            w.lower() for w in self.text[: name.at.start][-_LONGEST_CHARACTERS:].split()[-1:]
        }

    def _goes_with(self, short: Name, full: Name) -> bool:
        """False where a title and a given name rule each other out: "Mr. Lund" is not Anna Lund."""
        gendered, given = mapping("gendered_words"), mapping("given_names").get(self.parts(full)[0])
        told = {gendered[word] for word in self.key(short) if word in gendered}
        return len(told) != 1 or given is None or given in told


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


def cast_of(doc: Document, pieces: Sequence[Piece], names: Sequence[Name]) -> Cast:
    """The cast of the document from the names that were found in it."""
    ordered = tuple(sorted(names, key=lambda n: (n.at.start, -n.at.end)))
    persons = [n for n in ordered if n.kind == "person"]
    people: dict[str, list[Name]] = defaultdict(list)
    for name in persons:
        for surname in name_words(" ".join(name.at.cut(doc.text).split()))[-1:]:
            people[surname].append(name)
    held = offices_of([((n.at.start, n.at.end), _title(n)) for n in persons], pieces)
    return Cast(
        doc.text,
        ordered,
        tuple(n.at.start for n in ordered),
        {surname: tuple(same[:_KEPT_MENTIONS]) for surname, same in people.items()},
        {
            office: tuple((persons[n], words_) for n, words_ in found)
            for office, found in held.items()
        },
    )


def is_person_noun(head: Token) -> bool:
    """True for nouns of people whom an article may leave unnamed: officials, critics, a
    spokesman.
    """
    if head.ent_type_ == "NORP" and any(
        c.lower_ in ("a", "an", "one") for c in head.lefts
    ):  # "an elected Democrat"
        return True
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

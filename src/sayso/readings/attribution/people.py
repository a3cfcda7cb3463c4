"""The cast of an article: who is named, with which title, and the fullest form of each name.

names (or spaCy's entities) ──▶ Mention ──surname found in a longer name──▶ display name
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from sayso.lexicon import mapping, words
from sayso.model import Document, Name, NameKind
from sayso.readings.attribution.offices import offices_of
from sayso.readings.page.parse import Piece

_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "NORP": "group",
    "FAC": "other",
}
_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(r"(?:['’]s?)?[\s,.]*$")
_LONGEST = 200  # characters of a name; longer ones are not looked for
_TITLE_WORDS = (
    4  # words in front of a name among which its title ends ("Deputy Assistant Fire Chief")
)
_TITLE_CHARS = 60  # characters before a name in which its title is read
_TITLE_MOST = 5  # words of a title that are kept
_JOINTS = frozenset({"of", "for", "the", "and"})
_KEPT = 400  # mentions of one surname that are kept for looking up its full form
_PEOPLE_ENDINGS = ("ists", "ers", "ors", "ans", "ees", "ists", "ist", "man", "woman")
_SAYS = frozenset(
    {"say", "tell", "add", "explain", "recall", "complain", "admit", "ask", "joke", "testify"}
)
_NO_DOERS = frozenset(
    {
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
    }
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset({"al", "el", "de", "von", "van", "bin", "the"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: offsets in the document, bare name, kind, and the lower-cased words
    before it.
    """

    start: int
    end: int
    name: str
    kind: NameKind
    title: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Folded words of the name without "Jr." and the like."""
        return name_words(self.name)


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """Lower-cased words of a name, suffixes left out.

    >>> name_words("William H. Seely III")
    ('william', 'h', 'seely')
    """
    parts = tuple(w.lower() for w in _WORD.findall(name))
    return tuple(w for w in parts if w not in _SUFFIXES) or parts


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a document in the order of the text, their starts, and the people by surname
    and by office.
    """

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    people: Mapping[str, tuple[Mention, ...]]
    offices: Mapping[str, tuple[tuple[Mention, frozenset[str]], ...]]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that overlap the stretch."""
        first, stop = bisect_left(self.starts, start - _LONGEST), bisect_left(self.starts, end)
        return [m for m in self.mentions[first:stop] if start < m.end]

    def last_person(self, before: int) -> Mention | None:
        """The last person named before the offset."""
        stop = bisect_left(self.starts, before)
        earlier = (self.mentions[n] for n in range(stop - 1, -1, -1))
        return next((m for m in earlier if m.kind == "person" and m.end <= before), None)

    def surnames(self) -> frozenset[str]:
        """Last words of the people's names, as printed."""
        return frozenset(
            word
            for m in self.mentions
            if m.kind == "person" and len(m.parts) > 1
            for word in _WORD.findall(m.name)[1:]
            if word[0].isupper() and word.lower() == m.parts[-1]
        )

    def full_name(self, mention: Mention) -> str:
        """The fullest name of the article that the mention can stand for: before it if there is
        one, else after it.
        """
        if not mention.parts or mention.kind not in ("person", "other"):
            return mention.name
        same = self.people.get(mention.parts[-1], ())
        fuller = [m for m in same if _stands_for(mention.parts, m.parts) and _goes_with(mention, m)]
        fuller = [m for m in fuller if not words("kin") & set(m.title)] or fuller
        before = [m for m in fuller if m.start < mention.start]
        chosen = before[-1:] or fuller[:1]
        best = max([*chosen, mention], key=lambda m: len(m.parts))
        plain = [m for m in same if m.parts == best.parts[1:] and _is_full(m.parts)]
        return plain[0].name if len(plain) > sum(m.parts == best.parts for m in same) else best.name

    def holders(self, office: str, words_of_it: frozenset[str]) -> list[Mention]:
        """Mentions of people whose title or apposition holds the office and all other words, as the
        text has them.
        """
        return [m for m, held in self.offices.get(office, ()) if words_of_it <= held]


def _is_full(parts: tuple[str, ...]) -> bool:
    """True for a given name and a surname; "Abdul-Karim" and "O’Hara" are two words and still
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


def _goes_with(short: Mention, full: Mention) -> bool:
    """False where a title and a given name rule each other out: "Mr. Lund" is not Anna Lund."""
    gendered, given = mapping("gendered_words"), mapping("given_names").get(full.parts[0])
    told = {gendered[word] for word in short.title if word in gendered}
    return len(told) != 1 or given is None or given in told


def bare_name(text: str, start: int, end: int) -> Mention | None:
    """A person's name read off the text itself, titles left out."""
    return _mention(text, start, end, "person")


def cast_of(doc: Document, pieces: Sequence[Piece], names: Sequence[Name]) -> Cast:
    """The cast from recognised names, or from the parser's own entities where none are given."""
    if names:
        found = [_mention(doc.text, n.at.start, n.at.end, n.kind) for n in names]
    else:
        found = [
            _mention(doc.text, p.base + e.start_char, p.base + _name_end(e), _KINDS[e.label_])
            for p in pieces
            for e in p.tokens.ents
            if e.label_ in _KINDS
        ]
    held = [m for m in found if m is not None]
    taken = frozenset(at for m in held if m.kind != "other" for at in range(m.start, m.end))
    actors = [m for p in pieces for m in _unrecognised(doc.text, p, taken)]
    spans = {at for m in actors for at in range(m.start, m.end)}
    held = [m for m in held if m.kind != "other" or m.start not in spans] + actors
    mentions = tuple(sorted(held, key=lambda m: (m.start, -m.end)))
    people: dict[str, list[Mention]] = defaultdict(list)
    persons = [m for m in mentions if m.kind == "person"]
    for mention in persons:
        if mention.parts:
            people[mention.parts[-1]].append(mention)
    by_surname = {word: tuple(same[:_KEPT]) for word, same in people.items()}
    held_by = offices_of([((m.start, m.end), m.title) for m in persons], pieces)
    offices = {
        office: tuple((persons[n], held) for n, held in held_by[office]) for office in held_by
    }
    return Cast(mentions, tuple(m.start for m in mentions), by_surname, offices)


def _unrecognised(text: str, piece: Piece, taken: frozenset[int]) -> list[Mention]:
    """Two or three capitalised words that act ("X Y visited") or explain who acts, and that no
    recogniser took.

    `taken` are the offsets of the recognised names.
    """
    bodies = words("org_words") | words("outlet_words")
    found = []
    for token in piece.tokens:
        if (
            token.pos_ != "PROPN"
            or token.dep_ not in ("nsubj", "appos")
            or token.ent_type_
            or token.lower_ in bodies
        ):
            continue
        first = token
        while first.i > 0 and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).dep_ == "compound":
            first = first.nbor(-1)
        start, end = piece.base + first.idx, piece.base + token.idx + len(token)
        run = piece.tokens[first.i : token.i + 1]
        if (
            2 <= len(run) <= 3
            and all(t.text.istitle() and t.is_alpha for t in run)
            and taken.isdisjoint((start, end - 1))
        ):
            mention = bare_name(text, start, end)
            found += [mention] if mention is not None else []
    return found


def _name_end(entity: Span) -> int:
    """Offset behind the entity, or behind the surname that it modifies and that was left
    out of it.
    """
    last = entity[-1]
    following = last.nbor(1) if last.i + 1 < len(last.doc) else None
    if (
        entity.label_ == "PERSON"
        and following is not None
        and following.i == last.head.i
        and following.pos_ == "PROPN"
    ):
        return following.idx + len(following)
    return int(entity.end_char)


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


def _title_of_person(parts: Sequence[str]) -> int:
    """How many words of title open an office or rank and a full name, else 0: "Fire Chief Ana
    Vale".
    """
    ends = [
        n
        for n, word in enumerate(parts[:_TITLE_WORDS])
        if mapping("titles").get(word.lower()) in ("office", "rank")
    ]
    if not ends or (
        len(ends) == 1 and parts[0].lower() in ("general", "major")
    ):  # "General Electric Europe"
        return 0
    name = parts[ends[-1] + 1 :]
    bodies = words("org_words") | words("outlet_words") | words("place_words") | words("titles")
    person = 2 <= len(name) <= 4 and all(
        w[0].isupper() and w.isalpha() and w.lower() not in bodies for w in name
    )
    return ends[-1] + 1 if person else 0


def _mention(text: str, start: int, end: int, kind: NameKind) -> Mention | None:
    tail = _TAIL.search(text, start, end)
    bare_end = tail.start() if tail and tail.start() > start else end
    if text[bare_end - 1 : bare_end + 1].endswith(".") and bare_end < end:
        bare_end += 1
    head = list(_WORD.finditer(text, start, bare_end))
    title = _title_of_person([m[0] for m in head]) if kind in ("org", "other") else 0
    if title:  # the recogniser took a titled person for a body
        kind, head = "person", head[title:]
    while kind == "person" and len(head) > 1 and head[0][0].lower() in words("titles"):
        head = head[1:]
    if not head:
        return None
    name = " ".join(text[head[0].start() : bare_end].split())
    before = _title_before(text, head[0].start()) if kind == "person" else ()
    return Mention(head[0].start(), bare_end, name, kind, before)


def _title_before(text: str, start: int) -> tuple[str, ...]:
    """Words of title and kin right before a name, lower-cased: "the president told Speaker X"
    leaves "speaker".
    """
    title: list[str] = []
    known = words("titles") | words("kin") | words("anonymous") | _JOINTS
    upto = start
    for word in reversed(list(_WORD.finditer(text, max(0, start - _TITLE_CHARS), start))):
        gap = text[word.end() : upto].strip()
        joined = not gap or gap in ("-", ".", "’", "'") or (gap == "," and not title)
        if (
            len(title) == _TITLE_MOST
            or not joined
            or not (word[0][0].isupper() or word[0] in known)
        ):
            break
        title.insert(0, word[0].lower())
        upto = word.start()
    return tuple(title)

"""Name mentions made comparable: folded words without article, possessive, title, legal form or
generation.

A mention of a copy counts in the context of the text it was read through, so that a cut copy's
short forms still find their full names. What a table of general abbreviations knows ("U.S.",
"ISIS") gets its full name here.

    Name ──cut──▶ written ──fold, strip──▶ words ──aliases──▶ Mention
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from sayso.lexicon import table, words
from sayso.model import Document, Name, NameKind, Passage, Reading
from sayso.text import fold_words

Words = tuple[str, ...]

_ARTICLES = frozenset({"the", "a", "an"})
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
# capitals from which an abbreviation may also be printed with one ("Nato"); shorter ones are words
_SURE_LETTERS = 4
# "a", "its" or "latest" before a name with no other noun behind it: "a Corvan,", but not "a Corvan
# spokesman"
_OWNED_OR_NEW = re.compile(
    r"\b(?:an?|its|his|her|their|our|my|your|new|newest|latest|each|every)\s+$", re.IGNORECASE
)
_NO_NOUN_BEHIND = re.compile(
    r"(?:\s*[.,;:!?)”\"]|\s*$|\s+(?:in|on|for|with|that|which|to|and|or|is|was|has|will|can|at|from|by|of|as|when|but)\b)"
)
_IN_A_PLACE = re.compile(r"\b(?:in|near|inside|outside|across)\s+(?:the\s+)?$", re.IGNORECASE)
# inside a mention; tokenised texts have a space before it
_HIS_KIN = re.compile(r",\s+(?:his|her|their)\s+(?:late\s+|elder\s+|older\s+|younger\s+)?(\w+)")
_POSSESSIVE = re.compile(r"\s?[’']s?(?=\s)")
_BEFORE_CHARACTERS = 24  # characters looked at before a mention


# share of a form's mentions after "in" or "near" from which it is used as a place
_PLACE_SHARE = 0.25
# share of a form's mentions behind "a", "its" or "new" from which it is a thing (bench/names)
_THING_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. `context` is the id of the text whose full names it may lean on.

    written  as printed, title left out; words  its comparable form; alias  full name from the
             table, None mostly
    article  "the" stands before it or in it; in_place  "in", "near" stands before it
    titled   the same with its title, where a title in capitals stands before it
    firm     has a legal form ("Inc."): a full name, however short
    kin      introduced as somebody's wife or son, so that the surname alone goes on meaning another
    relation the word that says so; empty mostly
    full     words of the name that the text explains it by: “Department of Ports (DoP)”; empty
             mostly
    thing    stands behind "a", "an", "its" or "new" and is no part of a longer noun: "a Corvan",
             hardly a body
    poor     read from a text that lost its case, where kinds are guesses
    """

    at: Passage
    context: str
    written: str
    words: Words
    kind: NameKind
    title: str
    alias: str | None = None
    article: bool = False
    in_place: bool = False
    titled: Passage | None = None
    poor: bool = False
    firm: bool = False
    thing: bool = False
    kin: bool = False
    relation: str = ""
    full: Words = ()


@dataclass
class Form:
    """What the mentions of one printed form say together; counts are of mentions, `young` tells of
    somebody's son or daughter.
    """

    contexts: set[str] = field(default_factory=set)
    kinds: Counter[NameKind] = field(default_factory=Counter)
    words: set[Words] = field(default_factory=set)
    count: int = 0
    in_place: int = 0
    capitals: int = 0
    articles: int = 0
    things: int = 0
    sexes: Counter[str] = field(default_factory=Counter)
    young: bool = False

    @cached_property
    def kind(self) -> NameKind:
        """The kind that most mentions have; the first in the alphabet of equals. Asked once all
        mentions are in.
        """
        return min(self.kinds, key=lambda kind: (-self.kinds[kind], kind))

    @property
    def is_place(self) -> bool:
        """Called a place, or used as one; people and bodies are seldom named after "in"."""
        return self.kind == "place" or self.in_place >= max(2, _PLACE_SHARE * self.count)

    @property
    def is_thing(self) -> bool:
        """A body by its kind, but used as the name of a thing that one can have: "a Corvan", "the
        new Corvan".
        """
        return self.things >= max(2, _THING_SHARE * self.count)


def mentions_of(readings: Sequence[Reading], documents: Sequence[Document]) -> list[Mention]:
    """All mentions of the story that have letters, in the order of documents and places."""
    by_id = {doc.id: doc for doc in documents}
    found = []
    for reading in readings:
        doc = by_id[reading.doc_id]
        names = sorted(set(reading.names), key=lambda name: (name.at, name.kind))
        found += [m for name in names if (m := _mention(name, doc, reading.through or doc.id))]
    known = {m.words for m in found}
    outlets = {comparable(doc.outlet, "org") for doc in documents if doc.outlet}
    return [_told(m, _owned(m, known), "org" if m.words in outlets else m.kind) for m in found]


def _told(mention: Mention, words: Words, kind: NameKind) -> Mention:
    """The mention with those words and of that kind: most have them already."""
    same = (words, kind) == (mention.words, mention.kind)
    return mention if same else replace(mention, words=words, kind=kind)


def _mention(name: Name, doc: Document, context: str) -> Mention | None:
    written = " ".join(name.at.cut(doc.text).split())
    folded = comparable(written, name.kind)
    if not folded:
        return None
    before = doc.text[max(0, name.at.start - _BEFORE_CHARACTERS) : name.at.start]
    after = doc.text[name.at.end : name.at.end + _BEFORE_CHARACTERS]
    poor = "case-lost" in doc.defects
    relation = _relation(before, after) if name.kind == "person" else ""
    return Mention(
        at=name.at,
        context=context,
        written=written,
        words=folded,
        kind=name.kind,
        title=" ".join(w for w, _, _ in fold_words(name.title or "")),
        alias=_alias(written, folded, case_lost=poor),
        article=written.lower().startswith("the ")
        or bool(re.search(r"\bthe\s+$", before, re.IGNORECASE)),
        in_place=bool(_IN_A_PLACE.search(before)),
        titled=_titled(name, doc),
        poor=poor,
        firm=written.lower().rstrip(".,").split()[-1] in words("legal_forms"),
        kin=bool(relation),
        relation=relation,
        thing=bool(_OWNED_OR_NEW.search(before)) and bool(_NO_NOUN_BEHIND.match(after)),
    )


def _relation(before: str, after: str) -> str:
    """The word of kin in "his wife Ana Berg", "his wife, Ana Berg", "Ana Berg, his wife"."""
    ahead = before.split()[-1:]
    behind = _HIS_KIN.match(after)
    said = [w.lower().rstrip(",") for w in ahead] + ([behind[1].lower()] if behind else [])
    return next((word for word in said if word in words("kin")), "")


def _owned(mention: Mention, known: AbstractSet[Words]) -> Words:
    """Without an owner that is a name itself: "Harbor Board’s Night Fund" is not a form of "Harbor
    Board".
    """
    for owner in _POSSESSIVE.finditer(mention.written):
        front = comparable(mention.written[: owner.start()], mention.kind)
        rest = comparable(mention.written[owner.end() :], mention.kind)
        if front in known and rest and mention.words[: len(front)] == front:
            return rest
    return mention.words


def comparable(written: str, kind: NameKind) -> Words:
    """Folded words that tell one name from another; empty when nothing is left.

    >>> comparable("Finance Minister Samir Abu-Nasr’s", "person"), comparable("the U.S.", "place")
    (('samir', 'abu', 'nasr'), ('us',))
    """
    text = written.partition(",")[0] if kind == "place" else written
    parts = fold_words(text)
    while len(parts) > 1 and parts[0][0] in _ARTICLES:
        parts = parts[1:]
    if any(c.isupper() for c in text):
        while len(parts) > 1 and text[parts[0][1]].islower() and not _bound(text, parts):
            parts = parts[1:]
    folded = [re.sub(r"isation$", "ization", w) for w, _, _ in parts]
    if len(folded) > 1 and folded[-1] == "s" and len(folded[-2]) > 1:
        folded = folded[:-1]
    return tuple(_stripped(_letters_joined(folded), kind))


def _bound(text: str, parts: Sequence[tuple[str, int, int]]) -> bool:
    """A small first word that belongs to the name: a particle ("al-Qaeda") or one letter in front
    ("iPhone").
    """
    word, start, end = parts[0]
    return (
        word in words("name_particles")
        or text[end : end + 1] in "-’'"
        or any(c.isupper() for c in text[start:end])
    )


def _letters_joined(folded: Sequence[str]) -> list[str]:
    """Runs of single letters as one word: "u", "s" -> "us"."""
    joined: list[str] = []
    run = False
    for word in folded:
        single = len(word) == 1 and word.isalpha()
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return joined


def _stripped(folded: list[str], kind: NameKind) -> list[str]:
    if kind == "person":
        while len(folded) > 1 and folded[0] in words("titles"):
            folded = folded[1:]
    ends = GENERATIONS if kind == "person" else words("legal_forms")
    while len(folded) > 1 and folded[-1] in ends:
        folded = folded[:-1]
    if kind == "group" and len(folded) == 1 and len(folded[0]) > 4:
        folded = [folded[0].removesuffix("s")]
    return folded


def _titled(name: Name, doc: Document) -> Passage | None:
    """The mention with its title in front, where that begins with a capital: "Gen. Mark Oru"."""
    if not name.title or not name.title[:1].isupper():
        return None
    pattern = r"\s+".join(re.escape(word) for word in name.title.split()) + r"\s*$"
    low = max(0, name.at.start - 2 * len(name.title) - 8)
    found = re.search(pattern, doc.text[low : name.at.start])
    return Passage(name.at.doc_id, low + found.start(), name.at.end) if found else None


@lru_cache(maxsize=1)
def _alias_table() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Joined folded form to (full name, printed in capitals only)."""
    forms: dict[str, tuple[tuple[str, bool], ...]] = {}
    for name, _, listed in table("aliases"):
        for form in listed.split(";"):
            key = "".join(comparable(form, "other"))
            letters = re.sub(r"[^A-Za-z]", "", form)
            capitals = letters.isupper() and len(letters) < _SURE_LETTERS
            forms[key] = (*forms.get(key, ()), (name, capitals))
    return forms


def _alias(written: str, folded: Words, *, case_lost: bool) -> str | None:
    capitals = (
        case_lost
        or re.sub(r"[^A-Za-z]", "", written.removeprefix("the ").removesuffix("’s")).isupper()
    )
    for name, needs_capitals in _alias_table().get("".join(folded), ()):
        if capitals or not needs_capitals:
            return name
    return None

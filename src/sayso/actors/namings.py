"""What a text itself says of its names: which abbreviation it introduces in brackets, which of two
that are written alike is the father, which is the town.

mentions, texts ──brackets, "Jr.", kinds──▶ mentions with words of their own
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from sayso.actors.forms import Mention, Words
from sayso.actors.titles import generation
from sayso.lexicon import words
from sayso.model import Document
from sayso.text import fold_words

_LONGEST_ABBREVIATION = 7  # letters
_LEAST_LETTERS = 2


def as_introduced(found: Sequence[Mention], documents: Sequence[Document]) -> list[Mention]:
    """The mentions with what their texts say of them, in the same order."""
    texts = {doc.id: doc.text for doc in documents}
    return _towns_apart(_generations_apart(_explained(found, texts)))


# ---- abbreviations in brackets -----------------------------------------------------


def _explained(found: Sequence[Mention], texts: dict[str, str]) -> list[Mention]:
    full: dict[int, Words] = {}
    for (n, one), (m, two) in pairwise(enumerate(found)):
        if one.at.doc_id != two.at.doc_id:
            continue
        text = texts[one.at.doc_id]
        between = text[one.at.end : two.at.start].strip()
        closed = text[two.at.end : two.at.end + 2].strip()[:1] in (")", "”", '"')
        if not (between in ("(", "(“", '("') and closed) and between not in (", or", "or"):
            continue
        if _shortens(two, one):
            full[m] = one.words
        elif _shortens(one, two):
            full[n] = two.words
    return [replace(m, full=full[n]) if n in full else m for n, m in enumerate(found)]


def _shortens(short: Mention, long: Mention) -> bool:
    """True where the letters of a short form begin the words of the other, in order."""
    letters = "".join(c for c in short.written if c.isalpha())
    capitals = sum(c.isupper() for c in letters)
    if len(short.words) != 1 or not _LEAST_LETTERS <= len(letters) <= _LONGEST_ABBREVIATION:
        return False
    if capitals < _LEAST_LETTERS or len(long.words) < _LEAST_LETTERS or long.kind == "person":
        return False
    initials = "".join(w[0] for w, _, _ in fold_words(long.written))
    return _in_order(letters.lower(), initials) or _in_order(
        letters.lower(), "".join(w[0] for w in long.words if w not in words("joining_words"))
    )


def _in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


# ---- fathers and sons --------------------------------------------------------------


def _generations_apart(found: Sequence[Mention]) -> list[Mention]:
    """ "Ivo Lang Sr." and "Ivo Lang Jr." keep their generation where the story has both."""
    by_name: dict[Words, set[str]] = defaultdict(set)
    for mention in found:
        if (told := generation(mention)) and len(mention.words) > 1:
            by_name[mention.words].add(told)
    both = {name for name, told_of in by_name.items() if len(told_of) > 1}
    surnames = {name[-1:] for name in both}
    return [
        replace(m, words=(*m.words, told))
        if m.words in both | surnames and (told := generation(m))
        else m
        for m in found
    ]


# ---- towns that bear a person's name -----------------------------------------------


def _towns_apart(found: Sequence[Mention]) -> list[Mention]:
    """A town and a surname that are written alike in one text get names of their own."""
    kinds: dict[tuple[str, Words], set[str]] = defaultdict(set)
    for mention in found:
        kinds[mention.at.doc_id, mention.words].add(mention.kind)
    # over all texts: the same town in a text without the person is still that town
    both = {words for (_, words), held in kinds.items() if {"person", "place"} <= held}
    told = {(m.at.doc_id, m.words[-1:]) for m in found if len(m.words) > 1 or m.title}
    return [
        replace(m, kind="place", alias=m.written)
        if m.alias is None and m.words in both and (m.kind == "place" or _is_nobody(m, told))
        else m
        for m in found
    ]


def _is_nobody(mention: Mention, told: AbstractSet[tuple[str, Words]]) -> bool:
    """A name alone in a text that tells of nobody who bears it, by a full name or a title."""
    return mention.kind in ("person", "org") and (mention.at.doc_id, mention.words) not in told

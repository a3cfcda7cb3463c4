"""The words of a phrase that describes somebody: where it begins and ends, how many it stands for,
and the unnamed source that an indefinite one is.

phrase ──its words──▶ as printed, without comments; one or several ──▶ Who, numbered
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import HowMany
from sayso.readings.attribution.voices import Memory, Who
from sayso.readings.page.marks import Marked

_PLURALS = frozenset(
    {"some", "many", "most", "several", "few", "others", "both", "all", "dozens", "hundreds"}
)
_TWO = frozenset({"two", "2", "both", "couple", "pair"})
_DOUBTFUL = frozenset(
    {"source", "other", "figure", "party"}
)  # may be one person or more, or no person at all


def key_of(head: Token) -> frozenset[str]:
    """Words by which a later description may refer back to the phrase."""
    told = (t for t in head.subtree if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"))
    return frozenset(t.lemma_.lower() for t in told)


def unnamed_source(marked: Marked, head: Token, memory: Memory, phrase: str) -> Who:
    """A new unnamed source, remembered by its number and its place."""
    memory.unnamed += 1
    short = _short(marked, head, phrase)
    who = Who(
        short,
        True,
        phrase,
        True,
        is_plural(head),
        key_of(head),
        number=memory.unnamed,
        how_many=how_many(head),
    )
    memory.met[marked.piece.base + head.idx] = who
    return who


def someone(marked: Marked, head: Token, memory: Memory) -> Who:
    """The unnamed source that the phrase is, the same for every mention of that place."""
    at = marked.piece.base + head.idx
    return memory.met.get(at) or unnamed_source(marked, head, memory, phrase_of(marked, head))


def how_many(head: Token) -> HowMany:
    """People that the noun stands for: "an aide" one, "two aides" two, "aides" several, "a source"
    unknown.
    """
    counted = [
        c
        for c in head.children
        if c.dep_ in ("nummod", "det", "predet", "amod", "quantmod", "nmod")
    ]
    if any(c.lower_ in _TWO for c in counted) or head.lower_ in _TWO:
        return "two"
    if is_plural(head) or any(c.like_num and c.lower_ not in ("one", "1") for c in counted):
        return "several"
    if head.lemma_.lower() in _DOUBTFUL and not any(
        c.lower_ in ("one", "a", "an", "the") for c in head.lefts
    ):
        return "unknown"
    collective = head.lemma_.lower() in (
        "staff",
        "everyone",
        "everybody",
        "nobody",
        "none",
        "anyone",
        "camp",
    )
    return "unknown" if collective else "one"


def is_plural(head: Token) -> bool:
    return (
        head.tag_ in ("NNS", "NNPS")
        or head.lemma_.lower() in _PLURALS
        or head.lower_ in ("people", "those")
    )


def before_cue(head: Token, cue: Token | None) -> int | None:
    """The last token before the clause of the phrase that reports, or before the occasion on which
    one spoke: "lawmakers who say A" are lawmakers, "the mayor in Monday's speech" is the mayor.
    """
    if cue is None or not head.i < cue.i <= head.right_edge.i:
        return _before_occasion(head)
    clause = next((c for c in head.rights if c.left_edge.i <= cue.i <= c.right_edge.i), None)
    return clause.left_edge.i - 1 if clause is not None else None


def _before_occasion(head: Token) -> int | None:
    occasions = words("speaking_occasions")
    for prep in head.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "at", "during"):
            nouns = (c for c in prep.children if c.dep_ == "pobj")
            if any(noun.lemma_.lower() in occasions for noun in nouns):
                return prep.i - 1
    return None


def _short(marked: Marked, head: Token, phrase: str) -> str:
    """The phrase up to a comment on it: "an official, who asked not to be named" is an
    official.
    """
    clause = next(
        (c for c in head.rights if c.dep_ == "relcl" and c.left_edge.nbor(-1).text == ","), None
    )
    return (
        phrase
        if clause is None
        else min(phrase, phrase_of(marked, head, until=clause.left_edge.i - 1), key=len)
    )


def _is_name_in_capitals(last: Token) -> bool:
    """Whether a name that the parser took for a verb follows: “friends of the US were …”."""
    if last.i + 2 >= len(last.doc) or last.text.isupper():
        return False
    name, verb = last.nbor(), last.nbor(2)
    small = name.text.isupper() and len(name) > 1 and name.lower_ in ("is", "are", "us", "it")
    return small and name.pos_ in ("AUX", "VERB", "PRON") and verb.tag_ in ("VBD", "VBN", "VBZ")


def phrase_of(marked: Marked, head: Token, *, until: int | None = None) -> str:
    """The words of the phrase around `head` as printed, without marks at its ends; up to token
    `until` if given.
    """
    left, right = head.left_edge.i, head.right_edge.i if until is None else max(until, head.i)
    clause = next((c for c in head.rights if c.dep_ == "acl"), None)
    if clause is not None and head.lemma_.lower() in mapping("documents"):
        right = max(head.i, clause.left_edge.i - 1)
    opened = any(t.text == "(" for t in head.doc[left:right])
    while right > head.i and (
        marked.inside[right] >= 0 or head.doc[right].is_punct or head.doc[right].tag_ == "POS"
    ):
        if head.doc[right].text == ")" and opened:
            break
        right -= 1
    while left < head.i and (marked.inside[left] >= 0 or head.doc[left].is_punct):
        left += 1
    last = head.doc[right]
    if until is None and _is_name_in_capitals(last):
        last = last.nbor()
    return " ".join(head.doc.text[head.doc[left].idx : last.idx + len(last)].split())

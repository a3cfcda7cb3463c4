"""What a number counts: the noun that it stands with, or what its clause lets a reader understand.

tokens, Number ──noun beside it, verb, subject──▶ lemma of what is counted
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.readings.claims.spelled import Number, word_value

_FAR_TOKENS = 60  # tokens back to look for the noun that a bare number leaves out
_HUNG = ("nummod", "compound", "quantmod", "npadvmod", "amod")
_HUNG_ON = ("nummod", "compound", "quantmod", "amod", "det")
_SUBJECTS = ("nsubj", "nsubjpass")
_TIMES = frozenset({"year", "month", "week", "quarter", "day", "season", "decade"})
_WHICH_TIME = frozenset({"last", "this", "next", "each", "every", "a", "per"})
_CROWDS = frozenset(
    {"march", "protest", "demonstrate", "rally", "gather", "attend", "flee", "vote", "turn"}
)
_TELLING = frozenset({"say", "report", "estimate", "claim", "tell"})
_MORE = frozenset({"more", "other", "additional", "further", "new"})


def counted(tokens: Doc, number: Number) -> tuple[str, Token | None]:
    """Lemma of the noun that the number counts, and the noun itself where it stands with the
    number; an empty lemma where nothing says what is counted.
    """
    noun = _beside(tokens, number)
    if noun is not None:
        return _lemma(noun), noun
    if number.first and tokens[number.first - 1].lemma_ == "magnitude":
        return "magnitude", None
    return _understood(tokens, number), None


def of_noun(tokens: Doc, stop: int) -> Token | None:
    """The noun of "of ..." right after a number: "dozens of boats", "12 of the sailors"."""
    if stop < len(tokens) and tokens[stop].lower_ == "of":
        return next(
            (t for t in tokens[stop].children if t.dep_ == "pobj" and t.pos_ in ("NOUN", "PROPN")),
            None,
        )
    return None


def noun_behind(tokens: Doc, stop: int) -> Token | None:
    """The plural noun behind a number and at most two words that describe it: "one in five young
    farmers"; any noun behind an article: "half the staff".
    """
    owned = stop < len(tokens) and tokens[stop].dep_ in ("det", "poss", "predet")
    for token in tokens[stop + owned : stop + owned + 3]:
        if token.tag_ in ("NNS", "NNPS") or (owned and token.pos_ == "NOUN"):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return None


def _beside(tokens: Doc, number: Number) -> Token | None:
    last = tokens[number.stop - 1]
    noun = of_noun(tokens, number.stop) if number.vague else None
    for token in (last, tokens[number.first]):  # of a range either end may hang on the noun
        if noun is None and token.dep_ in _HUNG_ON:
            far = token.head.i >= number.stop and token.head.pos_ in ("NOUN", "PROPN")
            noun = token.head if far else None
    if noun is not None and _which_time(tokens, number.stop, noun):
        return None
    if noun is None:
        noun = _behind(tokens, number.stop)
    return noun if noun is not None else of_noun(tokens, number.stop)


def _behind(tokens: Doc, stop: int) -> Token | None:
    """The noun right behind a number where the parser hangs the number elsewhere: "35-foot", "about
    170 more jobs", "10-15 guns".
    """
    if stop + 1 < len(tokens) and tokens[stop].text == "-":
        return tokens[stop + 1] if tokens[stop + 1].pos_ == "NOUN" else None
    place = stop + (stop < len(tokens) and tokens[stop].lower_ in _MORE)
    return tokens[place] if place < len(tokens) and tokens[place].tag_ == "NNS" else None


def _which_time(tokens: Doc, stop: int, noun: Token) -> bool:
    """True for the year of "1,800 last year", which is not what is counted."""
    return noun.lemma_.lower() in _TIMES and any(
        t.lower_ in _WHICH_TIME for t in tokens[stop : noun.i]
    )


def _lemma(noun: Token) -> str:
    """The lemma, whole where a hyphen cuts it: "e-mail", "co-sponsor"."""
    tokens, lemma = noun.doc, noun.lemma_.lower()
    if (
        noun.i + 2 < len(tokens)
        and tokens[noun.i + 1].text == "-"
        and not noun.whitespace_
        and not tokens[noun.i + 1].whitespace_
        and tokens[noun.i + 2].pos_ in ("NOUN", "PROPN")
    ):
        return f"{noun.lower_}-{tokens[noun.i + 2].lemma_.lower()}"
    return "person" if lemma == "people" else lemma


def _understood(tokens: Doc, number: Number) -> str:
    """What a number without a noun counts: people where its verb is done to people, what grew where
    it says by how much, else the last subject before. Vague words without a noun count what nobody
    says.
    """
    last = tokens[number.stop - 1]
    around = [last.head, last.head.head, *tokens[number.stop : number.stop + 1]]
    if any(_of_people(t) for t in around):
        return "person"
    if number.first and tokens[number.first - 1].lower_ == "population":
        return "person"
    if number.vague:
        first = tokens[number.first]  # "hundreds of thousands marched" hangs by its first word
        marched = first.dep_ in _SUBJECTS and first.head.lemma_.lower() in _CROWDS
        return "person" if marched else ""
    if last.dep_ == "pobj" and last.head.lower_ == "by":  # "employment grew by 57,000"
        grown = [t for t in last.head.head.children if t.dep_ == "dobj" and t.i < number.first]
        if grown:
            return grown[0].lemma_.lower()
    if last.head.lemma_.lower() in _TELLING:  # "the army said 12": of what, nobody says
        return ""
    subject = _subject(last.head)
    if subject is None and last.head.dep_ == "prep":  # "the number of boats rose to 12"
        subject = _subject(last.head.head)
    if subject is not None and subject.i < number.first and subject.pos_ in ("NOUN", "PROPN"):
        return _told_of(subject)
    # one that belongs to a noun that could not be told ("91 paid hands") counts no other
    return "" if last.dep_ in _HUNG else _last_subject(tokens, number)


def _of_people(token: Token) -> bool:
    """True for what befalls people and for nouns of those whom it befell; a wound is no person."""
    injury = token.pos_ == "NOUN" and token.lemma_.lower() in ("wound", "hurt", "drown")
    return token.lemma_.lower() in words("counted_people") and not injury


def _told_of(subject: Token) -> str:
    inner = [
        t for of in subject.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"
    ]
    if _of_people(subject):
        return "person"
    return (inner[0] if inner and subject.lemma_ == "number" else subject).lemma_.lower()


def _last_subject(tokens: Doc, number: Number) -> str:
    """The last plural subject before a bare number; the last plural object where there is none."""
    near = [
        t
        for t in reversed(tokens[max(0, number.first - _FAR_TOKENS) : number.first])
        if t.tag_ == "NNS" and not word_value(t.text)[1]
    ]
    found = [t for t in near if t.dep_ in _SUBJECTS] or [t for t in near if t.dep_ == "dobj"]
    return _lemma(found[0]) if found else ""


@lru_cache(maxsize=4)  # all numbers of a table hang on one head
def _subject(head: Token) -> Token | None:
    return next((t for t in head.lefts if t.dep_ in _SUBJECTS), None)

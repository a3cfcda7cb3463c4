"""Attributions of the model that nobody made: heard, not said; shown by a thing; known in a place;
a name that a thing has.

Attribution ──each rule──▶ the reason it is none, or None
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.people import Cast, is_person_noun


def is_unsaid(found: Attribution, cast: Cast) -> bool:
    """True where one of the rules holds."""
    return any(rule(found, cast) for rule in _RULES)


def _heard(found: Attribution, _: Cast) -> bool:
    """ "Residents were told that": they heard it."""
    source, cue = found.source, found.cue
    if source is None or cue is None or source.dep_ != "nsubjpass" or source.head.i != cue.i:
        return False
    return cue.lemma_.lower() in words("hearers")


def _shown(found: Attribution, _: Cast) -> bool:
    """ "The turnout showed that": a thing that neither speaks nor is written says nothing."""
    return found.lemma in words("showing") and found.source is not None and _is_thing(found.source)


def _is_thing(source: Token) -> bool:
    lemma = source.lemma_.lower()
    if (
        source.pos_ != "NOUN"
        or source.ent_type_
        or lemma in mapping("documents")
        or is_person_noun(source)
    ):
        return False
    return lemma not in words("telling")


def _place_that_knows(found: Attribution, cast: Cast) -> bool:
    """ "Marlow learned that": nobody there is said to have said so."""
    if found.source_span is None or found.lemma not in words("knowing"):
        return False
    return [m.kind for m in cast.within(*found.source_span)] == ["place"]


def _named_so(found: Attribution, _: Cast) -> bool:
    return is_name(found.cue)


def is_name(cue: Token | None) -> bool:
    """ "The valves, also called taps": nobody is told to call them so."""
    if cue is None or cue.lemma_.lower() not in words("naming") or cue.i < 1:
        return False
    if any(c.dep_ in ("agent", "aux", "auxpass") for c in cue.children):
        return False
    led = [t.lower_ for t in cue.doc[max(0, cue.i - 2) : cue.i]]
    return led[0] in (",", "(") and led[-1] in _ALSO


_ALSO = frozenset({"also", "otherwise", "better", "commonly", "often", "sometimes", "widely"})
_RULES: tuple[Callable[[Attribution, Cast], bool], ...] = (
    _heard,
    _shown,
    _place_that_knows,
    _named_so,
)

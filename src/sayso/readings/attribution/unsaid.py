"""Attributions of the model that nobody made: heard, not said; shown by a thing; a term in marks;
only a date.

Attribution ──each rule──▶ the reason it is none, or None
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.people import Cast, is_person_noun
from sayso.readings.attribution.turns import is_turn

_OWN = frozenset({"i", "my", "we", "our"})
_GUESSES = frozenset({"guess", "hunch", "bet", "suspicion", "feeling", "suspect"})
_LONG_TERM = (
    2  # spaces; terms in marks have one to two words, what is longer was said (bench/quotes)
)


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


def _named(found: Attribution, _: Cast) -> bool:
    """ "She never clicked “send”": a term in marks that no verb of saying leads in."""
    (start, end), *more = found.content
    base = found.marked.piece.base
    whole = any((base + low, base + high) == (start, end) for low, high in found.marked.quotations)
    said = found.marked.text[start - base : end - base]
    inner = said.strip("“”\"'")
    # “lock her up!” is chanted, and “a pay freeze,” is spoken: the comma inside closes what was
    # said
    term = (
        not is_turn(said)
        and inner[:1].islower()
        and inner[-1:].isalnum()
        and inner.count(" ") < _LONG_TERM
    )
    return whole and not more and term and not speaks(found.lemma)


def _place_that_knows(found: Attribution, cast: Cast) -> bool:
    """ "Marlow learned that": nobody there is said to have said so."""
    if found.source_span is None or found.lemma not in words("knowing"):
        return False
    return [m.kind for m in cast.within(*found.source_span)] == ["place"]


def _only_dated(found: Attribution, _: Cast) -> bool:
    """ "His comments on Monday" tell when he spoke and not on what."""
    start, end = (offset - found.marked.piece.base for offset in found.content[0])
    held = found.marked.tokens.char_span(start, end)
    return (
        len(found.content) == 1
        and held is not None
        and all(t.ent_type_ in ("DATE", "TIME") for t in held)
    )


def _own_guess(found: Attribution, _: Cast) -> bool:
    """ "My guess is that": the opinion of the writer, or of whoever speaks around it, is no
    report.
    """
    if found.source is None or found.cue_span is None or found.source.lower_ not in _OWN:
        return False
    start, end = (offset - found.marked.piece.base for offset in found.cue_span)
    held = found.marked.tokens.char_span(start, end, alignment_mode="expand")
    return held is not None and any(t.lemma_.lower() in _GUESSES for t in held)


_RULES: tuple[Callable[[Attribution, Cast], bool], ...] = (
    _heard,
    _shown,
    _named,
    _place_that_knows,
    _only_dated,
    _own_guess,
)

"""Which way the words went, as far as the texts tell.

Pair ──rule's answer · agency · damage · dates · own words──▶ Direction and its reason
"""

from __future__ import annotations

from sayso.copies.evidence import Pair
from sayso.model import Direction, Reason

_LACKS_LITTLE = 0.9  # share from which a text holds next to nothing that the other lacks
_LACKS = 0.8  # share under which a text has words that the other lacks

Answer = tuple[Direction, tuple[Reason, ...]]


def direction_of(pair: Pair, independent: bool, known: Direction | None) -> Answer:
    """The direction and the reasons for it; what the deciding rule already knows stands."""
    if known in ("a->b", "b->a"):
        return known, ()
    if independent:
        return known or "common-source", ()
    if found := _from_agency(pair):
        return found
    if known:
        return known, ()
    return _from_damage(pair) or _from_dates(pair) or _from_own_words(pair) or ("unknown", ())


def _from_agency(pair: Pair) -> Answer | None:
    """An agency's own text comes before its prints."""
    a, b = (s.traces.is_agency for s in (pair.a, pair.b))
    if a == b:
        return None
    reason = Reason("agency-first")
    return ("a->b" if a else "b->a"), (reason,)


def _from_damage(pair: Pair) -> Answer | None:
    """Nobody restores lost case and marks; a clean text that lacks words of the damaged one is not
    its source.
    """
    a, b = len(pair.a.ready.defects), len(pair.b.ready.defects)
    if a == b:
        return None
    share = pair.found.share_a if a > b else pair.found.share_b  # of the damaged text
    if share < _LACKS:
        return "common-source", (Reason("common-source"),)
    return ("a->b" if a < b else "b->a"), (Reason("clean-first"),)


def _from_dates(pair: Pair) -> Answer | None:
    """The earlier day comes first."""
    a, b = pair.a.doc.published, pair.b.doc.published
    if a is None or b is None or a == b:
        return None
    return ("a->b" if a < b else "b->a"), (Reason("earlier-first", (min(a, b), max(a, b))),)


def _from_own_words(pair: Pair) -> Answer | None:
    """Undated texts of two houses, each with words of its own: neither was cut out of the other."""
    if pair.one_house or pair.found.larger >= _LACKS_LITTLE:
        return None
    return "common-source", (Reason("each-has-own"),)

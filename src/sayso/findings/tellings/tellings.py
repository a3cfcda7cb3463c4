"""Units as tellings: what a finding shows of each place where something is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.findings.case import Case
from sayso.findings.tellings.units import Unit
from sayso.model import Passage, Quantity, Quote, Reading, Telling
from sayso.say_so import holder_of


def tellings(
    unit: Unit, *, value: str | None = None, norm: str | None = None
) -> tuple[Telling, ...]:
    """The telling of one unit and, after it, those of its copies."""
    own = telling(unit.reading, (unit.at, unit.sentence), unit.quote, value=value, norm=norm)
    own = replace(own, low_confidence=unit.low_confidence)
    return (own, *(_echo(*echo, value=value, norm=norm) for echo in unit.echoes))


def _echo(
    reading: Reading, at: Passage, sentence: Passage, *, value: str | None, norm: str | None
) -> Telling:
    claim = next((c for c in reading.claims if c.at == at), None)
    quote = None if claim is None or claim.quote is None else reading.quotes[claim.quote]
    told = telling(reading, (at, sentence), quote, value=value, norm=norm)
    return replace(told, low_confidence=bool(claim and claim.low_confidence))


_SAID = 0.6  # share of a stretch, its cue and source left out, that one attribution must hold


def _said_there(reading: Reading, at: Passage) -> Quote | None:
    """The attribution that holds most of a whole sentence, the innermost of several: its words are
    somebody's though the sentence as a whole is the writer's.
    """
    best: Quote | None = None
    for quote in reading.quotes:
        if quote.doc_id != at.doc_id or not any(at.overlaps(p) for p in quote.content):
            continue
        aside = sum(_shared(at, p) for p in (*quote.source, *quote.cue))
        held = sum(_shared(at, p) for p in quote.content)
        inner = best is None or sum(map(len, quote.content)) < sum(map(len, best.content))
        if inner and held >= _SAID * max(1, len(at) - aside):
            best = quote
    return best


def _shared(a: Passage, b: Passage) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def telling(
    reading: Reading,
    place: tuple[Passage, Passage],
    quote: Quote | None,
    *,
    value: str | None = None,
    norm: str | None = None,
) -> Telling:
    """What stands at `place` (words, sentence), on the say-so of `quote`; where nobody is named, on
    that of the outlets whose report the article hands on there.
    """
    at, sentence = place
    quote = quote or _said_there(reading, at)
    holder = holder_of(quote) if quote else None
    via = quote.via if quote else ()
    if holder is None:
        handed_on = (r.origin for r in reading.relays if r.about.overlaps(at))
        via = (*via, *(origin for origin in handed_on if origin not in via))
    return Telling(
        at=at,
        sentence=sentence,
        holder=holder,
        anonymous=bool(quote and quote.anonymous),
        via=via,
        value=value,
        norm=norm,
        low_confidence=bool(quote and quote.low_confidence),
    )


def amount(case: Case, quantity: Quantity) -> tuple[str, str]:
    """An amount as printed and what it stands for ("around 5,000", "5000")."""
    return quantity.at.cut(case.texts[quantity.at.doc_id]), f"{quantity.value:.12g}"


def shown(case: Case, at: Passage) -> str:
    """A passage on one line."""
    return " ".join(at.cut(case.texts[at.doc_id]).split())


_LEADS = re.compile(r"^(?:that|because|as|and|but|,)\s+", re.IGNORECASE)


def headline_of(case: Case, at: Passage) -> str:
    """A claim as a heading: on one line, without the word that tied it to its sentence.

    The words stay the article's own; only "that" and its like are left off and a quotation left
    open is closed.
    """
    text = _LEADS.sub("", shown(case, at)).rstrip(" ,;:")
    if text.count("“") > text.count("”"):
        text += "”"
    return text[:1].upper() + text[1:]


def finding_id(letter: str, kind: str, tellings: Sequence[Telling]) -> str:
    """A short id that depends only on the kind and on the places a finding rests on."""
    places = sorted(f"{t.at.doc_id}:{t.at.start}:{t.at.end}" for t in tellings)
    return letter + hashlib.sha256("\n".join([kind, *places]).encode()).hexdigest()[:8]

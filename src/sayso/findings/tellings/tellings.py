"""Statements as tellings: what a finding shows of each place where something is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from sayso.findings.case import Case
from sayso.findings.tellings.statements import Statement
from sayso.model import Claim, Passage, Quantity, Reading, Telling


def tellings(
    case: Case,
    statement: Statement,
    *,
    value: str | None = None,
    norm: str | None = None,
    amount_of: float | None = None,
) -> tuple[Telling, ...]:
    """The telling of one statement and, after it, those of its copies.

    `amount_of` asks for the amount of that value as each text prints it, in place of a fixed
    `value`.
    """
    places = ((statement.reading, statement.claim), *statement.echoes)
    return tuple(
        _telling(case, reading, claim, value=value, norm=norm, amount_of=amount_of)
        for reading, claim in places
    )


def _telling(
    case: Case,
    reading: Reading,
    claim: Claim,
    *,
    value: str | None,
    norm: str | None,
    amount_of: float | None,
) -> Telling:
    if amount_of is not None:
        printed = [q for n in claim.quantities if (q := reading.quantities[n]).value == amount_of]
        value, norm = amount(case, printed[0]) if printed else (value, norm)
    relayed = (
        ()
        if claim.holder
        else tuple(
            relay.origin
            for relay in reading.relays
            if relay.about.overlaps(claim.at) and relay.origin not in claim.via
        )
    )
    return Telling(
        at=claim.at,
        sentence=claim.sentence,
        holder=_briefly(claim.described or claim.holder) if claim.anonymous else claim.holder,
        anonymous=claim.anonymous,
        via=(*claim.via, *relayed),
        value=value,
        norm=norm,
        low_confidence=claim.low_confidence,
    )


def _briefly(description: str | None) -> str | None:
    """An unnamed source without the clause that says why it is not named: "a town official"."""
    return (
        re.split(r",\s+who\b|\s+who spoke\b|\s+who asked\b", description)[0]
        if description
        else None
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

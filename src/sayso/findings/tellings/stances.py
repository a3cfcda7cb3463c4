"""Stretches of a sentence that are told otherwise than as so: denied, never said, or only asked.

A reading knows the manner of a saying; a cue beside it ("a report that … is false", "never said",
"declined to say whether") is read here, so that a telling of a denial is never taken for a telling
of the claim.

    sentence ──dispute_cues, unsaid_cues──▶ (passage, stance)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from sayso.findings.tellings.cues import clause_after, hits, plain
from sayso.lexicon import table
from sayso.model import Claim, Manner, Passage, Quote, Reading

Unsure = Literal["denied", "unsaid", "asked"]
Stance = Literal["sure", "denied", "unsaid", "asked", "planned", "possible"]
# What somebody thinks may be so, what somebody wants or orders is still to come, and what nobody
# said ("never said", "would say") nobody tells.
_TOLD_AS: dict[Manner, Stance] = {
    "declined": "unsaid",
    "unsaid": "unsaid",
    "asked": "asked",
    "thought": "possible",
    "wished": "planned",
    "decided": "planned",
    "ordered": "planned",
}
_DENYING = frozenset({"denied", "false", "rejected", "disputed"})
_INSIDE = 0.8  # share of a unit that must stand in such a stretch
_PRINTED = 0.6  # share of a claim between marks from which its words are the speaker's own
_MOST = 0.4  # share of a unit from which a denial inside it is what the unit tells


@lru_cache(maxsize=1)
def _unsaid() -> tuple[tuple[Unsure, re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (stance, re.compile(pattern, re.IGNORECASE), tuple(letters.split()))  # type: ignore[misc]
        for stance, pattern, _, letters in table("unsaid_cues")
    )


def untold(reading: Reading, text: str) -> dict[Passage, list[tuple[Passage, Passage, Unsure]]]:
    """By sentence: its cue, the stretch that is not told as so, and how it is told."""
    found: dict[Passage, list[tuple[Passage, Passage, Unsure]]] = {}
    for hit in hits(reading, text):
        if hit.kind in _DENYING and hit.content is not None:
            found.setdefault(hit.sentence, []).append((hit.cue, hit.content, "denied"))
    for sentence in reading.sentences:
        printed = plain(sentence.cut(text))
        low = printed.lower()
        for stance, pattern, letters in _unsaid():
            if not any(some in low for some in letters):
                continue
            for cue in pattern.finditer(printed):
                span = clause_after(printed, cue.end())
                if span:
                    at = _placed(sentence, *span)
                    found.setdefault(sentence, []).append(
                        (_placed(sentence, *cue.span()), at, stance)
                    )
    return found


def _placed(sentence: Passage, start: int, end: int) -> Passage:
    return Passage(sentence.doc_id, sentence.start + start, sentence.start + end)


def told_as(
    at: Passage, cues: Sequence[tuple[Passage, Passage, Unsure]]
) -> tuple[Unsure, bool] | None:
    """How a stretch of a sentence with such cues is told, and whether it holds the cue itself, so
    that a "not" in it may be the cue's; None where no cue bears on it.
    """
    shared: dict[Unsure, int] = {}
    for cue, content, stance in cues:
        met = max(0, min(at.end, content.end) - max(at.start, content.start))
        holds = at.overlaps(cue)
        # "Orr never mentioned that it leaked": the words that refuse to say it say nothing else
        refusal = len(cue) if holds and stance == "unsaid" else 0
        shared[stance] = shared.get(stance, 0) + met + refusal
        if shared[stance] >= (_MOST if holds else _INSIDE) * len(at):
            return stance, holds
    return None


def _printed_words(claim: Claim, quote: Quote) -> bool:
    """Most of it stands between marks: who denies a story tells it in words of his own."""
    shared = (min(q.end, claim.at.end) - max(q.start, claim.at.start) for q in quote.quoted)
    return sum(n for n in shared if n > 0) >= _PRINTED * len(claim.at)


def stance_of(claim: Claim, quote: Quote | None, cue: tuple[Unsure, bool] | None = None) -> Stance:
    """How a claim is told; `cue` is what `told_as` found."""
    if cue is not None:
        told, holds_cue = cue
        return "sure" if told == "denied" and claim.negated and not holds_cue else told
    if quote is not None:
        if quote.manner in _TOLD_AS:
            return _TOLD_AS[quote.manner]
        if not quote.speech and quote.manner != "did":
            return "possible"  # "is said to be", on nobody's say-so
        if quote.manner == "denied":
            return "sure" if claim.negated != _printed_words(claim, quote) else "denied"
    if claim.negated or claim.status == "denied":
        return "denied"
    if claim.status in ("planned", "possible"):
        return claim.status
    return "sure"

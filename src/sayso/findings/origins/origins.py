"""How many independent origins stand behind tellings, and why.

An origin is a speaker, a document, an agency's report, an outlet's own source. Texts that state a
thing in their own voice add one unattributed origin together, and only where no identified one
exists. A copy, a relay or a retelling never raises the count.

    tellings ──voice of each──▶ voices ──collapse──▶ Origins + reasons
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from sayso.findings.case import Case
from sayso.findings.origins.voices import Voice, same_voice, voice
from sayso.groups import linked
from sayso.model import DocRef, Origin, Reason, Telling
from sayso.text import fold

# per cent of folded characters from which two printed statements are one statement
_SAME_WORDS = 85
_STATEMENT_CHARACTERS = 40  # folded characters from which equal words are no accident


@dataclass(frozen=True, slots=True)
class Count:
    """Origins of some tellings; `open_texts` is how many texts state it in their own voice."""

    origins: tuple[Origin, ...]
    open_texts: int
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Voiced:
    number: int
    telling: Telling
    voice: Voice
    side: int


def count(case: Case, tellings: Sequence[Telling], sides: Sequence[int] | None = None) -> Count:
    """Collapse copies, relays and shared speakers; every collapse gives its reason.

    `sides` says for each telling of a conflict which side it is on: sources that contradict each
    other are not taken for one because their descriptions would allow it.
    """
    clean = {case.family_of[t.at.doc_id] for t in tellings if not t.low_confidence}
    known: list[_Voiced] = []
    silent: list[int] = []
    for number, telling in enumerate(tellings):
        # Who speaks in a copy without case and marks is a guess where its clean text tells the
        # same.
        guessed = telling.low_confidence and case.family_of[telling.at.doc_id] in clean
        found = None if guessed else voice(case, telling)
        if found is None:
            silent.append(number)
        else:
            known.append(_Voiced(number, telling, found, sides[number] if sides else 0))
    groups = _collapsed(case, known)
    origins = sorted((_origin(group) for group in groups), key=lambda o: (o.tellings, o.label))
    open_texts = len({case.family_of[tellings[n].at.doc_id] for n in silent})
    if silent and not origins:
        origins = [Origin("unattributed", "the articles' own voice", tuple(silent))]
    reasons = (
        *_copied(case, tellings),
        *_shared(case, tellings, origins),
        *_open(open_texts, origins),
    )
    return Count(tuple(origins), open_texts, reasons)


def _collapsed(case: Case, known: Sequence[_Voiced]) -> list[list[_Voiced]]:
    """Groups of tellings with one voice; named people first, so that unnamed ones find them."""

    def homes(told: _Voiced, near: list[list[_Voiced]]) -> list[list[_Voiced]]:
        # a third telling does not make one voice of the two sides of a conflict
        of_both = any(other.side != told.side for group in near for other in group)
        return near[:1] if of_both else near

    ordered = sorted(
        known, key=lambda t: (not t.voice.named, t.voice.kind in ("agency", "outlet"), t.number)
    )
    return linked(ordered, lambda told, other: _one(case, told, other), homes)


def _one(case: Case, a: _Voiced, b: _Voiced) -> bool:
    if a.voice.key == b.voice.key:
        return True
    if a.voice.key in b.voice.via or b.voice.key in a.voice.via:
        return True  # the outlet handed the speaker on: a relay is no origin of its own
    if _family(case, a) == _family(case, b) and _same_words(case, a, b):
        return True  # a copy, whatever its attribution was read as
    return a.side == b.side and (same_voice(a.voice, b.voice) or _same_words(case, a, b))


def _family(case: Case, told: _Voiced) -> str:
    return case.family_of[told.telling.at.doc_id]


def _same_words(case: Case, a: _Voiced, b: _Voiced) -> bool:
    """One statement put into two mouths is still one statement."""
    one, two = (fold(t.telling.at.cut(case.texts[t.telling.at.doc_id])).text() for t in (a, b))
    return min(len(one), len(two)) >= _STATEMENT_CHARACTERS and ratio(one, two) >= _SAME_WORDS


def _origin(group: Sequence[_Voiced]) -> Origin:
    """Shown under the fullest name of a named voice, else under the first."""
    best = min(
        group,
        key=lambda t: (
            not t.voice.named,
            -len(t.voice.label.split()) if t.voice.named else 0,
            t.number,
        ),
    )
    return Origin(best.voice.kind, best.voice.label, tuple(sorted(t.number for t in group)))


def _copied(case: Case, tellings: Sequence[Telling]) -> list[Reason]:
    families: dict[str, set[str]] = {}
    for telling in tellings:
        families.setdefault(case.family_of[telling.at.doc_id], set()).add(telling.at.doc_id)
    return [
        Reason(
            "copy-collapses",
            (tuple(map(DocRef, sorted(docs))),),
            tuple(t.at for t in tellings if t.at.doc_id in docs),
        )
        for docs in families.values()
        if len(docs) > 1
    ]


def _shared(case: Case, tellings: Sequence[Telling], origins: Sequence[Origin]) -> list[Reason]:
    reasons = []
    for origin in origins:
        docs = sorted({case.family_of[tellings[n].at.doc_id] for n in origin.tellings})
        if origin.kind == "unattributed" or not docs:
            continue
        at = tuple(tellings[n].at for n in origin.tellings)
        names = dict.fromkeys(tellings[n].holder for n in origin.tellings if tellings[n].holder)
        called = [n for n in names if n and n != origin.label]
        values = (tuple(map(DocRef, docs)), origin.label, tuple(called[:3]))
        reasons.append(Reason("one-voice", values, at))
    return reasons


def _open(texts: int, origins: Sequence[Origin]) -> list[Reason]:
    if not texts:
        return []
    together = any(o.kind == "unattributed" for o in origins)
    return [Reason("unattributed", ("together" if together else "open", texts))]

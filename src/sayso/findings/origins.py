"""How many independent origins stand behind tellings, and why.

An origin is a speaker, a document, an agency's report, an outlet's own source. Texts that state a thing in their own
voice add one unattributed origin together, and only where no identified one exists. A copy, a relay or a retelling
never raises the count.

    tellings ──voice of each──▶ voices ──collapse──▶ Origins + reasons
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.findings.case import Case
from sayso.findings.statements import voice_of
from sayso.lexicon import table, words
from sayso.model import Origin, OriginKind, Reason, Telling
from sayso.text import fold_words

_VAGUE = frozenset(
    {"a", "an", "the", "who", "to", "of", "and", "some", "several", "one", "two"}
    | {"senior", "former", "top", "official", "officials", "source", "sources"}
)


@dataclass(frozen=True, slots=True)
class Count:
    """Origins of some tellings; `open_texts` is how many texts state it in their own voice."""

    origins: tuple[Origin, ...]
    open_texts: int
    why: tuple[Reason, ...]


def count(case: Case, tellings: Sequence[Telling]) -> Count:
    """Collapse copies, relays and shared speakers; every collapse gives its reason."""
    voices: dict[tuple[OriginKind, str], Origin] = {}
    unattributed: list[int] = []
    for number, telling in enumerate(tellings):
        voice = _voice(case, telling)
        if voice is None:
            unattributed.append(number)
            continue
        key = _known(case, voices, voice)
        held = voices.get(key, Origin(voice.kind, voice.label, ()))
        voices[key] = replace(held, tellings=(*held.tellings, number), label=_fuller(held.label, voice.label))
    open_texts = len({case.family_of[tellings[n].at.doc_id] for n in unattributed})
    origins = [voices[key] for key in sorted(voices, key=lambda k: (voices[k].tellings, k))]
    if unattributed and not origins:
        origins = [Origin("unattributed", "the articles' own voice", tuple(unattributed))]
    reasons = (*_copied(case, tellings), *_shared(case, tellings, origins), *_open(open_texts, origins))
    return Count(tuple(origins), open_texts, reasons)


def _voice(case: Case, telling: Telling) -> Origin | None:
    """Who is behind one telling; None when the text states it in its own voice."""
    if telling.holder:
        kind: OriginKind = "speaker"
        if _outlet(telling.holder):
            kind = "agency" if _outlet(telling.holder) == "agency" else "outlet"
        elif fold_words(telling.holder)[-1:] and fold_words(telling.holder)[-1][0] in words("documents"):
            kind = "document"
        return Origin(kind, telling.holder, ())
    for channel in reversed(telling.via):
        if _outlet(channel):
            return Origin("agency" if _outlet(channel) == "agency" else "outlet", channel, ())
    credit = dict(case.document[telling.at.doc_id].declared).get("credit")
    if credit:
        return Origin("agency", credit, ())
    return None


def _known(case: Case, voices: dict[tuple[OriginKind, str], Origin], voice: Origin) -> tuple[OriginKind, str]:
    """The key of this voice: an actor's id, an outlet's owner, or that of a compatible unnamed source."""
    key = voice_of(case, voice.label)
    for kind, other in voices:
        if other == key or (kind == voice.kind == "speaker" and _compatible(other, key)):
            return kind, other
    return voice.kind, _owner(voice.label) or key


def _compatible(one: str, other: str) -> bool:
    """Unnamed sources whose descriptions do not exclude each other may be one person.

    >>> _compatible("a senior us official", "us official"), _compatible("us official", "iraqi official")
    (True, False)
    """
    if "-" in one or "-" in other:
        return False
    heads = {one.split()[-1], other.split()[-1]}
    generic = {"official", "officials", "source", "sources", "person", "people", "spokesman", "spokeswoman"}
    a, b = set(one.split()) - _VAGUE, set(other.split()) - _VAGUE
    return bool(heads & generic) and (a <= b or b <= a)


@lru_cache(maxsize=1)
def _outlets() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for name, kind, owner, _domains, aliases in (row + ("",) * (5 - len(row)) for row in table("outlets")):
        for form in (name, *aliases.split(";")):
            folded = " ".join(w for w, _, _ in fold_words(form) if w != "the")
            if folded:
                known.setdefault(folded, (kind, owner))
    return known


def _outlet(name: str) -> str | None:
    """Kind of the outlet of that name, None where the name is not an outlet's."""
    folded = " ".join(w for w, _, _ in fold_words(name) if w != "the")
    return _outlets().get(folded, (None, None))[0]


def _owner(name: str) -> str | None:
    folded = " ".join(w for w, _, _ in fold_words(name) if w != "the")
    owner = _outlets().get(folded, ("", ""))[1]
    return f"owner {owner}" if owner else None


def _fuller(one: str, other: str) -> str:
    return max(one, other, key=lambda label: (len(label.split()), label)) if one else other


def _copied(case: Case, tellings: Sequence[Telling]) -> list[Reason]:
    families: dict[str, set[str]] = {}
    for telling in tellings:
        families.setdefault(case.family_of[telling.at.doc_id], set()).add(telling.at.doc_id)
    return [
        Reason(
            "copy-collapses",
            f"{_listed(sorted(docs))} are one text",
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
        verb = "rests on" if len(docs) == 1 else "all rest on"
        at = tuple(tellings[n].at for n in origin.tellings)
        reasons.append(Reason("one-voice", f"{_listed(docs)} {verb} {origin.label}", at))
    return reasons


def _open(texts: int, origins: Sequence[Origin]) -> list[Reason]:
    if not texts:
        return []
    number = "1 text states" if texts == 1 else f"{texts} texts state"
    if any(o.kind == "unattributed" for o in origins):
        return [Reason("unattributed", f"{number} it without saying from whom; together they count as one")]
    return [Reason("unattributed", f"{number} it without saying from whom, which adds no origin")]


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]

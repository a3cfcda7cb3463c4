"""Who is behind a telling: a speaker, a document, an agency, an outlet, or nobody that the text
names.

A body speaks with one voice: "police", "a police spokesman" and "Const. Tim Fanning of the police"
in three papers are one origin, whatever they are called there. Two people with names stay two. An
unnamed source is the same as another where nothing said of them excludes it.

    Telling ──holder, channels, credit──▶ Voice ──same_voice──▶ one origin or two
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.findings.case import Case
from sayso.lexicon import mapping, words
from sayso.model import OriginKind, Telling
from sayso.outlets.table import find, fuller, house, key
from sayso.text import fold_words

# what an outlet has printed, and the outlet itself, as a text goes on to call them
_ARTICLES = frozenset({"article", "story", "scoop", "exclusive", "paper", "newspaper"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. `key` is equal for equal voices.

    named    a person with a name; two of them are never one voice unless their keys are equal
    bodies   classes of the body they speak for (police, military ...), "any" where only "official"
             is said
    proper   folded proper words of the description ("iraqi", "state"), by which unnamed sources
             exclude each other
    via      keys of those who handed it on: a relay is no origin of its own
    people   ids of the people whose full names the label holds: "Lund’s office" speaks for Lund
    """

    key: str
    kind: OriginKind
    label: str
    named: bool = False
    bodies: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def voice(case: Case, telling: Telling) -> Voice | None:
    """The voice behind one telling; None when the text states it in its own voice."""
    via = frozenset(outlet_key(case, channel) for channel in telling.via)
    if telling.holder:
        people = case.voices.people_in(telling.holder)
        return replace(_holder(case, telling), via=via, people=people)
    for channel in reversed(telling.via):
        if _is_outlet(case, channel):
            return _outlet(case, channel)
    credit = dict(case.document[telling.at.doc_id].declared).get("credit")
    return Voice(outlet_key(case, credit), "agency", credit) if credit else None


def _holder(case: Case, telling: Telling) -> Voice:
    name = telling.holder or ""
    folded = [w for w, _, _ in fold_words(name)]
    outlet = name if _is_outlet(case, name) else _handed_on(case, telling, folded)
    if outlet and not telling.anonymous:
        return _outlet(case, outlet)
    spoken = case.voices.key(name, unnamed=telling.anonymous)
    person = spoken in case.people
    if folded and folded[-1] in words("documents") and not person:
        return Voice(spoken, "document", name, bodies=_bodies(folded), proper=_proper(name))
    if person:
        return Voice(spoken, "speaker", name, True, _bodies(case.said_beside.get(spoken, ())))
    return Voice(spoken, "speaker", name, False, _bodies(folded), _proper(name))


def same_voice(a: Voice, b: Voice) -> bool:
    """One origin? Equal keys, documents of one kind ("a memo", "the internal memo"), or bodies of
    which at most one is a named person, where nothing said of them excludes it.
    """
    if a.key == b.key or a.people & b.people:
        return True
    if a.kind == b.kind == "document":
        return a.key.split()[-1] == b.key.split()[-1] and (
            not a.proper or not b.proper or bool(a.proper & b.proper)
        )
    if (a.named and b.named) or not a.bodies or not b.bodies:
        return False
    if a.proper and b.proper and not a.proper & b.proper:
        return False
    return bool(a.bodies & b.bodies) or "any" in a.bodies | b.bodies


def _bodies(folded: Iterable[str]) -> frozenset[str]:
    known = mapping("authorities")
    return frozenset(known[w] for w in folded if w in known)


def _proper(name: str) -> frozenset[str]:
    """Capitalised words of a description that are not themselves words for a body."""
    known = mapping("authorities")
    found = ((w, name[start]) for w, start, _ in fold_words(name))
    return frozenset(
        w
        for w, first in found
        if first.isupper() and w not in known and w not in {"a", "an", "the"}
    )


# ---- outlets ---------------------------------------------------------------


def outlet_key(case: Case, name: str) -> str:
    """One key for one outlet in a story, whatever it is called there ("the Courier", "The Ostrey
    Courier"); outlets of one owner are one voice.
    """
    full = fuller(name, case.outlets)
    return f"owner:{house(full)}" if _is_outlet(case, full) else case.voices.key(name)


def _is_outlet(case: Case, name: str) -> bool:
    full = fuller(name, case.outlets)
    return find(full) is not None or key(full) in map(key, case.outlets)


def _outlet(case: Case, name: str) -> Voice:
    known = find(fuller(name, case.outlets))
    kind: OriginKind = "agency" if known and known.kind == "agency" else "outlet"
    return Voice(outlet_key(case, name), kind, name)


def _handed_on(case: Case, telling: Telling, folded: Sequence[str]) -> str | None:
    """The one outlet whose report the text hands on, where it goes on with "the article says"."""
    if len(folded) != 2 or folded[1] not in _ARTICLES:
        return None
    reading = next(r for r in case.readings if r.doc_id == telling.at.doc_id)
    names = {outlet_key(case, relay.origin): relay.origin for relay in reading.relays}
    return next(iter(names.values())) if len(names) == 1 else None

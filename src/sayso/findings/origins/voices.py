"""Who is behind a telling: a speaker, a document, an agency, an outlet, or nobody that the text
names.

A body speaks with one voice: "police", "a police spokesman" and "Const. Tim Fanning of the police"
in three papers are one origin, whatever they are called there. Two people with names stay two. An
unnamed source is the same as another where nothing said of them excludes it.

    Telling ──holder, channels, credit──▶ Voice ──same_voice──▶ one origin or two
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.findings.case import Case
from sayso.lexicon import mapping, table, words
from sayso.model import OriginKind, Telling
from sayso.text import fold_words


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. `key` is equal for equal voices.

    named    a person with a name; two of them are never one voice unless their keys are equal
    bodies   classes of the body they speak for (police, military ...), "any" where only "official"
             is said
    proper   folded proper words of the description ("iraqi", "state"), by which unnamed sources
             exclude each other
    people   ids of the people whose full names the label holds: "Lund’s office" speaks for Lund
    """

    key: str
    kind: OriginKind
    label: str
    named: bool = False
    bodies: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def voice(case: Case, telling: Telling) -> Voice | None:
    """The voice behind one telling; None when the text states it in its own voice."""
    if telling.holder:
        return replace(_holder(case, telling), people=case.voices.people_in(telling.holder))
    for channel in reversed(telling.via):
        kind = outlet_kind(channel)
        if kind:
            return Voice(
                _outlet_key(case, channel), "agency" if kind == "agency" else "outlet", channel
            )
    credit = dict(case.document[telling.at.doc_id].declared).get("credit")
    return Voice(_outlet_key(case, credit), "agency", credit) if credit else None


def _holder(case: Case, telling: Telling) -> Voice:
    name = telling.holder or ""
    kind = outlet_kind(name)
    if kind:
        return Voice(_outlet_key(case, name), "agency" if kind == "agency" else "outlet", name)
    folded = [w for w, _, _ in fold_words(name)]
    key = case.voices.key(name, unnamed=telling.anonymous)
    person = key in case.people
    if folded and folded[-1] in words("documents") and not person:
        return Voice(key, "document", name, bodies=_bodies(folded), proper=_proper(name))
    if person:
        return Voice(key, "speaker", name, True, _bodies(case.said_beside.get(key, ())))
    return Voice(key, "speaker", name, False, _bodies(folded), _proper(name))


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


@lru_cache(maxsize=1)
def _outlets() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for row in table("outlets"):
        name, kind, owner, _domains, aliases = (*row, "", "", "", "")[:5]
        for form in (name, *aliases.split(";")):
            if _bare(form):
                known.setdefault(_bare(form), (kind, owner or name))
    return known


def outlet_kind(name: str) -> str | None:
    """Kind of the outlet or agency of that name; None where the name is not a known outlet's."""
    return _outlets().get(_bare(name), (None, None))[0]


def _outlet_key(case: Case, name: str) -> str:
    """Outlets of one owner are one voice; one that no table knows is the name that the story gives
    it.
    """
    known = _outlets().get(_bare(name))
    return f"owner:{_bare(known[1])}" if known else case.voices.key(name)


def _bare(name: str) -> str:
    return " ".join(w for w, _, _ in fold_words(name) if w != "the")

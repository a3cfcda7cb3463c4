"""Who an opening describes before it names him: "The town's top fire officer said so", and then
"…," Ana Ruiz, the acting chief, said.

An opening is one before which nobody has spoken by name. Whom it describes as the only one of his
kind, or as one who was something, is the first person named behind it, where that person speaks
within two paragraphs and the text gives him no other office. Else the description stands.

    attributions with their speakers ──described? the next named one?──▶ the same, named
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Name, Reason
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.holders import PARTISANS
from sayso.readings.attribution.voices import Memory, Who

_SOON = 2  # paragraphs within which the one described is named and speaks
_ONLY = frozenset({"top", "chief", "head", "leading", "highest", "first", "main"})
_FOR_OTHERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "aide", "lawyer", "attorney"})
_FOR_OTHERS |= {"analyst", "expert", "professor", "adviser", "advisor", "critic", "historian"}

_GONE, _ONE = frozenset({"former", "retired", "ex"}), frozenset({"a", "an", "one"})

Resolved = tuple[Attribution, Who]


def with_ledes(resolved: Sequence[Resolved], memory: Memory) -> list[Resolved]:
    """The attributions with those of an opening given to whom the text names next."""
    first = next((n for n, (_, who) in enumerate(resolved) if _is_named(who)), len(resolved))
    if not 0 < first < len(resolved):
        return list(resolved)
    found, who = resolved[first]
    mention = _mention(found, memory)
    if mention is None or not (memory.cast.is_first(mention) or _is_only(mention, memory)):
        return list(resolved)
    out = list(resolved)
    for n, (a, described) in enumerate(resolved[:first]):
        if _is_of_one(a, described) and _is_next(a, found, mention, memory):
            assert a.source is not None
            if not (memory.cast.is_first(mention) or _is_gone(a.source)):
                continue
            if _may_be(a.source, mention, memory):
                why = Reason("pronoun", (described.speaker or "", who.speaker or ""))
                out[n] = a, replace(who, why=(why,))
    return out


def _is_named(who: Who) -> bool:
    return who.person and not who.anonymous and not who.plural and bool(who.speaker)


def _mention(found: Attribution, memory: Memory) -> Name | None:
    if found.source_span is None:
        return None
    held = [m for m in memory.cast.within(*found.source_span) if m.kind == "person"]
    return held[0] if len(held) == 1 else None


def _is_only(mention: Name, memory: Memory) -> bool:
    """True where nobody else is named before: the headline's "Ostrow: plan fails" is of him too."""
    surname = memory.cast.parts(mention)[-1]
    before = [m for m in memory.cast.within(0, mention.at.start) if m.kind == "person"]
    return all(memory.cast.parts(m)[-1] == surname for m in before)


def _is_of_one(found: Attribution, who: Who) -> bool:
    """The source is described as the only one: "the town's top judge", "the mayor of Velmouth"."""
    head = found.source
    if head is None or head.tag_.endswith("S") or who.why:
        return False
    if not ((head.pos_ == "NOUN" and who.person) or head.lemma_.lower() in PARTISANS):
        return False
    definite = any(c.lower_ == "the" or c.dep_ == "poss" for c in head.lefts)
    top = any(c.lower_ in _ONLY for c in head.lefts)
    lemma = head.lemma_.lower()
    office = mapping("titles").get(lemma) == "office" and lemma not in words("unnamed_roles")
    of = any(c.lower_ == "of" and any(g.pos_ == "PROPN" for g in c.rights) for c in head.rights)
    return _is_gone(head) or (definite and (top or (office and of)))


def _is_gone(head: Token) -> bool:
    """ "A former skipper", "a retired judge": no office that another may hold today."""
    said = {c.lower_ for c in head.lefts}
    return bool(said & _GONE) and bool(said & _ONE)


def _is_next(found: Attribution, other: Attribution, mention: Name, memory: Memory) -> bool:
    """The other speaks soon, and nobody else is named between the two paragraphs."""
    base = found.marked.piece.base
    end = base + len(found.marked.text)
    between = [m for m in memory.cast.within(end, mention.at.start) if m.kind == "person"]
    bases = list(memory.bases)
    if base not in bases or other.marked.piece.base not in bases or base == other.marked.piece.base:
        return False
    near = bases.index(other.marked.piece.base) - bases.index(base) <= _SOON
    return near and all(memory.cast.is_aside(m.at.start) for m in between)


def _may_be(head: Token, mention: Name, memory: Memory) -> bool:
    """False where the person named has another office, or speaks for others."""
    offices = memory.cast.offices
    told = {office for office, held in offices.items() if any(name == mention for name, _ in held)}
    if told & _FOR_OTHERS:
        return False
    lemma = head.lemma_.lower()
    kinds = {office for office in told if mapping("titles").get(office) == "office"}
    if _is_gone(head):
        return not kinds or lemma in kinds
    is_office = mapping("titles").get(lemma) == "office"
    return not (is_office and kinds and lemma not in kinds)

"""What somebody says that another said: "the Courier said that an aide had denied it", "officials
said the mayor had said so", "Ruiz said the guards knew little but said the gate was shut".

The model reads the whole as the first one's. Within it, what the other said is the other's, through
the first one. Only verbs of speaking count that the content hangs on, or that are joined to such a
verb, with somebody for a subject and a clause behind; nothing is read inside marks.

    attribution ──verb of speaking in its content──▶ one of its subject, inside the first
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.sources import source_span
from sayso.readings.attribution.subjects import own_subject, subject

_HAVE = frozenset({"had", "has", "have", "'d", "'ve"})


def said_within(
    found: Attribution, others: Sequence[Attribution], *, outlet: bool
) -> Iterator[Attribution]:
    """The attributions inside the content that nobody has read yet; an `outlet` reports also what
    "he" said.
    """
    if found.cue is None:
        return
    held = [t for t in found.marked.tokens if found.says(t)]
    inside = {t.i for t in held}
    for verb in held:
        if verb.pos_ == "VERB" and speaks(verb.lemma_.lower()) and _leads(verb, inside):
            made = _made(found, verb, outlet=outlet)
            if made is not None and not _is_known(made, others):
                yield made


def _made(found: Attribution, verb: Token, *, outlet: bool) -> Attribution | None:
    who = own_subject(verb)
    who = subject(verb) if who is None and verb.dep_ == "conj" else who
    clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if who is None or clause is None or not found.says(who):
        return None
    if found.marked.quotation_at(verb) >= 0:  # what is said inside marks is their speaker's
        return None
    if not outlet and (who.pos_ not in ("NOUN", "PROPN") or not _is_told(verb)):
        return None
    base = found.marked.piece.base
    first = clause.left_edge
    if first.lower_ == "that" and first.i < clause.right_edge.i:
        first = first.nbor(1)
    if not (verb.i < first.i and found.says(first)):
        return None
    start, end = source_span(found.marked, who, verb)
    return replace(
        found,
        content=((base + first.idx, min(found.content[-1][1], base + _end(clause))),),
        cue=verb,
        cue_span=(base + verb.idx, base + verb.idx + len(verb)),
        source=who,
        source_span=(base + start, base + end),
        through=found.source,
        within=not outlet,
    )


def _is_told(verb: Token) -> bool:
    """Told as done: "had said", "says"; not "should say", "did not say"."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg")]
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or bool(helpers)
    return finite and all(c.lower_ in _HAVE for c in helpers)


def _leads(verb: Token, inside: set[int]) -> bool:
    """True for the verb that the content itself hangs on, and for what is joined to it."""
    while verb.dep_ == "conj" and verb.head.i in inside:
        verb = verb.head
    return not any(a.i in inside for a in verb.ancestors)


def _is_known(made: Attribution, others: Sequence[Attribution]) -> bool:
    low, high = made.cue_span or (0, 0)
    return any(a.cue_span and a.cue_span[0] < high and low < a.cue_span[1] for a in others)


def _end(clause: Token) -> int:
    last = clause.right_edge
    while last.i > clause.i and last.is_punct:
        last = last.nbor(-1)
    return last.idx + len(last)

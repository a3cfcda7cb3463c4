"""Plans that did not take place, and plans that stand as the object of a verb.

"The meeting set for Friday never happened" dates a meeting that nobody held; "scheduled a hearing
for Friday" dates the hearing, not the scheduling.

    noun or verb that a time dates ──climb to the noun that is planned──▶ its verb: called off?
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.readings.page.negation import beside_plan, climbed, is_negated, stays_away

_CLIMBED = 6  # heads between a time's verb and the plan that was dropped
_SUBJECT = ("nsubj", "nsubjpass")
_PARTS = {"call": "off", "put": "off", "fall": "through"}  # "called off", "fell through"


def called_off(owner: Token) -> bool:
    """True where the text says that what `owner` names, a verb or a noun, did not take place:
    cancelled, postponed, dropped, "never happened", "was not held".
    """
    return any(_ended(plan) for plan in _plans(owner)) or _broke_off(owner)


def staged(owner: Token) -> Token | None:
    """The verb whose object a happening is and which says no more than that it is to be or was
    held: "scheduled a hearing", "held a rally"; the verb that calls it off; None where there is
    none.
    """
    for plan in _plans(owner):
        if _ended(plan) and plan.head.pos_ in ("VERB", "AUX") and plan.dep_ in (*_SUBJECT, "dobj"):
            return plan.head
    if owner.pos_ == "VERB" or owner.dep_ != "dobj" or owner.head.pos_ != "VERB":
        return None
    verb = owner.head
    return verb if verb.lemma_.lower() in words("staging") or staged_by(verb) else None


def staged_by(verb: Token) -> bool:
    """True for a verb of planning whose object is itself what is planned: "scheduled a hearing"."""
    return mapping("planned").get(verb.lemma_.lower()) == "intent" and any(
        c.dep_ == "dobj" for c in verb.children
    )


def is_due(verb: Token) -> bool:
    """ "The ferry is due on Friday", not "the loss was due to rain"."""
    due = [c for c in verb.children if c.lower_ == "due" and c.dep_ in ("acomp", "prep")]
    return verb.lemma_ == "be" and any(
        c.i + 1 < len(c.doc) and c.nbor().lower_ != "to" for c in due
    )


def _plans(owner: Token) -> Iterator[Token]:
    """The noun itself, the noun that a planning verb belongs to ("the vote set for Friday"), and
    the plan that holds it ("plans for a march on Friday", "its plan to march on Friday").
    """
    token = owner
    if token.pos_ not in ("VERB", "AUX"):
        yield token
    for _ in range(_CLIMBED):
        link, token = token, token.head
        if token is link:
            return
        if token.pos_ in ("NOUN", "PROPN") or (
            token.pos_ in ("DET", "PRON") and link.dep_ == "relcl"
        ):
            planned = link.dep_ in ("acl", "relcl") and _intends(link)
            if planned or token.lemma_.lower() in words("plan_nouns"):
                yield token
        elif not (link.dep_ in ("xcomp", "conj") or token.dep_ == "prep"):
            return


def _intends(verb: Token) -> bool:
    """ "Set for Friday", "that was to be held", "due on Friday"."""
    if is_due(verb):
        return True
    lemma = verb.lemma_.lower()
    to_be = lemma == "be" and any(c.dep_ == "xcomp" for c in verb.children)
    return to_be or mapping("planned").get(lemma) == "intent"


def _broke_off(owner: Token) -> bool:
    """ "Had planned to meet on Friday, but the meeting did not take place", "but never did"."""
    verbs = climbed(owner)
    if not any(_intends(verb) for verb in verbs):
        return False
    return any(
        _comes_to_nothing(c) or (c.lemma_ == "do" and is_negated(c)) or stays_away(c)
        for c in beside_plan(verbs)
    )


def _ended(plan: Token) -> bool:
    """What stands over a plan, or beside it, says that it came to nothing."""
    verb = plan.head
    if plan.dep_ in _SUBJECT and _is_dropped(verb):
        return True
    if plan.dep_ == "dobj" and _drops(verb) and not is_negated(verb):
        return True
    beside = [c for c in plan.children if c.dep_ in ("conj", "acl", "relcl")]
    beside += [c for link in beside for c in link.children if c.dep_ == "conj"]
    return any(_drops(c) and not is_negated(c) for c in beside)


def _is_dropped(verb: Token) -> bool:
    said = [verb, *(c for c in verb.children if c.dep_ in ("conj", "xcomp"))]
    return any(_comes_to_nothing(one) for one in said)


def _comes_to_nothing(said: Token) -> bool:
    """What a verb says of its subject: "never happened", "was called off", "fell through"."""
    if is_negated(said):
        return said.lemma_.lower() in words("taking_place") or _takes_place(said)
    passive = any(c.dep_ == "auxpass" for c in said.children)
    dropped = _drops(said) and (passive or _PARTS.get(said.lemma_.lower()) == "through")
    return dropped or (said.lemma_ == "be" and any(_is_off(c) for c in said.children))


def _is_off(word: Token) -> bool:
    return word.lower_ == "off" and word.dep_ in ("acomp", "advmod", "prep", "prt")


def _takes_place(verb: Token) -> bool:
    """ "Take place", "go ahead", and "be held" where it is passive."""
    beside = {c.lower_ for c in verb.children}
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return (
        (verb.lemma_ == "take" and "place" in beside)
        or (verb.lemma_ == "go" and bool(beside & {"ahead", "forward"}))
        or (passive and verb.lemma_ in ("hold", "convene", "stage"))
    )


def _drops(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in _PARTS:
        return any(c.lower_ == _PARTS[lemma] for c in verb.children)
    return lemma in words("calling_off")

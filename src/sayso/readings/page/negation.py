"""What is not done: "not" in its forms, and who was due and stayed away.

verb ──children──▶ is_negated
verb of a plan ──climbed──▶ verbs beside it ──▶ stays_away: "but failed to turn up"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.lexicon import words

_NEGATIVE = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "none", "nobody", "nothing", "nowhere"}
)
_SUBJECT = ("nsubj", "nsubjpass")
_CLIMBED = ("xcomp", "acomp")  # from "speak" of "was due to speak" to "was"


def is_negated(verb: Token) -> bool:
    """True for "did not", "never", "no decision was made", "there is no hope", "saw nothing"."""
    for child in verb.children:
        if (child.dep_ == "neg" and not _not_only(child)) or (
            child.lower_ in _NEGATIVE
            and child.dep_ in ("advmod", "nsubj", "nsubjpass", "attr", "dobj")
        ):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "attr", "dobj", "expl") and any(
            g.lower_ == "no" and g.dep_ == "det" for g in child.children
        ):
            return True
    # "No fuel leaked", of which the parser makes "no fuel that was leaked"
    participle = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD")
    return participle and any(c.lower_ == "no" and c.dep_ == "det" for c in verb.head.children)


def _not_only(word: Token) -> bool:
    """ "Not only because …" denies nothing."""
    after = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    return after in ("only", "just", "merely", "simply", "least")


def climbed(verb: Token) -> list[Token]:
    """The verb and what it hangs on in one plan, the topmost last: "speak", "due", "was"."""
    verbs = [verb]
    while verbs[-1].dep_ in _CLIMBED and verbs[-1].head.pos_ in ("VERB", "AUX", "ADJ"):
        verbs.append(verbs[-1].head)
    return verbs


def beside_plan(verbs: Sequence[Token]) -> Iterator[Token]:
    """The verbs that go on where a plan of these verbs stands: "was due …, but *came* late", "the
    envoy, who was due on Friday, never *came*".
    """
    for verb in verbs:
        yield from (child for child in verb.children if child.dep_ == "conj")
    plan = verbs[-1]
    if plan.dep_ in ("relcl", "acl") and plan.head.dep_ in _SUBJECT:
        yield plan.head.head


def stays_away(verb: Token) -> bool:
    """ "Did not appear", "failed to show up", "nobody came", for whom something was planned."""
    came = verb
    if verb.lemma_ == "fail":
        came = next((child for child in verb.children if child.dep_ == "xcomp"), verb)
    undone = is_negated(verb) or came is not verb
    return undone and came.lemma_.lower() in words("coming")


def stayed_away(plan: Token) -> bool:
    """The day of a plan is over where somebody "was due on Friday but failed to turn up"."""
    return any(_is_past(verb) and stays_away(verb) for verb in beside_plan(climbed(plan)))


def _is_past(verb: Token) -> bool:
    """In a past or perfect tense: "came", "did not come", "has never come"."""
    helpers = [child for child in verb.children if child.dep_ == "aux"]
    perfect = verb.tag_ == "VBN" and any(child.lemma_ == "have" for child in helpers)
    return perfect or verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers)

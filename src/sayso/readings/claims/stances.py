"""How a clause stands to what it says: has it happened, is it planned, possible, denied or long
past; is it opinion.

Read from auxiliaries, negation and short word lists; what the wording leaves open counts as
happened. "Would" is a plan under a verb of saying in the past and only possible elsewhere. A
writer's judgement ("it would be strange") is marked, so that nobody compares it with facts.

    clause head ──auxiliaries, negation, governing verb──▶ Stance(status, negated, opinion)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Manner, Status
from sayso.readings.page.negation import is_negated

_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_SECOND = frozenset({"you", "your", "yours", "yourself"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Stance:
    """Status and polarity of a clause; `opinion` where it judges instead of telling."""

    status: Status
    negated: bool
    opinion: bool


def stance(
    head: Token, inside: Sequence[Token], *, quoted: bool, manner: Manner = "said"
) -> Stance:
    """The stance of the clause of `head`, a verb, whose tokens are `inside`; `quoted` when another
    says it.
    """
    negated = is_negated(head)
    return Stance(_status(head, negated, manner, quoted), negated, _opinion(head, inside, quoted))


def _status(head: Token, negated: bool, manner: Manner, quoted: bool) -> Status:
    chain = _verbs(head)
    helpers = [c for verb in chain for c in verb.children if c.dep_ in ("aux", "auxpass")]
    lowers = {c.lower_ for c in helpers}
    if manner == "denied" or any(v.lemma_ in ("deny", "refute", "disavow") for v in chain):
        return "denied"
    going = any(c.lemma_ == "go" and c.tag_ == "VBG" for c in chain[1:])
    if lowers & _FUTURE or going or _yet_to_come(head):
        return "planned"
    if "would" in lowers:
        return "planned" if quoted and not _conditional(head) else "possible"
    if _hedged(chain, helpers):
        return "possible"
    if _intended(chain) or _is_to(chain):
        return "planned"
    if negated:
        return "denied"
    past = any(
        c.lower_ in ("had", "'d", "’d") and c.tag_ == "VBD"
        for c in head.children
        if c.dep_ == "aux"
    )
    return "background" if past and head.tag_ == "VBN" else "happened"


def _verbs(head: Token) -> list[Token]:
    """The clause's head and what governs it inside the same statement ("are expected" of "to
    leave").
    """
    chain = [head]
    while (
        chain[-1].dep_ in ("xcomp", "acl")
        and chain[-1].head.pos_ in ("VERB", "ADJ", "AUX")
        and len(chain) < 4
    ):
        chain.append(chain[-1].head)
    return chain


def _intended(chain: Sequence[Token]) -> bool:
    """True under a verb of planning, and for one itself; a promise or an order has itself been
    given, and a record that is set for a season too.
    """
    kinds = [mapping("planned").get(verb.lemma_.lower(), "") for verb in chain]
    head = chain[0]
    record = any(c.dep_ == "dobj" and c.lemma_.lower() == "record" for c in head.children)
    return (kinds[0] == "intent" and _leads(head) and not record) or any(kinds[1:])


def _is_to(chain: Sequence[Token]) -> bool:
    """ "The ferry was to leave on Friday": whether it left is not said."""
    over = chain[1] if len(chain) > 1 and chain[0].dep_ == "xcomp" else None
    return over is not None and over.lemma_ == "be" and _to_do(over) and not _is_something(over)


def _yet_to_come(head: Token) -> bool:
    """ "Is going to leave", "was about to leave", "was to leave": the head itself leads to what is
    to be done.
    """
    if head.lemma_ == "go":
        return head.tag_ == "VBG" and _to_do(head)
    if head.lemma_ != "be":
        return False
    about = any(c.dep_ == "acomp" and c.lower_ == "about" and _to_do(c) for c in head.children)
    return about or (_to_do(head) and not _is_something(head))


def _to_do(verb: Token) -> bool:
    """What follows is an infinitive: "to leave"."""
    return any(
        c.dep_ == "xcomp" and any(a.dep_ == "aux" and a.tag_ == "TO" for a in c.children)
        for c in verb.children
    )


def _is_something(verb: Token) -> bool:
    return any(c.dep_ in ("attr", "acomp", "expl") for c in verb.children)


def _leads(verb: Token) -> bool:
    """True for a verb or adjective of planning that has something planned as its complement."""
    return any(
        c.dep_ in _GOVERNED or (c.dep_ == "prep" and c.lower_ in ("for", "to"))
        for c in verb.children
    )


def _hedged(chain: Sequence[Token], helpers: Sequence[Token]) -> bool:
    hedges = words("hedges")
    if any(c.lower_ in hedges for c in helpers):
        return True
    around = [c for verb in chain for c in verb.children if c.dep_ in ("advmod", "acomp", "amod")]
    return any(t.lemma_.lower() in hedges for t in around) or any(
        v.lemma_ in ("appear", "seem", "suspect", "believe", "fear", "suggest") and _leads(v)
        for v in chain
    )


def _conditional(head: Token) -> bool:
    return any(
        c.dep_ == "mark" and c.lower_ == "if"
        for child in head.children
        for c in (child, *child.children)
    )


def _opinion(head: Token, inside: Sequence[Token], quoted: bool) -> bool:
    lowers = {t.lower_ for t in inside}
    judged = [t for t in (head, *head.children) if t.lemma_.lower() in words("opinions")]
    if quoted:
        thinks = head.lemma_ in ("think", "believe", "hope", "feel", "guess") and bool(
            {c.lower_ for c in head.children if c.dep_ == "nsubj"} & _FIRST
        )
        return thinks or any(t.lower_ in ("should", "ought", "must") for t in judged)
    if lowers & _SECOND or any(t.text in ("!", "?") for t in inside):
        return True
    own = any(t.lower_ in _FIRST and t.text not in ("US", "U.S.") for t in inside)
    return own or bool(judged)

"""The subject of a verb, the agent of a passive one, and the subject that a verb without one
borrows.

verb ──its own children, else those of the verb it hangs on──▶ Token
"""

from __future__ import annotations

from spacy.tokens import Token

# heads climbed in search of a subject ("wants to try to say"); deeper chains lose their subject
_CLIMB = 6


def subject(verb: Token) -> Token | None:
    """The subject of a verb, borrowed from the verb it hangs on where it has none of its own."""
    node = _commented(verb) or verb
    for _ in range(_CLIMB):
        own = own_subject(node) or _quoted_as(node)
        if own is not None:
            return own
        if node.dep_ in ("acl", "relcl"):
            return None if node.tag_ == "VB" else node.head
        if node.dep_ not in (
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "pcomp",
            "prep",
            "acomp",
            "dep",
            "parataxis",
        ):
            return None
        node = node.head
        if node.pos_ in ("NOUN", "PROPN"):
            return None
    return None


def _commented(verb: Token) -> Token | None:
    """The reporting verb whose speaker goes on: "X said the letter was a draft, indicating that",
    not the letter.

    Only behind a clause that does nothing itself (a copula or a passive); "the firm wrote back,
    saying" is the firm's.
    """
    clause = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    idle = clause.lemma_ == "be" or any(c.dep_ == "auxpass" for c in clause.lefts)
    if clause.dep_ != "ccomp" or not idle or clause.head.i > clause.i:
        return None
    return clause.head


def _quoted_as(verb: Token) -> Token | None:
    """The object of "quoting X as saying"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    return next((c for c in verb.head.head.children if c.dep_ == "dobj" and c.i < verb.i), None)


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; the agent of a passive."""
    agent = next(
        (g for c in verb.rights if c.dep_ == "agent" for g in c.rights if g.dep_ == "pobj"), None
    )
    if agent is not None:
        return agent
    found = None
    for child in verb.children:
        if child.dep_ not in ("nsubj", "nsubjpass") or (
            found is not None and found.i < verb.i < child.i
        ):
            continue  # a second "subject" behind the verb is its object: "that says the opposite"
        if found is None or child.dep_ == "nsubj":
            found = child
    return found

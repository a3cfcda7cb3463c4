"""The subject of a verb, the agent of a passive one, and the subject that a verb without one
borrows.

verb ──its own children, else those of the verb it hangs on──▶ Token
"""

from __future__ import annotations

from spacy.tokens import Token

# heads climbed in search of a subject ("wants to try to say"); deeper chains lose their subject
_CLIMBED_HEADS = 6


def subject(verb: Token) -> Token | None:
    """The subject of a verb, borrowed from the verb it hangs on where it has none of its own."""
    node = verb
    for _ in range(_CLIMBED_HEADS):
        own = own_subject(node)
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

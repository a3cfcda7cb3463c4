"""Who was due and stayed away: the day of such a plan is over, whatever the plan's own verb says.

"was due to speak on Friday but failed to turn up" ─▶ Friday is past
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.lexicon import words

_VERBS = ("VERB", "AUX")
_CLIMBED = ("xcomp", "acomp")  # from "speak" of "was due to speak" to "was"


def stayed_away(verb: Token) -> bool:
    """True where a clause beside the plan that `verb` is of says that nobody came: "but failed to
    turn up", "but did not appear", "the envoy, who was due on Friday, never came".
    """
    return any(map(_did_not_come, _beside(verb)))


def _beside(verb: Token) -> Iterator[Token]:
    while True:
        yield from (child for child in verb.children if child.dep_ == "conj")
        if verb.dep_ not in _CLIMBED or verb.head.pos_ not in (*_VERBS, "ADJ"):
            break
        verb = verb.head
    if verb.dep_ in ("relcl", "acl") and verb.head.dep_ == "nsubj":
        yield verb.head.head


def _did_not_come(verb: Token) -> bool:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "neg")]
    past = verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers)
    came = verb
    if verb.lemma_ == "fail":
        came = next((child for child in verb.children if child.dep_ == "xcomp"), verb)
    undone = came is not verb or any(child.dep_ == "neg" for child in helpers)
    return past and undone and came.lemma_.lower() in words("coming")

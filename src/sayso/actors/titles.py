"""What stands before and behind a person's name and tells who bears it.

Mention ──form of address──▶ sex; ──"Jr."──▶ generation
"""

from __future__ import annotations

from sayso.actors.forms import GENERATIONS, Mention
from sayso.lexicon import mapping
from sayso.text import fold_words

_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "lady", "lord", "madam"})


def sex_told(mention: Mention) -> str:
    """The pronoun that a form of address before a name goes with, or a word of kin beside it; empty
    where none does.
    """
    said = {w for w in mention.title.split() if w in _ADDRESSES} or {mention.relation}
    told = {mapping("gendered_words").get(word, "") for word in said}
    return told.pop() if len(told) == 1 else ""


def generation(mention: Mention) -> str:
    """The generation that a person's name prints last: "jr"; empty where none."""
    last = [w for w, _, _ in fold_words(mention.written)][-1:]
    return last[0] if mention.kind == "person" and last and last[0] in GENERATIONS else ""

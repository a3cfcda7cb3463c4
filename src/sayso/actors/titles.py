"""What the title before a name says of who bears it.

Mention ──form of address──▶ sex
"""

from __future__ import annotations

from sayso.actors.forms import Mention
from sayso.lexicon import mapping

_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "lady", "lord", "madam"})


def sex_told(mention: Mention) -> str:
    """The pronoun that a form of address before a name goes with; empty where none does."""
    told = {mapping("gendered_words")[w] for w in mention.title.split() if w in _ADDRESSES}
    return told.pop() if len(told) == 1 else ""

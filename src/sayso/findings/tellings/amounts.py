"""What the amounts of a stretch say: how they are compared, how much they weigh, and which of them
it tells only of before.

    quantities of a stretch ──number · weight · told of before?──▶ Unit
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.findings.tellings.senses import dull, sense
from sayso.model import Passage, Quantity

_AHEAD = 80  # characters before an amount in which it is said that it was so before
# before an amount that the text itself sets against the one it gives
_BEFORE = re.compile(
    r"(?:\b(?:up|down|ris(?:e|en|ing)|rose|increased?|f(?:all|ell|allen)|dropped|raised|revised"
    r"|lowered|changed|corrected|cut)\b[^.;]{0,40}?\bfrom"
    r"|\b(?:compared (?:with|to)|instead of|rather than|previously|earlier|as against))"
    r"(?:\s+(?:the|an?|some|about|around|at least|earlier|previous|initial|original|just|only))*"
    r"\s+$",
    re.IGNORECASE,
)


def number(quantity: Quantity) -> str:
    """An amount as it is compared: somebody's age is no count of anything.

    >>> at = Passage("a", 0, 2)
    >>> number(Quantity(at, 33, 33, 33, "worker")), number(Quantity(at, 33, 33, 33, "age"))
    ('33', '33 years old')
    """
    return f"{quantity.value:g}" + (" years old" if quantity.head == "age" else "")


def told_of_before(quantity: Quantity, at: Passage, text: str) -> bool:
    """Whether an amount within `at` of a text is what was so before, or was said in its place.

    >>> text, at = "Eight fell ill, up from three a week ago", Passage("a", 0, 40)
    >>> told_of_before(Quantity(Passage("a", 24, 29), 3, 3, 3, ""), at, text)
    True
    >>> told_of_before(Quantity(Passage("a", 0, 5), 8, 8, 8, ""), at, text)
    False
    """
    return bool(_BEFORE.search(text[max(at.start, quantity.at.start - _AHEAD) : quantity.at.start]))


def weight(quantities: Sequence[Quantity]) -> int:
    """How many content words the amounts of a stretch are worth: a figure is one, and so is a dull
    noun that it counts.

    >>> at = Passage("a", 0, 2)
    >>> weight([Quantity(at, 12, 12, 12, "person")]), weight([Quantity(at, 9, 9, 9, "ship")])
    (2, 1)
    """
    return max((1 + (sense(q.head) in dull()) for q in quantities), default=0)

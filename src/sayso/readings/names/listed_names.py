"""Names that every newsroom prints and no model may miss: "U.S.", "UN", "IS", with their kinds and
spellings.

lexicon ──rows──▶ spelling to kind
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sayso.lexicon import table
from sayso.model import NameKind


@lru_cache(maxsize=1)
def listed_spellings() -> dict[str, NameKind]:
    """Spelling to kind.

    >>> listed_spellings()["U.S."]
    'place'
    """
    return {s: kind for _, kind, spellings in known_rows() for s in spellings.split()}


def known_rows() -> Iterator[tuple[str, NameKind, str]]:
    """Folded form, kind and spellings of each.

    >>> [kind for folded, kind, _ in known_rows() if folded == "un"]
    ['org']
    """
    kinds: dict[str, NameKind] = {"org": "org", "place": "place", "group": "group"}
    for row in table("known_names"):
        yield row[0], kinds[row[1]], row[2]

"""Whether an outlet writes the month or the day first in 3/4/2020: by its address, its country's
else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sayso.lexicon import mapping
from sayso.outlets.table import find, host_of

Order = Literal["mdy", "dmy", ""]


def date_order(outlet: str | None, url: str | None) -> Order:
    """`mdy`, `dmy`, or nothing where neither the outlet's listed address nor the text's own tells.

    >>> date_order("BBC News", None), date_order(None, "https://abc.net.au/news")
    ('dmy', 'dmy')
    """
    return _order(outlet, host_of(url or ""))


@lru_cache(maxsize=4096)
def _order(outlet: str | None, host_of_text: str) -> Order:
    known = find(outlet) if outlet else None
    for host in (*(known.hosts if known else ()), host_of_text):
        parts = host.split(".")
        tried = (*(".".join(parts[i:]) for i in range(len(parts) - 1)), "." + parts[-1])
        order = next((found for end in tried if (found := mapping("date_orders").get(end))), "")
        if order:
            return "mdy" if order == "mdy" else "dmy"
    return ""

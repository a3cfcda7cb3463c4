"""Whether an outlet writes the month or the day first in 3/4/2020: by its name, else by the country
of its address.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from sayso.lexicon import mapping

Order = Literal["mdy", "dmy", ""]


def date_order(outlet: str | None, url: str | None) -> Order:
    """`mdy`, `dmy`, or nothing where neither name nor address tells.

    >>> date_order("BBC News", None), date_order(None, "https://abc.net.au/news"), date_order("The Velmouth Post", None)
    ('dmy', 'dmy', '')
    """
    orders = mapping("date_orders")
    named = orders.get((outlet or "").lower().removeprefix("the "), "")
    if not named and url:
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
        except ValueError:  # "http://[": no address
            host = ""
        parts = host.split(".")
        tried = [".".join(parts[i:]) for i in range(len(parts) - 1)] + ["." + parts[-1]]
        named = next((orders[t] for t in tried if t in orders), "")
    return "mdy" if named == "mdy" else "dmy" if named == "dmy" else ""

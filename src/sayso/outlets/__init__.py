"""Outlets: who they are under every name, and what a text looks like that hands on their work.

`find` gives the outlet of a name or an address, `key` one key for all names of one newspaper,
`same` whether two names can be one outlet's. `cues` holds the wordings of "told X", "seen by X",
"according to X", "X reported"; `named` the outlets that a text names.
"""

from sayso.outlets.date_order import Order, date_order
from sayso.outlets.named import (
    HEAD,
    Named,
    full_form,
    listed,
    listed_at,
    named,
    places,
    run_at,
    sounds_like_one,
)
from sayso.outlets.table import (
    Outlet,
    everyone,
    find,
    fuller,
    host_of,
    house,
    key,
    of_host,
    same,
    spellings,
)

__all__ = [
    "HEAD",
    "Named",
    "Order",
    "Outlet",
    "date_order",
    "everyone",
    "find",
    "full_form",
    "fuller",
    "host_of",
    "house",
    "key",
    "listed",
    "listed_at",
    "named",
    "of_host",
    "places",
    "run_at",
    "same",
    "sounds_like_one",
    "spellings",
]

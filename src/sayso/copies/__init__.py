"""Which texts are copies of which, and whether a reader should still count two origins.

In: Documents.  Out: a CopyGraph of pairs and families.
Steps: sketch (each) ─▶ candidate pairs ─▶ overlap ─▶ traces, form, kind ─▶ families (gather).
"""

from sayso.copies.group import Grouped, Inside, differences, group, grouped
from sayso.copies.options import CopyOptions
from sayso.copies.sketch import Sketch, sketch, sketches

__all__ = [
    "CopyOptions",
    "Grouped",
    "Inside",
    "Sketch",
    "differences",
    "group",
    "grouped",
    "sketch",
    "sketches",
]

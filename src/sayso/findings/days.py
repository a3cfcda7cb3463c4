"""stub"""
from collections.abc import Sequence
from sayso.model import Day, Document, Family, Reading
def days(documents: Sequence[Document], readings: Sequence[Reading], *, families: Sequence[Family] = ()) -> tuple[Day, ...]:
    return tuple(Day(d.id, d.published, d.published, d.published, False) for d in documents)

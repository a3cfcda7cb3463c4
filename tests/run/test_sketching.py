"""Documents that are packed until they are asked for give what documents give."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sayso.model import Document, Rejected
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run import Processes, gather
from sayso.run.sketching import Arrived, SketchedPile, read_sketched

_SAID = "The quay at Velm was shut on {} after a storm tore two cranes from their rails, {} said."


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Some families of two, an article of an id that is taken, one without words, one changed."""
    days = [f"{n} of the month" for n in range(1, 120)]
    rows = [
        {"id": f"a{n}", "text": _SAID.format(day, f"Oru {n}" * 9)} for n, day in enumerate(days)
    ]
    rows += [{**row, "id": f"b{row['id']}", "published": "2031-05-04"} for row in rows[::2]]
    rows += [{"id": "a1", "text": "Again."}, {"id": "none", "text": " "}]
    rows += [
        {"id": "v", "text": f"Version {n}.", "version": str(n), "pubstatus": "usable"}
        for n in (2, 1)
    ]
    path = tmp_path / "pile.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def _filled(held: MemoryPile, path: Path, **how: object) -> MemoryPile:
    for item in gather([str(path)], stdin=io.BytesIO(), **how):  # type: ignore[arg-type]
        if isinstance(item, Rejected):
            held.reject(item, item.withdraws)
        else:
            held.put(item)
    return held


@pytest.mark.parametrize("workers", [1, 2])
def test_a_packed_pile_is_the_pile_of_its_documents(pile: Path, workers: int) -> None:
    run = Processes(workers)
    plain = _filled(MemoryPile(), pile)
    packed = _filled(SketchedPile(), pile, step=read_sketched, run=run)
    assert isinstance(packed, SketchedPile)
    assert [str(refused) for refused in packed.rejected()] == [
        str(refused) for refused in plain.rejected()
    ]
    there, here = Journey(plain, inside=10**6), Journey(packed, inside=10**6, run=run)
    here.arrived = packed.arrived
    assert all(isinstance(doc, Arrived) and not doc.text for doc, _ in packed.arrived())
    assert [doc.id for doc, _ in packed.arrived()] == [doc.id for doc in plain.by_day()]
    assert here.graph == there.graph
    assert here.graph.copies
    assert [here.differences(copy) for copy in here.graph.copies] == [
        there.differences(copy) for copy in there.graph.copies
    ]
    assert packed.by_day() == plain.by_day()
    run.close()


def test_what_is_put_there_unpacked_is_sketched_with_the_others() -> None:
    held = SketchedPile()
    docs = [Document(f"d{n}", _SAID.format("Monday", "Oru")) for n in range(2)]
    for doc in docs:
        held.put(doc)
    journey = Journey(held)
    journey.arrived = held.arrived
    assert [(copy.a, copy.b, copy.kind) for copy in journey.graph.copies] == [
        ("d0", "d1", "identical")
    ]

"""The five seed articles: one pair is one origin, a letter quoted by two is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.copies import group, sketch
from sayso.model import Document

SEEDS = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared")) / "seeds"


def test_seeds() -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"no seed articles at {SEEDS}; set SAYSO_DATA to the folder that holds seeds/")
    docs = {
        p.name[:3]: Document(p.name[:3], p.read_text(encoding="utf-8")) for p in SEEDS.glob("*.txt")
    }
    graph = group([sketch(d) for d in docs.values()], docs.__getitem__)
    pairs = {(c.a, c.b): c for c in graph.copies}
    assert [p for p, c in pairs.items() if not c.independent] == [("000", "001")]
    pair = pairs["000", "001"]
    assert (pair.kind, pair.direction) == ("excerpt", "common-source")
    assert pair.containment_a >= 0.95
    assert {"folded", "cut"} <= set(pair.form)
    letter = pairs["003", "004"]
    assert letter.kind == "shared-quotes"
    assert max(len(one) for one, _ in letter.passages) >= 0.8 * 238
    assert ("000", "001") in [f.doc_ids for f in graph.families]

"""Articles that take each step together come out as each alone would."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from sayso.documents import DocumentOptions, Fields, Source, arrival, freeze, freeze_all, read
from sayso.documents.layout import Page
from sayso.model import Document, Rejected

_OPTIONS = DocumentOptions(max_chars=400)
_SOURCE = Source("pile.jsonl", "in/pile.jsonl")
_ITEMS = (
    Fields("By Ann Lee\n\nThe quay is shut. Share this story.\n\nRelated: the pier", line=1),
    Rejected("pile.jsonl", "broken JSON", line=2),
    Fields("  \n", line=3),
    Fields("VELMOUTH (Northline) — The pier was shut, and nobody said for how long.", line=4),
    Fields("long " * 100, line=5),
    Fields("", id="x", withdrawn="canceled", version=("2", ""), line=6),
    Fields("with\0 a zero", line=7),
    Fields("half a pair \ud83d", line=8),
    Fields("It was calm.", title="Calm", outlet="Ostrey Courier", published="2024-03-12", line=9),
)


def _under_path(item: Document | Rejected) -> Document | Rejected:
    return replace(item, source=item.source.replace("pile.jsonl", "in/pile.jsonl", 1))


@pytest.mark.parametrize("times", (1, 9))
def test_many_are_frozen_as_each_is(times: int) -> None:
    every = _ITEMS * times
    alone = [
        item if isinstance(item, Rejected) else freeze(item, "pile.jsonl", _OPTIONS)
        for item in every
    ]
    together = list(freeze_all([(item, _SOURCE) for item in every], _OPTIONS))
    assert together == [_under_path(item) for item in alone]


def test_a_step_that_fails_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out = arrival.lay_out

    def fails_once(text: str) -> Page:
        if "torn" in text:
            raise ValueError("torn")
        return lay_out(text)

    monkeypatch.setattr(arrival, "lay_out", fails_once)
    lines = io.BytesIO(b'{"text": "One."}\n{"text": "It is torn."}\n{"text": "Three."}\n')
    found = list(read("a.jsonl", lines))
    assert [type(item) for item in found] == [Document, Rejected, Document]
    assert isinstance(found[1], Rejected)
    assert found[1].line == 2


def test_memory_that_runs_out_is_nobodys_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(text: str) -> Page:
        raise MemoryError

    monkeypatch.setattr(arrival, "lay_out", none_left)
    with pytest.raises(MemoryError):
        list(freeze_all([(Fields("One."), _SOURCE)], _OPTIONS))

"""Values to plain dicts and back: exact inverses, fit for JSON."""

from __future__ import annotations

import json
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import model
from sayso.model import (
    Agreement,
    Conflict,
    Copy,
    DocRef,
    Document,
    Dossier,
    Findings,
    OpenQuestion,
    Passage,
    Quote,
    Reason,
    SingleSource,
)
from sayso.plain import (
    copy_row,
    document_row,
    finding_row,
    quote_row,
    to_plain,
    unknown_row,
)
from sayso.restored import from_plain

MADE = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TEXT = (
    "The harbour of Vessby was closed on Monday after a crane fell into the water, the port said."
)


def passage(doc_id: str, span: tuple[int, int]) -> Passage:
    return Passage(doc_id, min(span), max(span))


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
OFFSETS = st.integers(0, len(TEXT))
PASSAGES = st.builds(passage, st.sampled_from(["a", "b"]), st.tuples(OFFSETS, OFFSETS))


def some(items: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=2).map(tuple)


st.register_type_strategy(str, WORDS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(Passage, PASSAGES)
SCALARS = st.from_type(str) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
SCALARS |= st.dates() | st.builds(DocRef, WORDS)
st.register_type_strategy(
    Reason,
    st.builds(
        Reason,
        rule=st.just("outlet-furniture"),  # says its first value, whatever that is
        values=some(SCALARS | some(SCALARS), least=1),
        at=some(PASSAGES),
    ),
)

MOST = {Dossier: 2, Findings: 5}
KINDS = [Document, Copy, Quote, Agreement, Conflict, SingleSource, Findings, Dossier]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_there_and_back_through_json(kind: type[Any]) -> None:
    # A whole dossier is large: few of them say as much.
    @settings(MADE, max_examples=MOST.get(kind, 20))
    @given(st.from_type(kind))
    def law(value: Any) -> None:
        assert from_plain(kind, json.loads(json.dumps(to_plain(value)))) == value

    law()


def _of_the_model(kind: type) -> bool:
    return kind.__module__.startswith(f"{model.__name__}.")


def test_every_type_of_the_model_is_covered_by_the_dossier_or_named_here() -> None:
    seen: set[type] = set()

    def walk(kind: Any) -> None:
        for inner in get_args(kind):
            walk(inner)
        if isinstance(kind, type) and _of_the_model(kind) and kind not in seen:
            seen.add(kind)
            for hint in get_type_hints(kind).values():
                walk(hint)

    walk(Dossier)
    values = {v for v in vars(model).values() if isinstance(v, type) and _of_the_model(v)}
    assert values - seen == {model.CopyGraph, model.Boilerplate, model.Decision}


def test_a_finding_carries_its_type_through() -> None:
    single = SingleSource("s1", "what", (), (), 0, "happened")
    agreement = Agreement("s1", "what", (), (), 0, "happened")
    assert to_plain(single)["type_"] == "SingleSource"
    found = Findings("story", (single, agreement), (), (), ())
    back = from_plain(Findings, to_plain(found))
    assert [type(f) for f in back.findings] == [SingleSource, Agreement]


def test_keys_that_do_not_fit_are_refused() -> None:
    with pytest.raises((TypeError, KeyError)):
        from_plain(Passage, {"doc_id": "a", "start": 0, "finish": 4})
    with pytest.raises((TypeError, KeyError)):
        from_plain(Passage, {"doc_id": "a"})


@MADE
@given(st.from_type(Document))
def test_a_document_row_is_json(doc: Document) -> None:
    row = document_row(doc)
    assert json.loads(json.dumps(row)) == row
    assert row["doc"] == doc.id and row["text"] == doc.text


@MADE
@given(st.from_type(Copy))
def test_a_copy_row_is_json(copy: Copy) -> None:
    row = copy_row(copy)
    assert json.loads(json.dumps(row)) == row
    assert len(row["passages"]) == len(copy.passages)


@MADE
@given(st.builds(Quote, content=some(PASSAGES, least=1)))
def test_a_quote_row_is_json(quote: Quote) -> None:
    row = quote_row(quote)
    assert json.loads(json.dumps(row)) == row
    assert row["source"] is None or row["source"]


@MADE
@given(st.one_of(st.from_type(Agreement), st.from_type(Conflict), st.from_type(SingleSource)))
def test_a_finding_row_is_json(finding: Agreement | Conflict | SingleSource) -> None:
    row = finding_row(finding, {"a": TEXT, "b": TEXT})
    assert json.loads(json.dumps(row)) == row
    assert row["kind"] in ("agreement", "conflict", "single")
    assert (row["verdict"] is None) == (row["kind"] != "conflict")
    assert all(
        telling["text"] == TEXT[telling["start"] : telling["end"]] for telling in row["tellings"]
    )
    assert row["origins"] == len(finding.origins)


@MADE
@given(st.from_type(OpenQuestion))
def test_the_row_of_what_is_not_known_is_json(question: OpenQuestion) -> None:
    row = unknown_row(question, {"a": TEXT, "b": TEXT})
    assert json.loads(json.dumps(row)) == row
    assert row["kind"] == "unknown"
    assert len(row["tellings"]) == len(question.tellings)

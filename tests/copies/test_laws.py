"""What must hold for any pile: order never matters, offsets fit, every document has one family."""

from __future__ import annotations

import random
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.copies import CopyOptions, differences, group, grouped, sketch
from sayso.copies.candidates import candidates
from sayso.copies.group import _by_neighbourhood
from sayso.copies.sketch import damage, prose
from sayso.errors import WrongUse
from sayso.groups import roots
from sayso.model import CopyGraph, Document, Part, Passage
from sayso.text import fold

_PLACES = [
    "Arden",
    "Brill",
    "Corve",
    "Dunmore",
    "Esk",
    "Farrow",
    "Gale",
    "Hythe",
    "Ilmen",
    "Jura",
    "Kelso",
    "Lorne",
    "Mull",
    "Nairn",
    "Orkel",
    "Perth",
    "Quarff",
    "Ryde",
]
_DEEDS = [
    "closed",
    "opened",
    "flooded",
    "sold",
    "mended",
    "painted",
    "guarded",
    "searched",
    "praised",
    "burned",
    "counted",
    "fenced",
    "mapped",
    "lit",
]
_THINGS = [
    "bridge",
    "school",
    "market",
    "harbour",
    "library",
    "quarry",
    "chapel",
    "station",
    "mill",
    "orchard",
    "museum",
    "theatre",
    "tower",
    "canal",
]


def _prose(seed: int, sentences: int = 24) -> str:
    rng = random.Random(seed)
    pick = rng.choice
    return " ".join(
        f"In {pick(_PLACES)} the {pick(_THINGS)} was {pick(_DEEDS)} after "
        f"{rng.randrange(2, 900)} days, "
        f"and {pick(_PLACES)} council {pick(_DEEDS)} its {pick(_THINGS)} number "
        f"{rng.randrange(10, 9999)}."
        for _ in range(sentences)
    )


def _group(docs: list[Document], options: CopyOptions | None = None) -> CopyGraph:
    by_id = {d.id: d for d in docs}
    return group([sketch(d) for d in docs], by_id.__getitem__, options=options or CopyOptions())


_PILES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 24), st.integers(1, 24), st.booleans()),
    min_size=1,
    max_size=7,
)


def _pile(specs: list[tuple[int, int, int, bool]]) -> list[Document]:
    docs = []
    for number, (seed, first, length, lower) in enumerate(specs):
        text = ". ".join(_prose(seed).split(". ")[first : first + length])
        docs.append(Document(f"d{number}", text.lower() if lower else text))
    return docs


@settings(max_examples=40, deadline=None)
@given(_PILES, st.randoms(use_true_random=False))
def test_order_of_input_never_matters(
    specs: list[tuple[int, int, int, bool]], rng: random.Random
) -> None:
    docs = _pile(specs)
    shuffled = docs[:]
    rng.shuffle(shuffled)
    assert _group(docs) == _group(shuffled)


@settings(max_examples=40, deadline=None)
@given(_PILES)
def test_rows_and_families_fit_the_documents(specs: list[tuple[int, int, int, bool]]) -> None:
    docs = _pile(specs)
    texts = {d.id: d.text for d in docs}
    graph = _group(docs)
    assert sorted(i for f in graph.families for i in f.doc_ids) == sorted(texts)
    assert all(f.original in f.doc_ids for f in graph.families)
    for copy in graph.copies:
        assert copy.a < copy.b
        assert 0 <= copy.containment_a <= 1
        assert 0 <= copy.containment_b <= 1
        assert copy.passages == tuple(sorted(copy.passages))
        for one, other in copy.passages:
            assert (one.doc_id, other.doc_id) == (copy.a, copy.b)
            assert one.end <= len(texts[copy.a])
            assert other.end <= len(texts[copy.b])
            assert (
                fold(one.cut(texts[copy.a])).text()[:8] == fold(other.cut(texts[copy.b])).text()[:8]
            )


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda p: p[0] < p[1])))
def test_every_pair_is_compared_once_and_those_tied_together_follow_each_other(
    pairs: set[tuple[int, int]],
) -> None:
    given = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    ordered = [(i, j) for i, j in _by_neighbourhood(given).tolist()]
    assert sorted(ordered) == sorted(pairs)
    root = roots(ordered)
    assert len([*groupby(root[i] for i, _ in ordered)]) == len(set(root.values()))


@settings(max_examples=40, deadline=None)
@given(_PILES, st.integers(0, 12))
def test_what_differs_is_told_with_the_pairs_as_it_is_told_afterwards(
    specs: list[tuple[int, int, int, bool]], most: int
) -> None:
    docs = {doc.id: doc for doc in _pile(specs)}
    sketches = [sketch(doc) for doc in docs.values()]
    found = grouped(sketches, docs.__getitem__, most_inside=most)
    assert found.graph == group(sketches, docs.__getitem__)
    assert len(found.inside) in (0, len(found.graph.copies))
    assert len(found.inside) <= most
    for copy in found.graph.copies:
        if (copy.a, copy.b) in found.inside:
            assert found.inside[copy.a, copy.b] == differences(copy, docs.__getitem__)


@given(st.text(st.sampled_from("ab1 .é’ł"), max_size=300), st.data())
def test_parts_are_left_out_alike_in_bytes_and_in_code_points(
    text: str, data: st.DataObject
) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    kinds = st.sampled_from(["caption", "boilerplate"])
    parts = tuple(
        Part(data.draw(kinds), Passage("a", start, end))  # type: ignore[arg-type]
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    )
    doc = Document("a", text, parts=parts)
    assert sketch(doc).size == len(prose(doc))


def test_a_verbatim_copy_joins_its_family_and_the_clean_text_is_the_original() -> None:
    text = _prose(7)
    graph = _group(
        [
            Document("poor", text.lower().replace(",", "").replace(".", "") + " more"),
            Document("x", text),
        ]
    )
    (family,) = graph.families
    assert family.doc_ids == ("poor", "x")
    assert family.original == "x"


@pytest.mark.parametrize("share", [0.5, 0.25])
def test_a_part_of_a_text_is_an_excerpt(share: float) -> None:
    text = _prose(11)
    part = text[int(len(text) * 0.2) : int(len(text) * (0.2 + share))]
    (copy,) = _group([Document("a", text), Document("b", part)]).copies
    assert (copy.kind, copy.independent) == ("excerpt", False)
    assert copy.containment_b > 0.97
    assert "cut" in copy.form


def test_a_contact_line_is_not_shared_words() -> None:
    line = (
        "Write to Ottilie Marsh at the news desk of the Lantern, fourth floor, Rope Walk, or "
        "ring the night number."
    )
    texts = {i: f"{_prose(seed, 4)} {line}" for i, seed in (("a", 1), ("b", 2))}
    plain = [Document(i, t) for i, t in texts.items()]
    assert len(_group(plain).copies) == 1
    marked = [
        Document(i, t, parts=(Part("contact", Passage(i, t.index("Write to"), len(t))),))
        for i, t in texts.items()
    ]
    assert _group(marked).copies == ()


def test_passages_do_not_run_across_a_part() -> None:
    left, right, caption = (
        _prose(3, 3),
        _prose(4, 3),
        "A seal looks at the camera. Photo by Nils Orre.",
    )
    text = f"{left} {caption} {right}"
    at = Passage("a", len(left) + 1, len(left) + 1 + len(caption))
    (copy,) = _group(
        [Document("a", text, parts=(Part("caption", at),)), Document("b", f"{left} {right}")]
    ).copies
    assert copy.kind == "identical"
    assert not any(one.overlaps(at) for one, _ in copy.passages if len(one) < len(left) + 5)


def test_very_short_texts_are_copies_only_when_equal() -> None:
    docs = [
        Document("a", "Ferry late again"),
        Document("b", "FERRY LATE AGAIN!"),
        Document("c", "Ferry late at last"),
        Document("d", ""),
        Document("e", "..."),
    ]
    graph = _group(docs)
    assert [(c.a, c.b, c.kind) for c in graph.copies] == [("a", "b", "identical")]


def test_a_text_printed_everywhere_still_makes_one_family() -> None:
    docs = [Document(f"d{k:03}", f"{_prose(5, 6)} Edition {k}.") for k in range(40)]
    graph = _group(docs, CopyOptions(refrain_docs=8))
    assert len(graph.families) == 1
    assert len(graph.copies) < 40 * 39 / 2  # linked through a few anchors, not all to all


def test_slices_of_any_size_find_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [sketch(Document(f"d{k}", _prose(k % 5))) for k in range(15)]
    whole = candidates(made, CopyOptions()).pairs.tolist()
    monkeypatch.setattr("sayso.copies.candidates._SLICE", 100)
    assert candidates(made, CopyOptions()).pairs.tolist() == whole != []


def test_hashes_that_one_text_alone_has_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [sketch(Document(f"d{k}", _prose(k % 9), outlet=f"Gull {k % 4}")) for k in range(40)]
    without = candidates(made, CopyOptions())
    monkeypatch.setattr("sayso.copies.candidates._met_again", lambda keys, _: np.sort(keys))
    every = candidates(made, CopyOptions())
    assert without.pairs.tolist() == every.pairs.tolist() != []
    assert without.furniture.tolist() == every.furniture.tolist()


def test_one_id_twice_is_refused() -> None:
    one = sketch(Document("a", _prose(1)))
    with pytest.raises(WrongUse, match="the same id"):
        group([one, one], lambda _: Document("a", _prose(1)))


def test_no_documents_no_families() -> None:
    assert group([], lambda _: Document("a", "")) == CopyGraph((), ())


def test_damage_is_told_from_the_letters() -> None:
    assert damage(Document("a", _prose(1))) == ()
    assert damage(Document("a", _prose(1).lower())) == ("case-lost",)
    assert damage(Document("a", "short text")) == ()

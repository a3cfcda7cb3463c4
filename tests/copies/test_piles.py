"""Piles that would mislead or overrun a careless search: thousands of reprints, furniture,
refrains, odd texts.
"""

from __future__ import annotations

import random

import pytest

from sayso.copies import CopyOptions, group, sketch, sketches
from sayso.copies.candidates import candidates
from sayso.model import CopyGraph, Document

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("l", "n", "r", "st", "mp")]


def _article(seed: int, size: int = 200) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(size))


def _graph(docs: list[Document], **options: object) -> CopyGraph:
    by_id = {d.id: d for d in docs}
    return group(sketches(docs), by_id.__getitem__, options=CopyOptions(**options))  # type: ignore[arg-type]


def test_a_thousand_identical_documents_are_one_family_with_few_pairs() -> None:
    text = _article(1)
    graph = _graph([Document(f"d{k:04}", text) for k in range(1000)])
    assert [len(f.doc_ids) for f in graph.families] == [1000]
    assert 999 <= len(graph.copies) <= 4 * 1000
    assert {(c.kind, c.independent) for c in graph.copies} == {("identical", False)}
    assert graph.boilerplate == ()


def test_an_excerpt_of_a_text_printed_everywhere_is_found() -> None:
    text = _article(2, 400)
    docs = [Document(f"d{k:03}", f"{text} Edition {k}.") for k in range(200)]
    words = text.split()
    docs.append(
        Document("quoting", f"{_article(3, 500)} {' '.join(words[100:200])} {_article(4, 100)}")
    )
    graph = _graph(docs)
    found = [c for c in graph.copies if "quoting" in (c.a, c.b)]
    assert 1 <= len(found) <= 4
    assert len(next(f for f in graph.families if "d000" in f.doc_ids).doc_ids) >= 200


def test_furniture_makes_no_pairs_and_is_reported_once() -> None:
    footer = (
        "Sign up for the letter of the Lantern and read what moves the coast every morning "
        "before the ships leave."
    )
    graph = _graph([Document(f"d{k:03}", f"{_article(k, 220)} {footer}") for k in range(90)])
    assert graph.copies == ()
    assert [b.documents for b in graph.boilerplate] == [90]
    (found,) = graph.boilerplate
    assert "read what moves the coast" in found.at.cut(
        f"{_article(int(found.at.doc_id[1:]), 220)} {footer}"
    )


def test_the_furniture_of_one_house_makes_no_pairs_though_few_texts_hold_it() -> None:
    rubric = "Every Friday the Lantern asks a skipper of the coast what the week was like at sea, "
    rubric += (
        "and prints the answer as it was given, with the hour and the weather and the name "
        "of the boat."
    )
    docs = [
        Document(f"d{k}", f"{_article(k, 220)} {rubric}", outlet="The Lantern") for k in range(8)
    ]
    assert _graph(docs).copies == ()
    several = [Document(d.id, d.text, outlet=f"House {k}") for k, d in enumerate(docs)]
    assert (
        len(_graph(several).copies) == 28
    )  # eight houses share these words: that is worth knowing


def test_only_texts_near_in_time_are_compared_where_a_window_is_set() -> None:
    from datetime import date

    text = _article(5)
    days = {"a": date(2024, 3, 1), "b": date(2024, 3, 4), "c": date(2024, 5, 1), "d": None}
    docs = [Document(i, f"{text} {i}", published=day) for i, day in days.items()]
    pairs = {(c.a, c.b) for c in _graph(docs, window_days=7).copies}
    assert pairs == {("a", "b"), ("a", "d"), ("b", "d"), ("c", "d")}
    assert len(_graph(docs).copies) == 6


def test_a_threshold_leaves_out_what_shares_less() -> None:
    text = _article(6, 300)
    docs = [Document("a", text), Document("b", f"{' '.join(text.split()[:60])} {_article(7, 240)}")]
    assert len(_graph(docs).copies) == 1
    assert _graph(docs, threshold=0.5).copies == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "...",
        "word",
        "\ud800\udc00",
        "\ud83d",
        "a\ud800b" * 30,
        "\u202eharbour\u202c",
        "\0\0\0",
        "🙂" * 50,
    ],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    docs = [Document("odd", text), Document("same", text), Document("plain", _article(8))]
    graph = _graph(docs)
    assert {i for f in graph.families for i in f.doc_ids} == {"odd", "same", "plain"}
    has_letters = any(char.isalnum() for char in text)
    assert [(c.a, c.b, c.kind) for c in graph.copies] == (
        [("odd", "same", "identical")] if has_letters else []
    )


def test_a_text_of_one_repeated_sentence_is_found_in_its_half() -> None:
    refrain = "The ferry is late again, and nobody says why. "
    docs = [
        Document("long", refrain * 400),
        Document("half", refrain * 200),
        Document("other", _article(9)),
    ]
    (copy,) = _graph(docs).copies
    assert (copy.a, copy.b, copy.independent) == ("half", "long", False)
    assert copy.containment_a > 0.95
    assert copy.containment_b == pytest.approx(0.5, abs=0.05)


def test_a_text_of_ten_megabytes_and_its_copy() -> None:
    rng = random.Random(10)
    text = " ".join(rng.choice(WORDS) for _ in range(2_000_000))
    docs = [Document("large", text), Document("copy", text[: len(text) // 3].upper())]
    assert len(sketch(docs[0]).hashes) < 400_000
    (copy,) = _graph(docs).copies
    assert (copy.kind, copy.independent) == ("excerpt", False)
    assert copy.containment_a == pytest.approx(1, abs=0.001)


def test_right_to_left_and_ideographic_texts_are_sketched_like_any_other() -> None:
    for said in (
        "הנמל נפתח מחדש ביום שני בבוקר לאחר הסערה שהרסה שני עגורנים על הרציף " * 3,
        "港口重新开放船只可以进出市长说损失很小" * 4,
    ):
        one, other = sketch(Document("a", said)), sketch(Document("b", said.replace(" ", "  ")))
        assert one.hashes.tolist() == other.hashes.tolist() != []


def test_many_at_once_are_sketched_as_each_alone() -> None:
    docs = [Document(f"d{k}", _article(k, 30 * k)) for k in range(30)]
    docs += [
        Document("zh", "港口重新开放船只可以进出市长说损失很小保险公司要求新的海图" * 5),
        Document("empty", ""),
    ]
    for one, made in zip(docs, sketches(docs), strict=True):
        alone = sketch(one)
        assert made.hashes.tolist() == alone.hashes.tolist()
        assert (made.size, made.whole, made.width, made.defects) == (
            alone.size,
            alone.whole,
            alone.width,
            alone.defects,
        )


def test_pairs_of_a_giant_family_do_not_grow_with_its_square() -> None:
    docs = [Document(f"d{k:04}", f"{_article(11, 150)} Edition {k}.") for k in range(400)]
    assert len(candidates(sketches(docs), CopyOptions()).pairs) <= 4 * 400

"""Families: one text and its copies as a tree; what merely holds two texts does not make
them one.
"""

from __future__ import annotations

import random

import pytest

from sayso.copies import group, sketches
from sayso.model import CopyGraph, Document

SHIPS = [
    "harbour",
    "crane",
    "quay",
    "pilot",
    "tanker",
    "mooring",
    "anchor",
    "ferry",
    "lighthouse",
    "trawler",
]
COURTS = [
    "verdict",
    "appeal",
    "juror",
    "bailiff",
    "testimony",
    "plaintiff",
    "magistrate",
    "indictment",
    "parole",
    "warden",
]
PLAIN = ["the", "was", "and", "with", "from", "that", "this", "were", "they", "have"]


def _article(seed: int, about: list[str], size: int = 220) -> str:
    rng = random.Random(seed)
    return " ".join(
        f"{rng.choice(PLAIN)} {rng.choice(about)}{rng.randrange(40)}" for _ in range(size // 2)
    )


def _graph(texts: dict[str, str]) -> CopyGraph:
    docs = {i: Document(i, t) for i, t in texts.items()}
    return group(sketches(docs.values()), docs.__getitem__)


def _families(graph: CopyGraph) -> list[tuple[str, ...]]:
    return sorted(f.doc_ids for f in graph.families)


def test_a_text_that_holds_two_unrelated_ones_does_not_join_them() -> None:
    one, two = _article(1, SHIPS, 300), _article(2, COURTS, 220)
    graph = _graph({"one": one, "two": two, "merged": f"{one}\n\n{two}"})
    assert {(c.a, c.b) for c in graph.copies if not c.independent} == {
        ("merged", "one"),
        ("merged", "two"),
    }
    assert _families(graph) == [("merged", "one"), ("two",)]


def _words(name: str, count: int) -> list[str]:
    """So many words that no table has; all weigh the same."""
    return [f"{name}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count)]


@pytest.mark.parametrize(("shared", "together"), [(6, True), (5, False)])
def test_two_texts_that_share_six_words_in_a_hundred_are_about_one_thing(
    shared: int, together: bool
) -> None:
    common = _words("quay", shared)
    one, two = (" ".join([*_words(name, 100 - shared), *common]) for name in ("zorvel", "fernip"))
    graph = _graph({"one": one, "two": two, "merged": f"{one}\n\n{two}"})
    assert (len(_families(graph)) == 1) == together


def test_two_halves_of_one_article_stay_with_it() -> None:
    text = _article(3, SHIPS, 400)
    half = len(text) // 2
    graph = _graph({"whole": text, "first": text[:half], "second": text[half:]})
    assert _families(graph) == [("first", "second", "whole")]


def test_a_family_is_a_tree_under_its_fullest_text() -> None:
    text = _article(4, SHIPS, 400)
    graph = _graph(
        {"whole": text, "cut": text[: int(len(text) * 0.7)], "brief": text[: int(len(text) * 0.3)]}
    )
    (family,) = graph.families
    assert family.fullest == "whole"
    assert {d.doc_id for d in family.tree} == {"cut", "brief"}
    parents = {d.doc_id: d.parent for d in family.tree}
    assert parents["cut"] == "whole"
    assert all(d.share > 0.9 for d in family.tree)
    reached = {"whole"}
    while len(reached) < 3:
        reached |= {d for d, p in parents.items() if p in reached}
    assert reached == {"whole", "cut", "brief"}


def test_the_poorest_text_may_be_the_fullest_but_is_not_read_first() -> None:
    text = _article(5, SHIPS, 300).capitalize().replace(" the ", ". The ")
    poor = (text + " " + _article(6, SHIPS, 60)).lower().replace(".", "")
    (family,) = _graph({"clean": text, "poor": poor}).families
    assert (family.original, family.fullest) == ("clean", "poor")


def test_a_document_alone_is_its_own_family() -> None:
    (family,) = _graph({"a": _article(7, SHIPS)}).families
    assert (family.original, family.fullest, family.tree) == ("a", "a", ())

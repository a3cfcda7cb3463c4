"""Stories from invented pieces, and the laws that grouping keeps."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import CopyGraph, Document, Family, Story
from sayso.stories import Frequencies, StoryOptions, group, sketch
from sayso.stories.vectors import rows

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "stories.json").read_text(encoding="utf-8")
)
NO_COPIES = CopyGraph((), ())
SEEDS = Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[3] / "shared")) / "seeds"


def doc(doc_id: str, text: str, day: date | None = None) -> Document:
    return Document(doc_id, text, published=day, digest=hashlib.sha256(text.encode()).hexdigest())


def parted(stories: tuple[Story, ...]) -> list[list[str]]:
    return sorted(sorted(story.doc_ids) for story in stories)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"][:50])
def test_cases(case: dict[str, Any]) -> None:
    told = group([sketch(doc(i, text)) for i, text in case["text"].items()], NO_COPIES)
    assert parted(told) == sorted(case["expected"])


def test_order_of_input_never_matters() -> None:
    sketches = [sketch(doc(i, text)) for i, text in CASES[1]["text"].items()]
    results = {group(order, NO_COPIES) for order in itertools.permutations(sketches)}
    assert len(results) == 1


def test_nothing_in_nothing_out() -> None:
    assert group([], NO_COPIES) == ()


def test_a_family_is_never_parted() -> None:
    docs = [doc("a", CASES[0]["text"]["a"]), doc("c", CASES[0]["text"]["c"])]
    graph = CopyGraph((), (Family("a", ("a", "c")),))
    (story,) = group([sketch(d) for d in docs], graph)
    assert set(story.doc_ids) == {"a", "c"}
    assert "copy-family" in {reason.rule for member in story.members for reason in member.why}


def test_one_story_takes_all() -> None:
    (story,) = group(
        [sketch(doc(i, t)) for i, t in CASES[1]["text"].items()], NO_COPIES, one_story=True
    )
    assert len(story.members) == 4


def test_members_stand_by_day_undated_last() -> None:
    text = CASES[0]["text"]
    docs = [
        doc("x", text["a"]),
        doc("y", text["b"], date(2021, 3, 2)),
        doc("z", text["a"] + " ", date(2021, 3, 1)),
    ]
    (story,) = group([sketch(d) for d in docs], NO_COPIES)
    assert story.doc_ids == ("z", "y", "x")


def test_days_far_apart_part_what_words_join() -> None:
    text = CASES[0]["text"]
    near = [
        sketch(doc("a", text["a"], date(2021, 3, 1))),
        sketch(doc("b", text["b"], date(2021, 3, 3))),
    ]
    far = [near[0], replace(near[1], day=date(2022, 3, 3))]
    assert len(group(near, NO_COPIES)) == 1
    assert len(group(far, NO_COPIES)) == 2


def test_story_ids_depend_on_members_alone() -> None:
    text = CASES[1]["text"]
    some = group([sketch(doc(i, text[i])) for i in "ab"], NO_COPIES)
    more = group([sketch(doc(i, text[i])) for i in "abcd"], NO_COPIES)
    assert some[0].id in {story.id for story in more}


def test_every_member_says_why() -> None:
    stories = group([sketch(doc(i, t)) for i, t in CASES[0]["text"].items()], NO_COPIES)
    why = {m.doc_id: {r.rule: r.values for r in m.why} for s in stories for m in s.members}
    names, fewest, most = why["a"]["shared-names"]
    assert "Halden" in names and fewest == most == 1
    assert why["c"] == {"alone": ()}


def test_cohesion_of_nought_joins_look_alikes() -> None:
    sketches = [sketch(doc(i, text)) for i, text in CASES[1]["text"].items()]
    loose = group(
        sketches, NO_COPIES, options=StoryOptions(least_cohesion=0.0, least_similarity=0.01)
    )
    assert len(loose) < len(group(sketches, NO_COPIES))


WORDS = [
    "Halden",
    "mill",
    "fire",
    "Oxley",
    "Lund",
    "hotel",
    "Torvik",
    "blaze",
    "1,200",
    "vote",
    "Brandt",
    "opera",
    "the",
]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=12), max_size=9),
    st.randoms(use_true_random=False),
)
def test_every_document_in_exactly_one_story_whatever_the_order(
    texts: list[list[str]], rng: Any
) -> None:
    sketches = [sketch(doc(str(i), " ".join(words))) for i, words in enumerate(texts)]
    stories = group(sketches, NO_COPIES)
    assert sorted(i for story in stories for i in story.doc_ids) == sorted(
        s.doc_id for s in sketches
    )
    rng.shuffle(sketches)
    assert group(sketches, NO_COPIES) == stories


def test_seeds_are_one_story_and_a_look_alike_stays_out() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip(f"no seed articles under {SEEDS}; set SAYSO_DATA")
    docs = [doc(f.name, f.read_text(encoding="utf-8")) for f in files]
    graph = CopyGraph((), (Family(docs[0].id, (docs[0].id, docs[1].id)),))
    other = doc(
        "other",
        "Gen. Tomas Reyl withdrew a letter on the peacekeepers in Lorvenia. The draft was "
        "sent to the parliament in "
        "Karsk by mistake, Reyl said, and no troops would leave Lorvenia before the vote of "
        "the parliament in June. "
        "A draft is not an order, said Ida Morn, the minister of defence of Lorvenia, at a "
        "meeting in Karsk.",
    )
    stories = group([sketch(d) for d in [*docs, other]], graph)
    assert parted(stories) == sorted([[d.id for d in docs], ["other"]])


def test_a_part_of_a_pile_weighs_words_as_the_whole_does() -> None:
    sketches = [sketch(doc(i, text)) for case in CASES[:4] for i, text in case["text"].items()]
    held = Frequencies(len(sketches), Counter(word for s in sketches for word in s.words))
    part, options = sketches[2:5], StoryOptions()
    among = rows(sketches, options)[2:5]
    alone = rows(part, options, held)
    np.testing.assert_allclose((among @ among.T).toarray(), (alone @ alone.T).toarray(), rtol=1e-5)
    without = rows(part, options)
    assert np.abs((without @ without.T - alone @ alone.T).toarray()).max() > 0.01

"""Names joined across documents: cases as data, laws by random stories, and the harbor example's
own reference.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors.actors import actors
from sayso.actors.transliteration import sounds_like
from sayso.model import Document, Name, Passage, Reading

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/cases/actors.json").read_text(encoding="utf-8"))
LUND = "Lund|person"
MARK = re.compile(r"\[([^|\]]+)\|(\w+)(?:\|([^\]]+))?\]")


def marked(doc_id: str, text: str) -> tuple[Document, Reading]:
    """A document and its names from a text with `[name|kind]` or `[name|kind|title]`."""
    plain, names, last = "", [], 0
    for found in MARK.finditer(text):
        plain += text[last : found.start()]
        at = Passage(doc_id, len(plain), len(plain) + len(found[1]))
        names.append(Name(at, found[2], found[3]))  # type: ignore[arg-type]
        plain += found[1]
        last = found.end()
    return Document(doc_id, plain + text[last:]), Reading(doc_id, names=tuple(names))


def told(texts: list[str]) -> tuple[list[Document], list[Reading]]:
    """Documents and readings, one a text."""
    pairs = [marked(f"d{i}", text) for i, text in enumerate(texts)]
    return [doc for doc, _ in pairs], [reading for _, reading in pairs]


def params() -> list[Any]:
    """Cases, known failures marked."""
    known = [pytest.mark.xfail(strict=True)]
    return [
        pytest.param(c, id=c["comment"], marks=known if c.get("known_failure") else [])
        for c in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_cases(case: dict[str, Any]) -> None:
    docs, readings = told(case["text"])
    found = sorted(sorted(actor.aliases) for actor in actors(readings, docs))
    assert found == sorted(sorted(group) for group in case["expected"])


def test_display_and_id() -> None:
    docs, readings = told(
        ["[ada brandt|person] spoke", "[Ada Brandt|person] spoke. [Brandt|person] left."]
    )
    (actor,) = actors(readings, docs)
    assert (actor.id, actor.name, actor.kind) == ("ada-brandt", "Ada Brandt", "person")


def test_two_of_one_name_get_two_ids() -> None:
    docs, readings = told(
        ["[Ada Brandt|person], [Otto Brandt|person].", "[Otto Brandt|person]", "[Brandt|person]"]
    )
    docs2, readings2 = told(["[Yousef Haddari|person] met [Yusef Haddari|person]."])
    assert [a.id for a in actors(readings2, docs2)] == ["yousef-haddari", "yusef-haddari"]
    assert sorted(a.id for a in actors(readings, docs)) == ["ada-brandt", "brandt", "otto-brandt"]


def test_a_title_in_capitals_is_printed_with_the_name() -> None:
    doc = Document("a", "Gen. Ada Brandt spoke.")
    reading = Reading("a", names=(Name(Passage("a", 5, 15), "person", "Gen."),))
    (actor,) = actors([reading], [doc])
    assert [m.cut(doc.text) for m in actor.mentions] == ["Gen. Ada Brandt", "Ada Brandt"]


def test_a_copy_leans_on_its_original() -> None:
    docs, readings = told(
        ["[Ada Brandt|person] spoke.", "[Brandt|person] left.", "[Otto Brandt|person] spoke."]
    )
    readings[1] = Reading("d1", names=readings[1].names, through="d0")
    found = {actor.id: actor.aliases for actor in actors(readings, docs)}
    assert found == {"ada-brandt": ("Ada Brandt", "Brandt"), "otto-brandt": ("Otto Brandt",)}


SAME = [
    ("qasem", "qassem"),
    ("mohandes", "muhandis"),
    ("mohammed", "muhammad"),
    ("zelensky", "zelenskiy"),
]
OTHERS = [
    ("paul", "paula"),
    ("maria", "mario"),
    ("jan", "jon"),
    ("simon", "simone"),
    ("holly", "william"),
]


@pytest.mark.parametrize(("one", "two"), SAME + OTHERS)
def test_by_ear(one: str, two: str) -> None:
    assert sounds_like(one, two) is sounds_like(two, one) is ((one, two) in SAME)


FORMS = st.sampled_from(
    (
        *(
            "[Ada Brandt|person]",
            "[Brandt|person]",
            "[Otto Brandt|person]",
            "[Velmouth|place]",
            "[Velmouth Ledger|org]",
        ),
        *(
            "the [Ledger|org]",
            "[NSI|org]",
            "[National Safety Inspectorate|org]",
            "[U.S.|place]",
            "[America|place]",
        ),
    )
)


@given(
    st.lists(st.lists(FORMS, min_size=1, max_size=5).map(", ".join), min_size=1, max_size=4),
    st.randoms(),
)
def test_every_mention_has_one_actor_and_order_never_matters(texts: list[str], rng: Any) -> None:
    docs, readings = told(texts)
    found = actors(readings, docs)
    mentions = [m for actor in found for m in actor.mentions]
    assert sorted(mentions) == sorted(name.at for reading in readings for name in reading.names)
    order = list(range(len(docs)))
    rng.shuffle(order)
    again = actors([readings[i] for i in order], [docs[i] for i in order])
    assert {(a.id, a.mentions) for a in again} == {(a.id, a.mentions) for a in found}


def test_the_harbor_reference_points_into_its_articles() -> None:
    folder = ROOT / "examples/harbor"
    reference = json.loads((folder / "reference.json").read_text(encoding="utf-8"))
    texts = {p.name: p.read_text(encoding="utf-8") for p in (folder / "articles").glob("*.txt")}
    for line in (folder / "articles/updates.jsonl").read_text(encoding="utf-8").splitlines():
        texts[json.loads(line)["id"]] = json.loads(line)["text"]
    rows = [
        r
        for key in (
            "quotes",
            "quotes_of_records",
            "recovered",
            "own_of_scrape",
            "times",
            "times_of_records",
        )
        for r in reference[key]
    ]
    assert len(rows) > 70
    for row in rows:
        assert texts[row["doc"]][slice(*row["span"])] == row["text"]
    for name in reference["names"]:
        for form in name["forms"]:
            assert any(form in text for text in texts.values()), form


@pytest.mark.parametrize(("ana", "bo", "joined"), [(2, 1, True), (3, 2, False)])
def test_a_surname_alone_is_whom_twice_as_many_texts_mean_by_it(
    ana: int, bo: int, joined: bool
) -> None:
    texts = [f"[Ana {LUND}] spoke. [{LUND}] left."] * ana
    texts += [f"[Bo {LUND}] spoke. [{LUND}] left."] * bo
    docs, readings = told([*texts, f"[{LUND}] smiled."])
    alone = docs[-1].id
    found = {
        actor.name
        for actor in actors(readings, docs)
        if any(m.doc_id == alone for m in actor.mentions)
    }
    assert (found == {"Ana Lund"}) == joined


def test_a_form_of_address_tells_two_of_one_surname_apart() -> None:
    docs, readings = told(
        [
            "[Adam Quill|person] and [Alice Quill|person] met. Mr. [Quill|person|Mr.] left. Ms. "
            "[Quill|person|Ms.] stayed.",
            "Mrs. [Quill|person|Mrs.] spoke.",
        ]
    )
    texts = {doc.id: doc.text for doc in docs}
    assert {
        actor.name: sorted(at.cut(texts[at.doc_id]) for at in actor.mentions)
        for actor in actors(readings, docs)
    } == {
        "Adam Quill": ["Adam Quill", "Mr. Quill", "Quill"],
        "Alice Quill": ["Alice Quill", "Mrs. Quill", "Ms. Quill", "Quill", "Quill"],
    }


def test_a_word_of_kin_tells_whose_form_of_address_it_is() -> None:
    docs, readings = told(
        [
            "[Kir Quill|person] brought his sister, [Tol Quill|person]. Ms. [Quill|person|Ms.]"
            " left. Mr. [Quill|person|Mr.] stayed.",
        ]
    )
    assert {
        actor.name: sorted(at.cut(docs[0].text) for at in actor.mentions)
        for actor in actors(readings, docs)
    } == {
        "Kir Quill": ["Kir Quill", "Mr. Quill", "Quill"],
        "Tol Quill": ["Ms. Quill", "Quill", "Tol Quill"],
    }


def test_of_two_forms_of_address_one_full_name_of_unknown_sex_takes_neither() -> None:
    docs, readings = told(
        ["[Tol Quill|person] ran. Mr. [Quill|person|Mr.] left. Ms. [Quill|person|Ms.] stayed."]
    )
    assert sorted(a.name for a in actors(readings, docs)) == ["Mr. Quill", "Ms. Quill", "Tol Quill"]


def test_two_whom_only_a_form_of_address_tells_apart_are_named_by_it() -> None:
    docs, readings = told(["Mr. [Quill|person|Mr.] left. Mrs. [Quill|person|Mrs.] stayed."])
    assert sorted(actor.name for actor in actors(readings, docs)) == ["Mr. Quill", "Mrs. Quill"]


def test_a_town_and_a_surname_of_one_text_are_two() -> None:
    docs, readings = told(
        ["[Hadley|place] is calm. [Ruth Hadley|person] left [Hadley|place]. [Hadley|person] sang."]
    )
    assert sorted((a.name, a.kind, len(a.mentions)) for a in actors(readings, docs)) == [
        ("Hadley", "place", 2),
        ("Ruth Hadley", "person", 2),
    ]

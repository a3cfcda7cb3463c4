"""Laws of the whole journey, over the example and over small invented piles."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sayso import dossiers, pipeline
from sayso.model import Agreement, Document, Dossier, Finding, Passage, Rejected
from sayso.pile import MemoryPile
from sayso.plain import actor_row, event_row, finding_row, quote_row, time_row, to_plain
from sayso.readings import Models
from sayso.run.inputs import gather

ARTICLES = Path(__file__).parent.parent / "examples" / "harbor" / "articles"
REPORT = (
    "The harbour of Vessby was closed on Monday after a crane fell into the water, the port said. "
    "Mayor Anna Lund said 14 people were hurt. “Nobody was warned,” Lund told the Vessby Post."
)


def records(*items: dict[str, Any]) -> list[Document]:
    stream = io.BytesIO("\n".join(json.dumps(item) for item in items).encode())
    return [doc for doc in gather(["-"], stdin=stream) if isinstance(doc, Document)]


@pytest.fixture(scope="module")
def pile() -> list[Document]:
    return [doc for doc in gather([str(ARTICLES)], stdin=io.BytesIO()) if isinstance(doc, Document)]


@pytest.fixture(scope="module")
def read(pile: list[Document], models: Models) -> tuple[Dossier, ...]:
    return pipeline.read(pile, models=models)


def passages(value: object) -> Iterator[Passage]:
    """Every passage anywhere inside a value."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from passages(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from passages(getattr(value, field.name))


def as_json(found: tuple[Dossier, ...]) -> str:
    return json.dumps([to_plain(dossier) for dossier in found], ensure_ascii=False, sort_keys=True)


# ---- passages --------------------------------------------------------------


def test_every_passage_lies_inside_its_text(read: tuple[Dossier, ...]) -> None:
    count = 0
    for dossier in read:
        sizes = {doc.id: len(doc.text) for doc in dossier.documents}
        for at in passages(dossier):
            assert 0 <= at.start <= at.end <= sizes[at.doc_id]
            count += 1
    assert count > 1000


def test_names_times_and_quotes_are_never_empty(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        texts = {doc.id: doc.text for doc in dossier.documents}
        for reading in dossier.readings:
            found = [
                *passages(reading.names),
                *(t.at for t in reading.times),
                *(p for q in reading.quotes for p in q.content),
            ]
            assert all(at.cut(texts[at.doc_id]).strip() for at in found)
            assert {at.doc_id for at in found} <= {reading.doc_id}


def test_what_a_row_shows_is_what_the_passage_cuts(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        texts = {doc.id: doc.text for doc in dossier.documents}
        shown = [time_row(t, texts[t.at.doc_id]) for r in dossier.readings for t in r.times]
        shown += [
            m for actor in dossier.findings.actors for m in actor_row(actor, texts)["mentions"]
        ]
        shown += [
            t for event in dossier.findings.events for t in event_row(event, texts)["tellings"]
        ]
        shown += [
            t
            for finding in dossier.findings.findings
            for t in finding_row(finding, texts)["tellings"]
        ]
        assert shown
        for row in shown:
            assert row["text"] == texts[row["doc"]][row["start"] : row["end"]]
            assert row["text"].strip()


def test_stretches_between_marks_lie_inside_the_content(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        for quote in (q for r in dossier.readings for q in r.quotes):
            assert quote_row(quote)["doc"] in dossier.story.doc_ids
            for at in quote.quoted:
                assert any(at.overlaps(content) for content in quote.content)


def test_indexes_point_at_what_is_there(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        for reading in dossier.readings:
            for claim in reading.claims:
                assert claim.quote is None or 0 <= claim.quote < len(reading.quotes)
                assert all(0 <= i < len(reading.times) for i in claim.times)
                assert all(0 <= i < len(reading.quantities) for i in claim.quantities)
                assert all(0 <= i < len(reading.names) for i in claim.names)
        for finding in dossier.findings.findings:
            for origin in finding.origins:
                assert all(0 <= i < len(finding.tellings) for i in origin.tellings)


def test_every_judgement_gives_its_reasons(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        assert all(finding.why for finding in dossier.findings.findings)
        assert all(copy.why for copy in dossier.copies)
        assert all(day.why for day in dossier.findings.days if day.inferred)
        assert all(quote.why for reading in dossier.readings for quote in reading.quotes)


def test_a_telling_is_at_most_a_sentence(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        for telling in (t for f in dossier.findings.findings for t in f.tellings):
            assert telling.sentence.covers(telling.at)


def test_ids_are_unique(read: tuple[Dossier, ...]) -> None:
    for dossier in read:
        found = dossier.findings
        for values in (found.findings, found.events, found.actors, dossier.documents):
            ids = [value.id for value in values]
            assert len(set(ids)) == len(ids)
        assert tuple(d.id for d in dossier.documents) == tuple(r.doc_id for r in dossier.readings)
        assert tuple(d.id for d in dossier.documents) == tuple(d.doc_id for d in found.days)


# ---- order -----------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_input_order_never_matters(
    seed: int, pile: list[Document], read: tuple[Dossier, ...], models: Models
) -> None:
    shuffled = pile[:]
    random.Random(seed).shuffle(shuffled)
    assert shuffled != pile
    assert as_json(pipeline.read(shuffled, models=models)) == as_json(read)


def test_one_story_takes_all_as_one(pile: list[Document], models: Models) -> None:
    (dossier,) = pipeline.read(pile, models=models, one_story=True)
    assert set(dossier.story.doc_ids) == {doc.id for doc in pile}


def test_no_articles_no_dossiers(models: Models) -> None:
    assert pipeline.read([], models=models) == ()
    assert pipeline.read([], models=models, one_story=True) == ()


# ---- copies ----------------------------------------------------------------


def original_tellings(finding: Finding, copy_of: dict[str, str]) -> frozenset[tuple[str, int, int]]:
    return frozenset(
        (copy_of.get(t.at.doc_id, t.at.doc_id), t.at.start, t.at.end) for t in finding.tellings
    )


COPIED = ("courier-memo.txt", "northline-leak.txt", "northline-correction.txt", "ledger-homecoming")


@pytest.mark.parametrize("doc_id", COPIED)
def test_a_verbatim_copy_never_raises_an_origin_count(
    doc_id: str, pile: list[Document], read: tuple[Dossier, ...], models: Models
) -> None:
    original = next(doc for doc in pile if doc.id == doc_id)
    parts = tuple(replace(part, at=replace(part.at, doc_id="twin")) for part in original.parts)
    twin = replace(original, id="twin", source="twin", parts=parts, why=())
    after = pipeline.read([*pile, twin], models=models)
    story = next(d for d in after if doc_id in d.story.doc_ids)
    assert "twin" in story.story.doc_ids
    before = next(d for d in read if doc_id in d.story.doc_ids)

    def tally(dossier: Dossier) -> dict[frozenset[tuple[str, int, int]], int]:
        return {
            original_tellings(f, {"twin": doc_id}): len(f.origins)
            for f in dossier.findings.findings
        }

    known, now = tally(before), tally(story)
    assert {key: n for key, n in now.items() if n > known.get(key, n)} == {}
    assert max(now.values()) <= max(known.values())

    def agreements(dossier: Dossier) -> int:
        return sum(
            isinstance(f, Agreement) and len(f.origins) > 1 for f in dossier.findings.findings
        )

    assert agreements(story) <= agreements(before)


def test_ten_reprints_are_one_origin(models: Models) -> None:
    pile = records(
        *(
            {"id": f"r{n}", "outlet": f"Paper {n}", "text": REPORT, "published": "2020-01-07"}
            for n in range(10)
        )
    )
    (dossier,) = pipeline.read(pile, models=models)
    assert len(dossier.documents) == 10
    assert all(len(finding.origins) == 1 for finding in dossier.findings.findings)
    assert not [
        f for f in dossier.findings.findings if isinstance(f, Agreement) and len(f.origins) > 1
    ]
    assert len({len(r.quotes) for r in dossier.readings}) == 1


# ---- what cannot be read ---------------------------------------------------

DANISH = (
    "Havnen i Vessby blev lukket mandag, efter at en kran faldt i vandet, oplyser havnen. "
    "Borgmester Anna Lund siger, at fjorten mennesker kom til skade, og at ingen var blevet "
    "advaret om faren."
)


def test_an_article_in_another_language_is_kept_unread_and_says_so(models: Models) -> None:
    pile = records(
        {"id": "en", "text": REPORT, "published": "2020-01-07"},
        {"id": "da", "text": DANISH, "published": "2020-01-07"},
    )
    assert {doc.id: doc.lang for doc in pile} == {"en": "en", "da": "da"}
    (dossier,) = pipeline.read(pile, models=models, one_story=True)
    by_id = {reading.doc_id: reading for reading in dossier.readings}
    assert by_id["en"].claims
    danish = by_id["da"]
    assert not (danish.claims or danish.quotes or danish.names or danish.times)
    assert [(reason.rule, reason.values) for reason in danish.why] == [
        ("language-not-read", ("da",))
    ]


@pytest.mark.parametrize(
    "text",
    [
        REPORT.upper(),
        "...!!!???" * 40,
        "“”" * 60,
        "قال المتحدث يوم الاثنين إن الميناء أغلق بعد سقوط رافعة في الماء. " * 4,
        "🔥👨‍👩‍👧‍👦 " * 80 + REPORT,
        "a" * 20_000 + " " + REPORT,
        REPORT.replace(" ", "&nbsp;", 9) + " &amp; " * 50,
        '"' * 2000 + REPORT,
        "1 " * 2000 + REPORT,
        REPORT + "\ud800",
        "\u200b\u202e" * 30 + REPORT,
        "Closed.",
    ],
    ids=[
        "capitals",
        "punctuation",
        "marks",
        "arabic",
        "emoji",
        "word",
        "entities",
        "open",
        "digits",
        "surrogate",
        "hidden",
        "short",
    ],
)
def test_odd_text_goes_the_whole_way(text: str, models: Models) -> None:
    pile = records({"id": "odd", "text": text}, {"id": "plain", "text": REPORT})
    assert "plain" in {doc.id for doc in pile}
    size = {doc.id: len(doc.text) for doc in pile}
    (dossier,) = pipeline.read(pile, models=models, one_story=True)
    for at in passages(dossier):
        assert at.end <= size[at.doc_id]
    for shape in ("html", "json", "md", "jsonl"):
        assert dossiers.write(dossier, shape)


def test_two_runs_are_the_same_to_the_byte() -> None:
    command = [sys.executable, "-m", "sayso", "read", str(ARTICLES), "--format", "json", "-o", "-"]
    runs = [
        subprocess.run(
            command, check=True, capture_output=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert b"northline-leak.txt" in runs[0]


# ---- an article that makes a step fail -------------------------------------

STEPS = [
    ("sayso.copies", "sketches"),
    ("sayso.copies", "grouped"),
    ("sayso.stories", "sketch"),
    ("sayso.stories", "group"),
    ("sayso.readings", "read_story"),
    ("sayso.days", "days"),
    ("sayso.readings", "anchor"),
    ("sayso.actors", "actors"),
    ("sayso.findings", "compare"),
    ("sayso.findings", "headline"),
    ("sayso.dossiers", "write"),
]


def test_a_copy_of_another_day_keeps_it_for_its_own_words(models: Models) -> None:
    shared = (
        "Divers searched the harbour of Marsby on Sunday after a trawler had sunk near the old "
        "lighthouse with nine people aboard. Two of the crew swam ashore, and the harbour master "
        "asked for more boats to look for the seven others before the storm came in."
    )
    copy = f"The search was called off on Monday for good, the port of Marsby said. {shared}"
    first = Document("a", shared, published=date(2024, 3, 10), lang="en", digest="1")
    docs = [first, Document("b", copy, published=date(2024, 3, 11), lang="en", digest="2")]
    for pair in (docs, [replace(first, published=date(2024, 3, 12)), docs[1]]):
        (dossier,) = pipeline.read(pair, models=models)
        texts = {doc.id: doc.text for doc in dossier.documents}
        told = {
            (r.doc_id, t.at.cut(texts[r.doc_id])): t.value
            for r in dossier.readings
            for t in r.times
        }
        assert told["b", "Monday"] == "2024-03-11"
        assert told["b", "Sunday"] == told["a", "Sunday"] == "2024-03-10"


@pytest.mark.parametrize("room, step", STEPS, ids=[f"{r}.{s}" for r, s in STEPS])
def test_an_article_that_makes_a_step_fail_is_refused_by_name_and_the_others_go_on(
    room: str, step: str, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "The lamp keeper of Orva counted nine ships and told nobody of the tenth."
    told = [
        "The harbor of Orva was closed on Monday after the storm, Mayor Ana Lind said.",
        "Mayor Ana Lind closed the harbor of Orva on Monday, a spokesman said.",
        "Orva’s harbor stays closed, the harbor master Tom Brey told the council on Tuesday.",
        "The harbor of Orva will open again on Friday, Mayor Ana Lind said on Wednesday.",
    ]
    docs = [Document(f"{n}.txt", t, source=f"in/{n}.txt", lang="en") for n, t in enumerate(told)]
    docs.insert(2, Document("bad.txt", bad, source="in/lamp.txt", lang="en"))
    home = import_module(room)
    real = getattr(home, step)

    def failing(*args: Any, **kwargs: Any) -> Any:
        if _mentions("bad.txt", (args[0], *kwargs.values())):
            raise ValueError("a made-up fault")
        return real(*args, **kwargs)

    monkeypatch.setattr(home, step, failing)
    refused: list[Rejected] = []
    journey = pipeline.Journey(
        MemoryPile(docs), one_story=True, models=models, refused=refused.append
    )
    ((dossier, (page,)),) = journey.pages("html")
    assert [doc.id for doc in dossier.documents] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [item.source for item in refused] == ["in/lamp.txt"]
    assert "a made-up fault" in refused[0].reason
    assert dossier.rejected == tuple(refused)
    assert "in/lamp.txt" in page and "told nobody of the tenth" not in page


def _mentions(name: str, value: Any) -> bool:
    """True where a document of that id is in what a step was given, however deep."""
    return name in repr(value)


def test_what_no_article_causes_is_raised(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*args: Any, **kwargs: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr("sayso.readings.read_story", no_memory)
    docs = [Document("a", "The harbor of Orva was closed on Monday.", lang="en")]
    with pytest.raises(MemoryError):
        list(pipeline.Journey(MemoryPile(docs), models=models).dossiers())


@pytest.mark.parametrize(
    "room, step",
    [("sayso.stories", "sketch"), ("sayso.readings", "anchor"), ("sayso.findings", "compare")],
)
def test_a_copy_that_is_refused_leaves_its_family_behind(
    room: str, step: str, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refused one is the fullest of its family, through which the other was to be read."""
    longer = f"{REPORT} The lamp keeper counted nine ships."
    docs = [
        Document("a", REPORT, lang="en", digest="1"),
        Document("b", longer, lang="en", digest="2", source="in/b.txt"),
        Document("c", "The port of Vessby is open again, Mayor Anna Lund said.", lang="en"),
    ]
    home = import_module(room)
    real = getattr(home, step)

    def failing(first: Any, *args: Any, **kwargs: Any) -> Any:
        held = [doc.id for doc in getattr(first, "documents", ())]
        if "b" in (getattr(first, "id", None), getattr(first, "doc_id", None), *held):
            raise ValueError("a made-up fault")
        return real(first, *args, **kwargs)

    monkeypatch.setattr(home, step, failing)
    journey = pipeline.Journey(MemoryPile(docs), one_story=True, models=models)
    ((dossier, (page,)),) = journey.pages("html")
    assert sorted(doc.id for doc in dossier.documents) == ["a", "c"]
    assert [item.source for item in dossier.rejected] == ["in/b.txt"]
    assert "14 people were hurt" in page and "counted nine ships" not in page


# ---- the accounts as they stood on a day -------------------------------------------


def journey_as_of(docs: list[Document], day: date, models: Models) -> tuple[list[str], Dossier]:
    said: list[str] = []
    journey = pipeline.Journey(
        MemoryPile(docs), one_story=True, models=models, as_of=day, noted=said.append
    )
    (dossier,) = journey.dossiers()
    return said, dossier


def test_as_of_a_day_uses_only_what_was_published_by_then(models: Models) -> None:
    docs = records(
        {"id": "a", "text": REPORT, "published": "2024-03-11"},
        {"id": "b", "text": REPORT.replace("14", "20"), "published": "2024-03-12"},
        {"id": "c", "text": REPORT.replace("14", "25"), "published": "2024-03-14"},
    )
    said, dossier = journey_as_of(docs, date(2024, 3, 12), models)
    assert [d.id for d in dossier.documents] == ["a", "b"]
    assert {m.doc_id for m in dossier.story.members} == {"a", "b"}
    assert said == ["1 of 3 articles are later than 2024-03-12"]
    assert dossier.as_of == date(2024, 3, 12)
    page = dossiers.write(dossier, "html")
    assert "The accounts as they stood on 12 March 2024" in page and "25 people" not in page
    assert {p.doc_id for p in passages(dossier)} <= {"a", "b"}


def test_before_the_first_article_there_is_no_dossier(models: Models) -> None:
    docs = records({"id": "a", "text": REPORT, "published": "2024-03-11"})
    assert pipeline.read(docs, models=models, as_of=date(2024, 3, 10)) == ()


def test_what_cannot_be_placed_in_time_is_left_out_and_named(models: Models) -> None:
    docs = records({"id": "a", "text": REPORT, "published": "2024-03-11"})
    case = next(pipeline.Journey(MemoryPile(docs), one_story=True, models=models).cases())
    undated = replace(case.days[0], best=None, earliest=None, latest=None)
    said: list[str] = []
    journey = pipeline.Journey(MemoryPile(docs), as_of=date(2024, 3, 12), noted=said.append)
    assert journey._as_it_stood(replace(case, days=(undated,))) is None
    assert said == ["a: left out, its day is not known, so it may be later"]
    assert journey.unplaced == {case.story.id: ("a",)}

"""The example, an invented story of eleven articles, against its hand-made reference.

The reference says what must be found. Where the program does not find it yet the case is a strict
expected failure with its reason: the day it is found, the mark must go.
"""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso import pipeline
from sayso.model import (
    Agreement,
    Conflict,
    Copy,
    Document,
    Dossier,
    Passage,
    Quote,
    Rejected,
    Telling,
)
from sayso.readings import Models
from sayso.run.inputs import gather
from sayso.text import fold, fold_words

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbor"
REFERENCE: dict[str, Any] = json.loads((EXAMPLE / "reference.json").read_text(encoding="utf-8"))
SHARE = 0.8  # of the reference's quotations that must be found, with their speaker


@pytest.fixture(scope="module")
def dossiers(models: Models) -> tuple[Dossier, ...]:
    got = list(gather([str(EXAMPLE / "articles")], stdin=io.BytesIO()))
    assert not [item for item in got if isinstance(item, Rejected)]
    return pipeline.read([item for item in got if isinstance(item, Document)], models=models)


@pytest.fixture(scope="module")
def velmouth(dossiers: tuple[Dossier, ...]) -> Dossier:
    """The story itself."""
    return next(d for d in dossiers if "northline-leak.txt" in d.story.doc_ids)


@pytest.fixture(scope="module")
def texts(dossiers: tuple[Dossier, ...]) -> dict[str, str]:
    return {doc.id: doc.text for dossier in dossiers for doc in dossier.documents}


def cases(rows: list[Any], name: Any, failing: dict[str, str]) -> list[Any]:
    """One test a row, called `name(row)`; those named in `failing` are expected to fail, for the
    reason there.
    """
    ids = [name(row) for row in rows]
    unknown = set(failing) - set(ids)
    assert not unknown, f"no such case: {unknown}"
    marks = [
        [pytest.mark.xfail(reason=failing[i], strict=True)] if i in failing else [] for i in ids
    ]
    return [
        pytest.param(row, id=i, marks=mark) for row, i, mark in zip(rows, ids, marks, strict=True)
    ]


def words(text: str) -> set[str]:
    return {word for word, _, _ in fold_words(text)}


# ---- documents -------------------------------------------------------------

DOCUMENTS = [{"doc": key, **value} for key, value in REFERENCE["documents"].items()]
BOILERPLATE = REFERENCE["boilerplate"] + REFERENCE["boilerplate_of_records"]


OUTLETS: dict[str, str] = {
    "tideline-scrape.txt": "an outlet that the table does not know is none without its capitals",
}


@pytest.mark.parametrize("row", cases(DOCUMENTS, lambda r: r["doc"], OUTLETS))
def test_outlet_and_day(row: dict[str, Any], dossiers: tuple[Dossier, ...]) -> None:
    dossier = next(d for d in dossiers if row["doc"] in d.story.doc_ids)
    doc = next(d for d in dossier.documents if d.id == row["doc"])
    day = next(d for d in dossier.findings.days if d.doc_id == row["doc"])
    assert (doc.outlet, str(day.best)) == (row["outlet"], row["published"])
    assert day.inferred == ("latest" in row)
    assert day.why if day.inferred else doc.published == day.best


UNDATED = [row for row in DOCUMENTS if "latest" in row]
LATEST: dict[str, str] = {
    "tideline-scrape.txt": "the range of a copy without a day runs to the last day of the story",
}


@pytest.mark.parametrize("row", cases(UNDATED, lambda r: r["doc"], LATEST))
def test_an_inferred_day_has_the_range_that_the_words_allow(
    row: dict[str, Any], dossiers: tuple[Dossier, ...]
) -> None:
    day = next(d for dossier in dossiers for d in dossier.findings.days if d.doc_id == row["doc"])
    assert day.earliest is not None and day.latest is not None
    assert (
        day.earliest
        <= date.fromisoformat(row["published"])
        <= day.latest
        <= date.fromisoformat(row["latest"])
    )


@pytest.mark.parametrize("row", cases(BOILERPLATE, lambda r: f"{r['doc']}-{r['kind']}", {}))
def test_parts_that_are_not_prose(row: dict[str, Any], dossiers: tuple[Dossier, ...]) -> None:
    doc = next(d for dossier in dossiers for d in dossier.documents if d.id == row["doc"])
    start, end = row["span"]
    inside = {at for part in doc.parts for at in range(part.at.start, part.at.end)}
    wanted = {at for at in range(start, end) if not doc.text[at].isspace()}
    assert wanted <= inside


@pytest.mark.parametrize("row", cases(BOILERPLATE, lambda r: f"{r['doc']}-{r['kind']}", {}))
def test_no_claim_rests_on_a_part_that_is_not_prose(
    row: dict[str, Any], dossiers: tuple[Dossier, ...]
) -> None:
    at = Passage(row["doc"], *row["span"])
    for dossier in dossiers:
        for finding in dossier.findings.findings:
            assert not [t for t in finding.tellings if at.covers(t.at)]


# ---- copies ----------------------------------------------------------------


def pair_of(dossiers: tuple[Dossier, ...], a: str, b: str) -> Copy | None:
    pairs = (c for dossier in dossiers for c in dossier.copies)
    return next((c for c in pairs if {c.a, c.b} == {a, b}), None)


def test_the_family(dossiers: tuple[Dossier, ...]) -> None:
    families = [f for dossier in dossiers for f in dossier.families if len(f.doc_ids) > 1]
    assert sorted(sorted(f.doc_ids) for f in families) == REFERENCE["copies"]["families"]


@pytest.mark.xfail(
    strict=True, reason="of two texts with equal prose the reprint is chosen, not the agency's own"
)
def test_the_original_is_the_agencys_own_text(dossiers: tuple[Dossier, ...]) -> None:
    families = [f for dossier in dossiers for f in dossier.families if len(f.doc_ids) > 1]
    assert [f.original for f in families] == [REFERENCE["copies"]["original"]]


PAIRS: dict[str, str] = {
    "ledger-reprint.txt+northline-leak.txt": "added parts are left out: the prose is identical",
}


@pytest.mark.parametrize(
    "row", cases(REFERENCE["copies"]["pairs"], lambda r: f"{r['a']}+{r['b']}", PAIRS)
)
def test_a_copy_and_its_kind(row: dict[str, Any], dossiers: tuple[Dossier, ...]) -> None:
    copy = pair_of(dossiers, row["a"], row["b"])
    assert copy is not None and not copy.independent
    assert copy.kind == row["kind"]


FORMS: dict[str, str] = {
    "ledger-reprint.txt+northline-leak.txt": (
        "parts are left out of the comparison, so nothing seems embedded"
    ),
    "northline-leak.txt+tideline-scrape.txt": (
        "two added sentences count as expanded, the lost marks not as edited"
    ),
}


@pytest.mark.parametrize(
    "row", cases(REFERENCE["copies"]["pairs"], lambda r: f"{r['a']}+{r['b']}", FORMS)
)
def test_what_happened_to_the_words_of_a_copy(
    row: dict[str, Any], dossiers: tuple[Dossier, ...]
) -> None:
    copy = pair_of(dossiers, row["a"], row["b"])
    assert copy is not None
    assert set(row["form"]) <= set(copy.form)


@pytest.mark.parametrize("pair", REFERENCE["copies"]["not_copies"], ids="+".join)
def test_independent_reports_are_no_copies(pair: list[str], dossiers: tuple[Dossier, ...]) -> None:
    copy = pair_of(dossiers, *pair)
    assert copy is None or copy.independent
    for dossier in dossiers:
        assert not [f for f in dossier.families if set(pair) <= set(f.doc_ids)]


def test_the_memo_quoted_in_two_texts_is_shown_as_shared(dossiers: tuple[Dossier, ...]) -> None:
    row = REFERENCE["copies"]["shared_passage"]
    a, b = row["docs"]
    copy = pair_of(dossiers, a, b)
    assert copy is not None and copy.kind == "shared-quotes"
    shared = (Passage(a, *row["spans"][a]), Passage(b, *row["spans"][b]))
    assert any(at.overlaps(shared[0]) and other.overlaps(shared[1]) for at, other in copy.passages)


def test_a_correction_is_related_to_the_report_it_corrects(dossiers: tuple[Dossier, ...]) -> None:
    (row,) = REFERENCE["copies"]["related"]
    assert pair_of(dossiers, row["a"], row["b"]) is not None


# ---- stories ---------------------------------------------------------------


def test_two_stories_the_look_alike_alone(dossiers: tuple[Dossier, ...]) -> None:
    got = {frozenset(dossier.story.doc_ids) for dossier in dossiers}
    assert got == {frozenset(ids) for ids in REFERENCE["stories"]}


# ---- quotes ----------------------------------------------------------------

QUOTES = [
    *REFERENCE["quotes"],
    *REFERENCE["quotes_of_records"],
    *REFERENCE["recovered"],
    *REFERENCE["own_of_scrape"],
]


def quotes_of(dossiers: tuple[Dossier, ...], doc_id: str) -> list[Quote]:
    return [
        q
        for d in dossiers
        for reading in d.readings
        if reading.doc_id == doc_id
        for q in reading.quotes
    ]


def found_quotes(row: dict[str, Any], quotes: list[Quote], text: str) -> list[Quote]:
    """Attributions whose content, or whose stretch between marks, is the reference's but for marks
    and spaces.
    """
    wanted = Passage(row["doc"], *row["span"])
    return [
        quote
        for quote in quotes
        if any(
            at.overlaps(wanted) and alike(at.cut(text).removeprefix("that "), wanted.cut(text))
            for at in (*quote.content, *quote.quoted)
        )
    ]


def alike(one: str, other: str) -> bool:
    """Nine tenths of the longer one's words are the shorter one's."""
    a, b = fold(one).text(), fold(other).text()
    return (a in b or b in a) and min(len(a), len(b)) >= 0.9 * max(len(a), len(b))


def same_speaker(row: dict[str, Any], quote: Quote) -> bool:
    small = {"a", "an", "the", "of", "at", "for"}
    said = words(quote.speaker or "") - small
    wanted = [words(name) - small for name in (row["speaker"], *row.get("or", ()))]
    return bool(said) and any(said <= name or name <= said for name in wanted)


def test_quotations_with_their_speakers(
    dossiers: tuple[Dossier, ...], texts: dict[str, str]
) -> None:
    missing = []
    for row in QUOTES:
        found = found_quotes(row, quotes_of(dossiers, row["doc"]), texts[row["doc"]])
        if not any(same_speaker(row, quote) for quote in found):
            missing.append(
                (row["doc"], row["text"], row["speaker"], [quote.speaker for quote in found])
            )
    assert len(missing) <= (1 - SHARE) * len(QUOTES), missing


def quote_id(row: dict[str, Any]) -> str:
    return f"{row['doc']}-{row['span'][0]}"


MISSING_QUOTES: dict[str, str] = {}


@pytest.mark.parametrize("row", cases(QUOTES, quote_id, MISSING_QUOTES))
def test_a_quotation(
    row: dict[str, Any], dossiers: tuple[Dossier, ...], texts: dict[str, str]
) -> None:
    found = found_quotes(row, quotes_of(dossiers, row["doc"]), texts[row["doc"]])
    assert found
    spoken = [quote for quote in found if same_speaker(row, quote)]
    assert spoken, [quote.speaker for quote in found]
    assert spoken[0].anonymous == row["anonymous"]


SCARE_QUOTES = {
    "“modern”": "“Velmouth found out what ...”: a town that nothing in its text tells from a person"
}


@pytest.mark.parametrize("row", cases(REFERENCE["not_quotes"], lambda r: r["text"], SCARE_QUOTES))
def test_what_is_no_quotation(
    row: dict[str, Any], dossiers: tuple[Dossier, ...], texts: dict[str, str]
) -> None:
    at = texts[row["doc"]].index(row["text"])
    scare = Passage(row["doc"], at, at + len(row["text"]))
    for quote in quotes_of(dossiers, row["doc"]):
        assert not [p for p in (*quote.content, *quote.quoted) if p.overlaps(scare)]


@pytest.mark.parametrize("row", cases(DOCUMENTS, lambda r: r["doc"], {}))
def test_everything_read_stands_once(row: dict[str, Any], dossiers: tuple[Dossier, ...]) -> None:
    (reading,) = (r for dossier in dossiers for r in dossier.readings if r.doc_id == row["doc"])
    kinds: tuple[tuple[Any, ...], ...] = (
        reading.names,
        reading.times,
        reading.quantities,
        reading.relays,
    )
    for ats in ([item.at for item in kind] for kind in kinds):
        assert len(set(ats)) == len(ats)
    contents = [quote.content for quote in reading.quotes]
    assert len(set(contents)) == len(contents)


# ---- times -----------------------------------------------------------------

TIMES = REFERENCE["times"] + REFERENCE["times_of_records"]
MISSING_TIMES: dict[str, str] = {}


@pytest.mark.parametrize(
    "row", cases(TIMES, lambda r: f"{r['doc']}-{r['text']}-{r['span'][0]}", MISSING_TIMES)
)
def test_a_time(row: dict[str, Any], dossiers: tuple[Dossier, ...]) -> None:
    wanted = Passage(row["doc"], *row["span"])
    got = [
        t
        for d in dossiers
        for r in d.readings
        if r.doc_id == row["doc"]
        for t in r.times
        if t.at.overlaps(wanted)
    ]
    assert len(got) == 1
    # The day is asked for; "early Tuesday" may say which part of the day as well.
    assert got[0].value == row["value"] or (
        len(row["value"]) == 10 and got[0].value.startswith(row["value"] + "T")
    )


# ---- names -----------------------------------------------------------------

NAMES: dict[str, str] = {}


@pytest.mark.parametrize("row", cases(REFERENCE["names"], lambda r: r["id"], NAMES))
def test_one_name_in_its_forms(row: dict[str, Any], velmouth: Dossier) -> None:
    owners = {
        form: [a.id for a in velmouth.findings.actors if has_form(a.aliases, form)]
        for form in row["forms"]
    }
    whole = owners[row["forms"][0]]
    assert len(whole) == 1
    assert all(whole[0] in ids for ids in owners.values()), owners


def has_form(aliases: tuple[str, ...], form: str) -> bool:
    """As it stands, or after a title."""
    return any(alias == form or alias.endswith(" " + form) for alias in aliases)


@pytest.mark.parametrize("pair", REFERENCE["not_same"], ids="+".join)
def test_two_names_are_not_joined(pair: list[str], dossiers: tuple[Dossier, ...]) -> None:
    for dossier in dossiers:
        for actor in dossier.findings.actors:
            assert not all(pair_member in actor.aliases for pair_member in pair)


# ---- relays ----------------------------------------------------------------

RELAYS: dict[str, str] = {
    "radio-relay.txt-Northline": (
        "a report credited with “Northline reported” is a quotation, no relay"
    ),
    "courier-admission-Ostrey Courier": (
        "“the memo first published by” inside a clause is not read as a relay"
    ),
}
# Words of what is handed on: the memo by its name or by what it says.
RELAYED = {
    "the memo": ({"memo"}, {"detector", "isolated"}),
    "23 people in hospital": ({"23", "hospital"},),
}


@pytest.mark.parametrize(
    "row", cases(REFERENCE["relays"], lambda r: f"{r['doc']}-{r['origin']}", RELAYS)
)
def test_a_relay_names_its_origin(
    row: dict[str, Any], velmouth: Dossier, texts: dict[str, str]
) -> None:
    text = texts[row["doc"]]
    relays = [
        r for reading in velmouth.readings if reading.doc_id == row["doc"] for r in reading.relays
    ]
    named = [r for r in relays if words(row["origin"]) & words(r.origin)]
    got = [
        r
        for r in named
        if any(needed <= words(r.about.cut(text)) for needed in RELAYED[row["about"]])
    ]
    assert got, [(r.origin, r.about.cut(text)) for r in relays]
    assert not row["cue"].count("first") or got[0].first


# ---- findings --------------------------------------------------------------

CONFLICTS: dict[str, str] = {
    "residents forced from their homes": "a rounding of fewer than a thousand is not shown",
    "tonnes of ammonia that escaped": "the text that corrects the figure names the old one too",
    "the alarm": "the sides have other verbs, and no text says that the other is wrong",
    "the fire chief on the quay": "two words left out of a quotation are taken for a light change",
    "the last inspection": "months of one deed are not sure enough for a conflict",
    "where the cold store stands": "places are not compared",
    "the public meeting": "a day of a plan that differs is not taken for a conflict",
    "whether a siren sounded": "one happening told and denied inside one text is not found",
}
CONFLICT_DOCS: dict[str, str] = {
    "the last inspection": "months of one deed are not sure enough for a conflict",
    "residents forced from their homes": "people, residents and those moved out are not one count",
    "people taken to hospital": "not every text that gives the value stands on its side",
    "the alarm": (
        "“was switched off” and the inspector’s “not in service” of the correction do not "
        "reach the side"
    ),
    "the fire chief on the quay": "not every text that gives the value stands on its side",
    "who first reported the memo": "“first published by” is not read as a relay",
    "where the cold store stands": "places are not compared",
    "the public meeting": "a day of a plan that differs is not taken for a conflict",
    "whether a siren sounded": "one happening told and denied inside one text is not found",
}


def tells(telling: Telling, value: str, text: str) -> int:
    """2 where the telling's own value is the reference's, 1 where its words hold it, 0 where
    nothing does.
    """
    own = words(telling.value or "") | words(telling.norm or "")
    small = {"the", "a", "at"}
    wanted = [words(one) - small for one in value.split(" / ")]
    if telling.norm == value or any(w <= own for w in wanted):
        return 2
    return int(any(w <= own | words(telling.at.cut(text)) for w in wanted))


def found_conflict(
    row: dict[str, Any], dossier: Dossier, texts: dict[str, str]
) -> tuple[Conflict, dict[str, set[str]]] | None:
    """The conflict with a side for each of the reference's values, and the documents on
    each side.
    """
    for finding in dossier.findings.findings:
        if not isinstance(finding, Conflict) or finding.subtype != row["kind"]:
            continue
        sides: dict[str, set[str]] = {}
        for value in row["values"]:
            told = [[finding.tellings[i] for i in side.tellings] for side in finding.sides]
            best = max(
                told, key=lambda side: max(tells(t, value, texts[t.at.doc_id]) for t in side)
            )
            if any(tells(t, value, texts[t.at.doc_id]) for t in best):
                sides[value] = {t.at.doc_id for t in best}
        if len(sides) == len(row["values"]):
            return finding, sides
    return None


def what(row: dict[str, Any]) -> str:
    return str(row["what"])


@pytest.mark.parametrize("row", cases(REFERENCE["conflicts"], what, CONFLICTS))
def test_a_conflict_and_its_verdict(
    row: dict[str, Any], velmouth: Dossier, texts: dict[str, str]
) -> None:
    got = found_conflict(row, velmouth, texts)
    assert got is not None
    conflict, _ = got
    assert conflict.verdict == row["verdict"]
    assert conflict.why


@pytest.mark.parametrize("row", cases(REFERENCE["conflicts"], what, CONFLICT_DOCS))
def test_every_text_stands_on_its_side_of_a_conflict(
    row: dict[str, Any], velmouth: Dossier, texts: dict[str, str]
) -> None:
    got = found_conflict(row, velmouth, texts)
    assert got is not None
    assert {v: sorted(set(docs) - got[1][v]) for v, docs in row["values"].items()} == {
        v: [] for v in row["values"]
    }


# What a telling of each agreement cannot do without.
AGREED = {
    "ammonia leaked from a cold store in Velmouth on Tuesday": {"ammonia", "velmouth"},
    "23 people were taken to hospital": {"23", "hospital"},
    "the memo says that the engine room detector is isolated": {"detector", "isolated"},
    "the alarm was not in service": {"not", "service"},
    "412 residents were moved out": {"412"},
    "the wind spared the town, in the fire chief’s words": {"wind"},
    "a public meeting on March 20": {"meeting", "march", "20"},
}
AGREEMENTS: dict[str, str] = {
    "412 residents were moved out": "412 residents and 412 people are not joined",
    "the wind spared the town, in the fire chief’s words": (
        "one quotation in copies alone makes no agreement"
    ),
}
AGREEMENT_DOCS: dict[str, str] = {
    "ammonia leaked from a cold store in Velmouth on Tuesday": (
        "texts that tell it in other words are not joined"
    ),
    "23 people were taken to hospital": "texts that tell it in other words are not joined",
    "the alarm was not in service": "texts that tell it in other words are not joined",
    "412 residents were moved out": "412 residents and 412 people are not joined",
    "the wind spared the town, in the fire chief’s words": (
        "one quotation in copies alone makes no agreement"
    ),
    "a public meeting on March 20": "the opinion piece’s guess is left out as opinion, its day too",
}
ORIGINS: dict[str, str] = {
    "412 residents were moved out": "412 residents and 412 people are not joined",
    "the wind spared the town, in the fire chief’s words": (
        "one quotation in copies alone makes no agreement"
    ),
}


def found_agreement(
    row: dict[str, Any], dossier: Dossier, texts: dict[str, str]
) -> Agreement | None:
    """The agreement with most of the reference's documents among the tellings that say it."""

    def docs(finding: Agreement) -> int:
        told = {
            t.at.doc_id
            for t in finding.tellings
            if AGREED[row["what"]] <= words(t.at.cut(texts[t.at.doc_id]))
        }
        return len(told & set(row["docs"]))

    agreements = [f for f in dossier.findings.findings if isinstance(f, Agreement) and docs(f) > 1]
    return max(agreements, key=docs, default=None)


@pytest.mark.parametrize("row", cases(REFERENCE["agreements"], what, AGREEMENTS))
def test_an_agreement(row: dict[str, Any], velmouth: Dossier, texts: dict[str, str]) -> None:
    agreement = found_agreement(row, velmouth, texts)
    assert agreement is not None
    if "holder" in row and row["holder"].istitle():
        assert any(words(t.holder or "") & words(row["holder"]) for t in agreement.tellings)


@pytest.mark.parametrize("row", cases(REFERENCE["agreements"], what, AGREEMENT_DOCS))
def test_an_agreement_has_every_text_that_tells_it(
    row: dict[str, Any], velmouth: Dossier, texts: dict[str, str]
) -> None:
    agreement = found_agreement(row, velmouth, texts)
    assert agreement is not None
    assert set(row["docs"]) <= {t.at.doc_id for t in agreement.tellings}


@pytest.mark.parametrize(
    "row", cases([r for r in REFERENCE["agreements"] if "origins" in r], what, ORIGINS)
)
def test_the_independent_origins_of_an_agreement(
    row: dict[str, Any], velmouth: Dossier, texts: dict[str, str]
) -> None:
    agreement = found_agreement(row, velmouth, texts)
    assert agreement is not None
    assert len(agreement.origins) == row["origins"], [(o.kind, o.label) for o in agreement.origins]
    assert agreement.origins_why


def test_the_look_alike_disputes_nothing(dossiers: tuple[Dossier, ...]) -> None:
    for dossier in dossiers:
        for finding in dossier.findings.findings:
            docs = {t.at.doc_id for t in finding.tellings}
            assert docs == {"dispatch-tarnwick.txt"} or "dispatch-tarnwick.txt" not in docs


def trap(doc: str) -> Passage:
    return next(Passage(t["doc"], *t["span"]) for t in REFERENCE["traps"] if t["doc"] == doc)


def test_background_is_in_no_conflict(velmouth: Dossier) -> None:
    at = trap("northline-leak.txt")
    conflicts = [f for f in velmouth.findings.findings if isinstance(f, Conflict)]
    assert not [t for f in conflicts for t in f.tellings if at.overlaps(t.at)]
    assert {
        e.status for e in velmouth.findings.events for t in e.tellings if at.overlaps(t.at)
    } == {"background"}


def test_a_figure_reported_to_be_disputed_is_not_the_writers(velmouth: Dossier) -> None:
    at = trap("courier-memo.txt")
    told = [
        t
        for f in velmouth.findings.findings
        for t in f.tellings
        if at.overlaps(t.at) and t.norm == "23"
    ]
    assert not [t for t in told if t.holder in (None, "Ostrey Courier")]


def test_opinion_is_no_finding(velmouth: Dossier, texts: dict[str, str]) -> None:
    told = [
        t
        for f in velmouth.findings.findings
        for t in f.tellings
        if t.at.doc_id == "lantern-opinion.html"
    ]
    assert not [
        t for t in told if words("will be full") <= words(t.at.cut(texts["lantern-opinion.html"]))
    ]


# ---- timeline --------------------------------------------------------------

# (TIMEX3 day, words that its telling cannot do without, status where the reference tells it)
EVENTS: list[tuple[str, str, str | None]] = [
    ("2019", "smaller leak injured", "background"),
    ("2024-03-03", "memo", None),
    ("2024-03-12", "ammonia leaked velmouth", "happened"),
    ("2024-03-12", "alarm working", None),
    ("2024-03-13", "alarm not in service", None),
    ("2024-03-13", "memo", None),
    ("2024-03-14", "1.2 tonnes", None),
    ("2024-03-14", "last residents home", "happened"),
    ("2024-03-15", "alarm switched off admitted", None),
    ("2024-03-15", "harbor reopened", "happened"),
    ("2024-03-20", "public meeting", "planned"),
    ("2024-03-21", "public meeting", "planned"),
]
MISSING_EVENTS: dict[str, str] = {}


def test_the_timeline_of_the_reference_is_covered_by_the_cases() -> None:
    assert {day for day, _ in REFERENCE["timeline"]} <= {day for day, _, _ in EVENTS}


@pytest.mark.parametrize("row", cases(EVENTS, lambda r: f"{r[0]} {r[1]}", MISSING_EVENTS))
def test_an_event(
    row: tuple[str, str, str | None], velmouth: Dossier, texts: dict[str, str]
) -> None:
    day, needed, status = row
    got = [
        event
        for event in velmouth.findings.events
        if event.value[:10] == day
        and any(words(needed) <= words(t.sentence.cut(texts[t.at.doc_id])) for t in event.tellings)
    ]
    assert got, [e.what for e in velmouth.findings.events if e.value.startswith(day)]
    assert status is None or status in {event.status for event in got}


def test_no_event_of_the_look_alike_in_the_timeline(velmouth: Dossier) -> None:
    assert not [
        e
        for e in velmouth.findings.events
        for t in e.tellings
        if t.at.doc_id == "dispatch-tarnwick.txt"
    ]

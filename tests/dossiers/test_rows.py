"""JSON and JSON lines: the same things as the page, under the same ids, and a value that can be
read back.
"""

import json
import re
from dataclasses import replace

import pytest

from sayso.dossiers import write
from sayso.model import Dossier
from sayso.restored import from_plain

OF_THE_FURNITURE = re.compile(
    r"h-|show-|plot-|(top|main|back|every|part|agree|timeline|said|matrix|copies|articles)$"
)


@pytest.fixture(scope="module")
def whole(dossier):
    return json.loads(write(dossier, "json"))


def test_the_dossier_can_be_read_back(whole, dossier):
    assert from_plain(Dossier, whole["dossier"]) == dossier


def test_every_id_of_the_page_stands_in_the_json(whole, page):
    held = {
        row["id"]
        for rows in whole.values()
        if isinstance(rows, list)
        for row in rows
        if "id" in row
    }
    on_page = {i for i in page.xpath("//@id") if not OF_THE_FURNITURE.match(i)}
    assert len(on_page) > 60
    assert on_page <= held


def test_every_line_of_the_json_stands_on_the_page(whole, page):
    on_page = set(page.xpath("//@id"))
    kinds = (
        "documents",
        "copies",
        "quotes",
        "speakers",
        "relays",
        "events",
        "findings",
        "places",
        "rejected",
    )
    for kind in kinds:
        assert whole[kind], kind
        assert {row["id"] for row in whole[kind]} <= on_page, kind


def test_rows_equal_the_text_they_point_at(whole, dossier):
    texts = {doc.id: doc.text for doc in dossier.documents}
    tellings = [t for f in whole["findings"] + whole["events"] for t in f["tellings"]]
    for row in tellings + whole["names"] + whole["relays"] + whole["times"]:
        assert texts[row["doc"]][row["start"] : row["end"]] == row["text"]
        assert row["place"].endswith(f"-{row['start']}")


def test_counts_and_cells(whole):
    assert whole["badge"] == "5 articles · 4 texts" and (whole["articles"], whole["texts"]) == (
        5,
        4,
    )
    assert {row["finding"] for row in whole["matrix"]} == {
        f["id"] for f in whole["findings"] if f["kind"] != "single"
    }


def test_lines_are_objects_with_a_kind(dossier, whole):
    lines = [json.loads(line) for line in write(dossier, "jsonl").split("\n") if line]
    kinds = {line["row"] for line in lines}
    assert {
        "document",
        "copy",
        "quote",
        "time",
        "actor",
        "event",
        "finding",
        "rejected",
        "speaker",
    } <= kinds
    assert sum(line["row"] == "finding" for line in lines) == len(whole["findings"])
    assert all(next(iter(line)) == "row" for line in lines)


def test_half_a_surrogate_pair_survives(dossier):
    broken = replace(dossier, title="half \ud83d")
    text = write(broken, "json")
    text.encode()
    assert json.loads(text)["title"] == "half \ud83d"
    assert "Ferry" in write(broken, "jsonl")

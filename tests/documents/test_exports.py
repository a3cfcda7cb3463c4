"""Exports of news databases: many articles a file, their labels no words of anybody."""

import io

import pytest

from sayso.documents import read
from sayso.documents.exports import articles
from sayso.model import Document, Rejected

NEXIS = """



                               1 of 2 DOCUMENTS


                                  Gull Courier

                             March 12, 2024 Tuesday
                                 First Edition

Pier is shut after rust is found

BYLINE: Tove Halm

SECTION: HARBOUR; Pg. 8

LENGTH: 24 words

DATELINE: MARLOW BAY

The pier in Marlow Bay was shut on Tuesday, the
harbour board said.

"Nobody sets foot on it," said Otto Brandt, who
runs the ferry.

LOAD-DATE: March 14, 2024

LANGUAGE: ENGLISH

GRAPHIC: Photo: The pier on Monday.

PUBLICATION-TYPE: Newspaper


                      Copyright 2024 Gull Courier Ltd
                            All Rights Reserved


                               2 of 2 DOCUMENTS


                               The Velmouth Star

                            March 13, 2024 Wednesday

Stalls lose a third

LENGTH: 9 words

Traders said that they had lost a third.

LOAD-DATE: March 13, 2024
"""

NEXIS_UNI = """Pier is shut after rust is found
Gull Courier
March 12, 2024 Tuesday

Copyright 2024 Gull Courier Ltd All Rights Reserved
Section: NEWS; Pg. 3
Length: 12 words
Byline: Tove Halm
Body

The pier was shut on Tuesday.

Classification

Language: ENGLISH

Load-Date: March 14, 2024

End of Document

Stalls lose a third
The Velmouth Star
March 13, 2024 Wednesday

Copyright 2024 The Velmouth Star
Length: 9 words
Body

Traders said that they had lost a third.

Load-Date: March 13, 2024

End of Document
"""

FACTIVA = """HD Pier is shut after rust is found
BY Tove Halm
WC 74 words
PD 12 March 2024
SN Gull Courier
SC GULL
LA English
CY Copyright 2024 Gull Courier
LP
The pier was shut on Tuesday.

TD
"Nobody sets foot on it," said Otto Brandt.

CO gull : Gull Ltd
AN
Document GULL000020240312ek3c00001

HD Stalls lose a third
PD 13 March 2024
SN The Velmouth Star
LA English
LP
Traders said that they had lost a third.
TD
It was late.
AN Document VELM000020240313ek3c00002
"""

PROQUEST = """____________________________________________________________

Document 1 of 2

Full text: The pier was shut on Tuesday.

It was late.

Title: Pier is shut after rust is found

Author: Halm, Tove

Publication title: Gull Courier

Publication date: Mar 12, 2024

ProQuest document ID: 123

____________________________________________________________

Document 2 of 2

Full text: Traders said that they had lost a third.

Title: Stalls lose a third

Publication title: The Velmouth Star

Publication date: Mar 13, 2024
"""


@pytest.mark.parametrize(
    "text", [NEXIS, NEXIS_UNI, FACTIVA, PROQUEST], ids=["nexis", "nexis-uni", "factiva", "proquest"]
)
def test_each_article_is_a_document_with_its_fields(text: str) -> None:
    docs = [d for d in read("export.txt", io.BytesIO(text.encode())) if isinstance(d, Document)]
    assert [(d.title, d.outlet, str(d.published)) for d in docs] == [
        ("Pier is shut after rust is found", "Gull Courier", "2024-03-12"),
        ("Stalls lose a third", "The Velmouth Star", "2024-03-13"),
    ]
    assert docs[0].authors == ("Tove Halm",)
    assert docs[0].text.startswith("The pier")
    assert docs[1].text.startswith("Traders said that they had lost a third.")
    assert [d.id for d in docs] == ["export.txt:1", "export.txt:2"]


@pytest.mark.parametrize("text", [NEXIS, NEXIS_UNI, FACTIVA, PROQUEST])
def test_no_label_is_left_in_a_text(text: str) -> None:
    for found in articles(text):
        for label in (
            "LENGTH",
            "Load-Date",
            "LOAD-DATE",
            "Publication",
            "Copyright",
            "Document",
            "CO ",
        ):
            assert label not in found.text


def test_a_place_behind_an_outlet_or_an_author_is_no_part_of_the_name() -> None:
    text = PROQUEST.replace("Gull Courier", "Gull Courier; Velmouth").replace(
        "Halm, Tove", "Anonymous"
    )
    first, _ = articles(text)
    assert (first.outlet, first.authors) == ("Gull Courier", ())
    filed = NEXIS_UNI.replace("Tove Halm", "Tove Halm in Marlow Bay and Otto Berg")
    assert articles(filed)[0].authors == ("Tove Halm", "Otto Berg") and "Marlow Bay" in filed


def test_one_article_without_a_number_is_known_by_its_labels() -> None:
    single = NEXIS.split("2 of 2")[0].replace("1 of 2 DOCUMENTS", "")
    (found,) = articles(single)
    assert (found.outlet, found.published, found.line) == ("Gull Courier", "March 12, 2024", None)
    assert ("dateline", "MARLOW BAY") in found.declared


def test_a_file_cut_in_the_middle_keeps_what_stands() -> None:
    found = articles(NEXIS[: NEXIS.index("Traders said") + 20])
    assert [f.title for f in found] == [
        "Pier is shut after rust is found",
        "Stalls lose a third",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The pier was shut on Tuesday.\n\nNOTE: it opens in May.\n\nIt was late.",
        "HD radio is dead.\n\nPD James wrote it.",
        "MAYOR: Good evening.\n\nOWNER: It is late.\n\nLENGTH: two hours.",
        "",
    ],
)
def test_an_article_is_no_export(text: str) -> None:
    assert articles(text) == []


@pytest.mark.parametrize("export", [NEXIS, NEXIS_UNI, FACTIVA], ids=["Nexis", "Uni", "Factiva"])
def test_a_file_cut_in_the_middle_says_so_of_its_last_article(export: str) -> None:
    assert not any(reason.rule == "cut-short" for f in articles(export) for reason in f.why)
    shortened = export + export[: export.rindex("Traders said") + len("Traders said")]
    *rest, last = read("a.txt", io.BytesIO(shortened.encode()))
    assert isinstance(last, Document) and last.defects == ("cut-short",)
    assert last.text.endswith("Traders said")
    assert all(isinstance(doc, Document) and not doc.defects for doc in rest) and rest


@pytest.mark.parametrize("left", ["\n\nGull Courier\n\nMarch 13, 2024\n\nWeir is men", "\n", ""])
def test_an_article_of_which_a_cut_left_no_text_is_named(left: str) -> None:
    whole = (
        "1 of 3 DOCUMENTS\n\nGull Courier\n\nMarch 12, 2024 Tuesday\n\nPier is shut\n\n"
        "LENGTH: 9 words\n\nThe pier was shut, the board said.\n\nLOAD-DATE: March 13, 2024\n\n"
    )
    data = f"{whole}2 of 3 DOCUMENTS{left}".encode()
    doc, lost = read("a.txt", io.BytesIO(data))
    assert isinstance(doc, Document) and doc.text == "The pier was shut, the board said."
    assert not doc.defects
    assert isinstance(lost, Rejected) and "a.txt:2: empty" in str(lost)

"""Claims: clauses, stance, skeleton, attribution."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.model import Document, Part, Passage, Quote, Reading
from sayso.readings import Models
from sayso.readings.claims.claims import find_claims
from sayso.readings.page.parse import parse

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "claims.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_cases(case: dict[str, Any], models: Models) -> None:
    doc = Document("a", case["text"])
    found = find_claims(doc, parse(doc, models.nlp), Reading("a"))
    rows = [
        {
            "text": c.at.cut(doc.text),
            "status": c.status,
            "negated": c.negated,
            "opinion": c.opinion,
            "predications": [[p.subject, p.verb, list(p.complements)] for p in c.predications],
        }
        for c in found
    ]
    assert rows == case["expected"]


def quote_of(text: str, content: str, source: str, cue: str) -> Quote:
    def at(part: str) -> Passage:
        return Passage("a", text.index(part), text.index(part) + len(part))

    return Quote((at(content),), (), (at(source),), (at(cue),), "indirect", speaker=source)


def test_attributed_content_belongs_to_its_speaker(models: Models) -> None:
    text = "Ada Vinter said the ferry sank near Oslo. The mayor opened a shelter."
    quote = quote_of(text, "the ferry sank near Oslo", "Ada Vinter", "said")
    doc = Document("a", text)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=(quote,)))
    assert [(c.quote, c.at.cut(text)) for c in found] == [
        (0, "the ferry sank near Oslo"),
        (None, "The mayor opened a shelter"),
    ]


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        (
            "The Senate rejected the fishing treaty by 48 votes to 41.",
            "the fishing treaty",
            "The Senate",
            "rejected",
        ),
        (
            "Ada Vinter praised the crew that left the port.",
            "the crew that left the port",
            "Ada Vinter",
            "praised",
        ),
        (
            "Divers were reviewing plans for the raid on the wreck.",
            "plans for the raid on the wreck",
            "Divers",
            "were reviewing",
        ),
    ],
)
def test_what_a_deed_is_done_to_says_nothing_by_itself(
    models: Models, text: str, content: str, source: str, cue: str
) -> None:
    doc, quote = Document("a", text), quote_of(text, content, source, cue)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=(quote,)))
    assert [(c.quote, c.at.cut(text)) for c in found] == [(None, text.rstrip("."))]


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        (
            "Police are treating the fire at the mill as “suspicious”.",
            "the fire at the mill as “suspicious”",
            "Police",
            "are treating",
        ),
        (
            "The smoke was spotted by a guard on the pier.",
            "The smoke was",
            "by a guard on the pier",
            "spotted",
        ),
    ],
)
def test_what_is_no_saying_is_a_deed_though_words_stand_between_marks(
    models: Models, text: str, content: str, source: str, cue: str
) -> None:
    doc, said = Document("a", text), quote_of(text, content, source, cue)
    marked = tuple(Passage("a", *m.span()) for m in re.finditer("“.*?”", text))
    acted = replace(said, manner="did", speech=False, quoted=marked)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=(acted,)))
    assert [(c.quote, c.at.cut(text)) for c in found] == [(None, text.rstrip("”."))]


def test_a_denied_charge_is_no_deed(models: Models) -> None:
    text = "Ada Vinter denied the charge of theft."
    doc, quote = Document("a", text), quote_of(text, "the charge of theft", "Ada Vinter", "denied")
    assert not find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=(quote,)))


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("is going to sell the ferry", "planned"),
        ("was going to sell the ferry", "planned"),
        ("was about to sell the ferry", "planned"),
        ("was to sell the ferry", "planned"),
        ("was going to the harbour", "happened"),
        ("also set a league record for a season", "happened"),
        ("set a vote for Friday", "planned"),
        ("was too late to sell the ferry", "happened"),
    ],
)
def test_what_was_going_to_be_done_is_a_plan(models: Models, told: str, status: str) -> None:
    doc = Document("a", f"Ada Vinter {told} with two friends.")
    (found,) = find_claims(doc, parse(doc, models.nlp), Reading("a"))
    assert found.status == status


@pytest.mark.parametrize("said", ["knew nothing of the leak", "told nobody of the leak"])
def test_who_knew_nothing_did_not_know(models: Models, said: str) -> None:
    doc = Document("a", f"Ada Vinter {said}.")
    (found,) = find_claims(doc, parse(doc, models.nlp), Reading("a"))
    assert (found.status, found.negated) == ("denied", True)


def test_a_claim_lies_within_one_sentence(models: Models) -> None:
    text = "“The ferry sank. The crew left the port in small boats,” Ada Vinter said."
    quote = quote_of(
        text, "“The ferry sank. The crew left the port in small boats,”", "Ada Vinter", "said"
    )
    doc = Document("a", text)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=(quote,)))
    assert len(found) == 2
    assert all(c.sentence.covers(c.at) for c in found)


def test_what_is_denied_has_that_status(models: Models) -> None:
    text = "Ada Vinter denied that the ferry carried weapons."
    quote = quote_of(text, "that the ferry carried weapons", "Ada Vinter", "denied")
    denied = Quote(
        quote.content, (), quote.source, quote.cue, "indirect", "denied", speaker="Ada Vinter"
    )
    doc = Document("a", text)
    (found,) = find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=(denied,)))
    assert (found.status, found.negated) == ("denied", False)


def test_a_dateline_tells_nothing_and_a_caption_is_marked(models: Models) -> None:
    text = "The ferry crossed the sound at dawn.\n\nUpdated when the office opened today."
    parts = (Part("caption", Passage("a", 0, 36)), Part("date", Passage("a", 38, len(text))))
    doc = Document("a", text, parts=parts)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a"))
    assert [c.part for c in found] == ["caption"]


def test_terms_hold_content_words_and_names_only(models: Models) -> None:
    doc = Document("a", "The navy of Norland has captured the 23 pirates.")
    (found,) = find_claims(doc, parse(doc, models.nlp), Reading("a"))
    assert found.terms == ("navy", "norland", "capture", "23", "pirate")


def test_voices_within_voices_stay_bounded(models: Models) -> None:
    text = "Ada Vinter said " * 40 + "the ferry sank near Oslo."
    starts = [i for i in range(len(text)) if text.startswith("Ada", i)]
    quotes = tuple(
        Quote(
            (Passage("a", s + 16, len(text)),),
            (),
            (Passage("a", s, s + 10),),
            (Passage("a", s + 11, s + 15),),
            "indirect",
        )
        for s in starts
    )
    doc = Document("a", text)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a", quotes=quotes))
    assert len(found) <= 4 * len(starts)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("The guards who chased the boat were praised by the mayor.", {"chase"}),
        ("The pilot landed the plane when the engine lost power.", {"lose"}),
        ("Six men were charged since the killing of two guards.", {"kill"}),
        ("The mayor said the guards chased the boat.", set()),
        ("The guards seized the boat and arrested the captain.", set()),
        ("The killing of two guards shocked the harbour.", set()),
    ],
)
def test_what_a_clause_only_mentions_is_aside(text: str, aside: set[str], models: Models) -> None:
    doc = Document("a", text)
    found = find_claims(doc, parse(doc, models.nlp), Reading("a"))
    assert {p.verb for c in found for p in c.predications if p.aside} == aside

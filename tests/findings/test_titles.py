"""What a story is called: a headline that reports, where any does."""

from __future__ import annotations

import pytest

from sayso.findings import title_of
from sayso.findings.titles import reports
from sayso.model import Document

TEXT = "The ferry Alva ran aground off Skarn on Monday, and a tug towed her to the harbour."
REPORT = "Ferry Alva towed to harbour"


@pytest.mark.parametrize(
    "title",
    [
        "Opinion: The ferry Alva ran aground, and the harbour towed her off Skarn on Monday",
        "OP-ED: Alva towed to harbour, Skarn aground on Monday",
        "Why the ferry Alva ran aground off Skarn on Monday and was towed to the harbour",
        "Ferry Alva towed to harbour on Monday: What Skarn knows, what ran aground",
        "Was the ferry Alva that ran aground off Skarn on Monday towed to the harbour?",
        "Six things that the ferry Alva, aground off Skarn on Monday, towed to the harbour",
        "Skarn: the six reasons that the ferry Alva ran aground, Monday, towed to harbour",
        "We towed the ferry Alva to the harbour, Skarn: aground on Monday",
    ],
)
def test_a_report_is_taken_before_what_comments_explains_counts_or_asks(title: str) -> None:
    docs = [
        Document("a", TEXT, title=title),
        Document("b", TEXT, title=REPORT),
        Document("c", TEXT, title="Alva aground"),
    ]
    assert not reports(title)
    assert title_of(docs) == title_of(docs[::-1]) == REPORT
    assert title_of(docs[:1]) == title  # where none reports, it is the best that there is


@pytest.mark.parametrize(
    "title",
    [
        "Five killed as ferry runs aground",
        "US ships search for 12 of the crew",
        "Harbour: master resigns",
        "Harbour master’s ‘we should have stopped her’ heard in court",
        "Skarn?s harbour master resigns",
        "Opinion poll shows Brandt ahead",
        "WHO says twelve fell ill",
        "Police let the master go",
        "Senators ask 12 questions of the master",
        "12 drowned; questions remain",
    ],
)
def test_headlines_that_report(title: str) -> None:
    assert reports(title)


def test_without_titles_it_is_called_by_its_opening_words() -> None:
    assert title_of([Document("a", TEXT)]) == (
        "The ferry Alva ran aground off Skarn on Monday, and a tug…"
    )

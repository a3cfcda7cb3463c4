"""The background table and the stop words."""

from __future__ import annotations

import math

import pytest

from sayso.lexicon import frequency, table, words


def test_rarer_words_weigh_more() -> None:
    assert (
        frequency.idf("the")
        < frequency.idf("letter")
        < frequency.idf("baghdad")
        < frequency.idf("zzyzx")
    )


def test_unseen_words_weigh_most() -> None:
    assert frequency.document_frequency("zzyzx") == 0
    rarest = max(frequency.idf(row[0]) for row in table("frequency"))
    assert frequency.idf("zzyzx") > rarest


@pytest.mark.parametrize(
    ("word", "share"), [("baghdad", 1.0), ("letter", 0.0), ("zzyzx", None), ("2012", None)], ids=str
)
def test_capitals(word: str, share: float | None) -> None:
    assert frequency.capital_share(word) == share


def test_acronyms_are_told_from_names() -> None:
    assert frequency.allcaps_share("isis") == 1.0
    assert frequency.allcaps_share("baghdad") == 0.0


def test_every_row_is_well_formed() -> None:
    rows = table("frequency")
    assert len({row[0] for row in rows}) == len(rows) > 20_000
    for word, documents, *shares in rows:
        assert word == word.lower()
        assert 5 <= int(documents) <= frequency.DOCUMENTS
        assert len(shares) == 2 and all(s == "-" or 0 <= int(s) <= 100 for s in shares)


def test_stop_words_are_folded_and_hold_no_names() -> None:
    stop = words("stopwords")
    assert {"the", "said", "monday"} <= stop
    assert not {"letter", "iraq", "killed", "president"} & stop
    assert all(word.isascii() and word.islower() for word in stop)


def test_a_word_that_the_table_lacks_stands_in_two_of_its_documents() -> None:
    assert frequency.idf("zzyzx") == pytest.approx(math.log(frequency.DOCUMENTS / 2))

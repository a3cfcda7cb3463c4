"""Every threshold of the times, on this side of it and on the other. Fillers are short words of no
meaning: one word, one token.
"""

from __future__ import annotations

from datetime import date

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from sayso.model import Document, Rule, TimeRef
from sayso.readings.page.parse import Piece
from sayso.readings.times.chain import grain
from sayso.readings.times.expressions import find_times, resolve

DAY = date(2024, 3, 13)  # a Wednesday


def we(many: int) -> str:
    return " ".join(["we"] * many)


def refs(text: str, published: date | None = None) -> list[TimeRef]:
    """The times of a text, counted from `DAY`, without a parse."""
    found = find_times(Document("a", text, published=published), ())
    return [resolve(ref, DAY) for ref in found]


def values(text: str, published: date | None = None) -> list[str]:
    return [ref.value for ref in refs(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # a clock time and the date that it belongs to
        (f"They met at 9 a.m. {we(4)} Friday.", "2024-03-08T09:00"),
        (f"They met at 9 a.m. {we(5)} Friday.", "2024-03-13T09:00"),
        # how far "two days later" and an hour look back
        (f"On March 3, 2011 {we(160)} two days later it rained.", "2011-03-05"),
        (f"On March 3, 2011 {we(161)} two days later it rained.", "P2D"),
        (f"On March 3, 2011 {we(59)} at 9 a.m. it rained.", "2011-03-03T09:00"),
        (f"On March 3, 2011 {we(60)} at 9 a.m. it rained.", "2024-03-13T09:00"),
        # how far "the end of the year" is of the year that was named
        (f"In 2014 {we(20)} the end of the year it rained.", "2014"),
        (f"Since 2014 {we(21)} the end of the year it rained.", "2024"),
        # how long a report of results speaks of one quarter
        (f"Third-quarter profit {we(119)} a year ago fell.", "2022-Q3"),
        (f"Third-quarter profit {we(120)} a year ago fell.", "2023"),
        (f"It fell from a year ago {we(25)} the third quarter.", "2022-Q3"),
        (f"It fell from a year ago {we(26)} the third quarter.", "2023"),
    ],
)
def test_how_far_an_expression_leans(text: str, value: str) -> None:
    assert value in values(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # words from the duration to the date
        ("Five days after we we May 3, 2011 it rained.", date(2011, 5, 8)),
        ("Five days after we we we May 3, 2011 it rained.", None),
        # words from the duration to the event
        (f"They voted on March 3, 2011. Five days after {we(5)} vote it rained.", date(2011, 3, 8)),
        (f"They voted on March 3, 2011. Five days after {we(6)} vote it rained.", None),
        # letters by which the event is known again
        ("They voted on March 3, 2011. Five days after the volley it rained.", None),
        ("They won on March 3, 2011. Five days after we won it rained.", None),
        # words between the date and its event, before and behind
        (
            f"They voted {we(11)} March 3, 2011. Five days after the vote it rained.",
            date(2011, 3, 8),
        ),
        (f"They voted {we(12)} March 3, 2011. Five days after the vote it rained.", None),
        (f"On March 3, 2011 {we(7)} voted. Five days after the vote it rained.", date(2011, 3, 8)),
        (f"On March 3, 2011 {we(8)} voted. Five days after the vote it rained.", None),
        # expressions in between
        (f"They voted on March 3, 2011. {'now ' * 11}Five days after the vote.", date(2011, 3, 8)),
        (f"They voted on March 3, 2011. {'now ' * 12}Five days after the vote.", None),
        (f"They voted on March 3, 2011 {we(160)} five days after the vote.", date(2011, 3, 8)),
        (f"They voted on March 3, 2011 {we(161)} five days after the vote.", None),
    ],
)
def test_what_a_duration_is_counted_from(text: str, day: date | None) -> None:
    (found,) = (ref for ref in refs(text) if ref.type == "DURATION")
    assert (found.value, found.earliest) == ("P5D", day)


def dated(full: int, deictic: int = 0) -> str:
    """A text of so many full dates of 1917, so many weekdays, and a month without a year."""
    days = [f"On May {n + 1}, 1917 it rained." for n in range(full)]
    return " ".join([*days, *["On Friday it rained."] * deictic, "In July it burned."])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (dated(4), "1917-07"),
        (dated(3), "2023-07"),
        (dated(5, 1), "1917-07"),
        (dated(4, 1), "2023-07"),
        (dated(15, 3), "1917-07"),
        (dated(20, 4), "2023-07"),
    ],
)
def test_which_texts_tell_of_the_past_throughout(text: str, value: str) -> None:
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    ("published", "value"), [(date(1918, 3, 1), "1917-07"), (date(1918, 2, 28), "2023-07")]
)
def test_dates_of_these_months_are_no_past(published: date, value: str) -> None:
    assert values(dated(4), published)[-1] == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # days of a list that share a month
        ("On April 1, 2, 3, 4, 5, 6 and 7.", "2024-04-07"),
        # two digits of a year
        ("It opened in Oct. ’50.", "1950-10"),
        ("It opened in Oct. ’49.", "2049-10"),
        ("It was filed 1/13/50.", "1950-01-13"),
        ("It was filed 1/13/49.", "2049-01-13"),
        # days that a month may have
        ("It burned on the 31st of March.", "2024-03-31"),
        ("It was filed 31.12.2019.", "2019-12-31"),
        ("It was filed 12/31/2019.", "2019-12-31"),
        ("They met on the 31st.", "2024-01-31"),
        # bare numbers that are a year
        ("A chapel, 1800.", "1800"),
        ("A chapel, 2060.", "2060"),
        ("Built in 1799.", "1799"),
        # centuries
        ("A tale of the 2nd century.", "01"),
        ("A tale of the 30th century.", "29"),
        # amounts
        ("It took 999,999 years.", "P999999Y"),
        ("It took 1,000,000 years.", "PXY"),
        ("It took 100,000 years.", "P100000Y"),
        # four digits that may be a year
        ("Built in 1500.", "1500"),
        ("Built in 2099.", "2099"),
        # an evening hour
        ("It starts at 11:30 tonight.", "2024-03-13T23:30"),
        ("It starts at 12:30 tonight.", "2024-03-13T12:30"),
        ("It starts at 24:00.", "2024-03-13T24:00"),
        # hours of the clock
        ("They left at 12 in the afternoon.", "2024-03-13T12:00"),
        ("It opens between 9 and 12 p.m.", "2024-03-13T21:00"),
        ("It opens between 11 and 2 p.m.", "2024-03-13T11:00"),
    ],
)
def test_just_inside(text: str, found: str) -> None:
    assert found in values(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On April 1, 2, 3, 4, 5, 6, 7 and 8.", "2024-04-08"),
        ("It burned on the 32nd of March.", "2024-03-32"),
        ("It was filed 32.12.2019.", "2019-12-32"),
        ("They met on the 32nd.", "XXXX-XX-32"),
        ("A chapel, 1799.", "1799"),
        ("A chapel, 2061.", "2061"),
        ("A tale of the 1st century.", "00"),
        ("A tale of the 31st century.", "30"),
        ("Built in 1499.", "1499"),
        ("Built in 2100.", "2100"),
        ("It starts at 25:00.", "2024-03-13T25:00"),
        ("They left at 13 in the afternoon.", "2024-03-13T13:00"),
        ("Profit rose in the fifth quarter.", "2023-Q5"),
        ("Output fell in the third half of 1990.", "1990-H3"),
    ],
)
def test_just_outside(text: str, found: str) -> None:
    assert found not in values(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On May 3-5, 2021.", (date(2021, 5, 3), date(2021, 5, 5))),
        ("On May 5-3, 2021.", (date(2021, 5, 5), date(2021, 5, 5))),
        ("On May 5-5, 2021.", (date(2021, 5, 5), date(2021, 5, 5))),
    ],
)
def test_a_range_runs_ahead(text: str, expected: tuple[date, date]) -> None:
    found = refs(text)[0]
    assert (found.earliest, found.latest) == expected


def test_a_range_of_days_in_a_list_goes_up() -> None:
    assert values("On April 24 and 25.") == ["2024-04-24", "2024-04-25"]
    assert values("On April 24 and 24.") == ["2024-04-24"]


@pytest.mark.parametrize(("heads", "value"), [(11, "2024-03-15"), (12, "2024-03-08")])
def test_how_many_heads_are_climbed_to_the_verb(heads: int, value: str) -> None:
    """Friday, so many words that each depend on the next, and a verb that looks ahead."""
    words = ["Friday", *["we"] * (heads - 1), "meets", "will"]
    nodes = [*range(1, heads + 1), heads, heads]
    tokens = Doc(
        English().vocab,
        words=words,
        heads=nodes[: len(words)],
        deps=["dep"] * heads + ["ROOT", "aux"],
        pos=["NOUN"] * heads + ["VERB", "AUX"],
        tags=["NN"] * heads + ["VB", "MD"],
    )
    (ref,) = find_times(Document("a", tokens.text), (Piece("a", 0, tokens),))
    assert resolve(ref, DAY).value == value


@pytest.mark.parametrize(
    ("rule", "letter"),
    [
        (Rule("day", year=2024, month=3, day=1), "D"),
        (Rule("weekend"), "W"),
        (Rule("day", year=2024, month=3, day=1, until=2), "W"),
        (Rule("day", year=2024, month=3, day=1, until=7), "W"),
        (Rule("day", year=2024, month=3, day=1, until=8), "M"),
        (Rule("month", year=2024, month=3), "M"),
        (Rule("quarter", year=2024, number=1), "Y"),
        (Rule("year", year=2024), "Y"),
        (Rule("decade", year=1990), ""),
        (Rule("duration", value="P1D"), ""),
    ],
)
def test_how_fine_a_rule_is(rule: Rule, letter: str) -> None:
    assert grain(rule) == letter


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # letters of a code before its number
        ("The ABC2014 was shut.", []),
        ("The ABCD2014 was shut.", ["2014"]),
        ("The AB-2014 was shut.", []),
        ("The ABC-2014 was shut.", ["2014"]),
        # words of the name of a street
        ("He lives at 2014 Old Mill Pond Street.", []),
        ("He lives at 2014 Old Upper Mill Pond Street.", ["2014"]),
        # a number beside its label, and further off
        ("Flight 2014 landed.", []),
        ("The flight of 2014 landed.", ["2014"]),
        ("The tour 2014 began.", ["2014"]),
        # words of a title
        ("They saw “Ours By The Sea Of The Bay 2049” there.", []),
        ("They saw “Ours By The Sea Of The Wide Bay 2049” there.", ["2049"]),
        ("They saw “Harbour in 2049 burning” there.", ["2049"]),
    ],
)
def test_what_only_looks_like_a_year(text: str, found: list[str]) -> None:
    assert values(text) == found

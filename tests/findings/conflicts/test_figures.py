"""Conflicts of number, read from whole small stories: when two figures answer one question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.findings.conflicts.counted import same_answer
from sayso.findings.facts.same import meets
from sayso.model import (
    Agreement,
    Conflict,
    Findings,
    Passage,
    Quantity,
)

Compared = Callable[..., Findings]


def numbers(found: Findings) -> list[tuple[str, str, list[str]]]:
    return sorted(
        (c.topic, c.verdict, sorted(side.value for side in c.sides))
        for c in found.findings
        if isinstance(c, Conflict) and c.subtype == "number"
    )


_BARGE = "A barge sank off Ostrey on Monday, killing {} people and injuring {}, police said."
_BARGE_TOO = "The barge that sank off Ostrey on Monday killed {} people and hurt {}, doctors said."


def test_the_dead_and_the_hurt_are_two_questions(compared: Compared) -> None:
    found = compared(_BARGE.format(12, 30), _BARGE_TOO.format(14, 28))
    assert numbers(found) == [
        ("how many died", "real", ["12", "14"]),
        ("how many were hurt", "real", ["28", "30"]),
    ]


def test_the_same_amounts_are_no_conflict(compared: Compared) -> None:
    assert not numbers(compared(_BARGE.format(12, 30), _BARGE_TOO.format(12, 30)))


def test_what_was_told_on_a_later_day_is_a_row(compared: Compared) -> None:
    first = "At least 10 people were wounded in the arson at the mill, Mayor Ada Finch said."
    later = "About 20 people were wounded in the arson at the mill, Ola Brandt of the police said."
    assert numbers(compared(first, later, days=(10, 11))) == [
        ("how many were hurt", "superseded", ["About 20", "At least 10"])
    ]


@pytest.mark.parametrize(
    ("printed", "sides"),
    [("8 million crowns", 0), ("$8 million", 0), ("$80 million", 1)],
)
def test_eight_m_is_eight_million(compared: Compared, printed: str, sides: int) -> None:
    """Of another currency it is another question."""
    found = compared(
        "The lock at Velden cost $8m to rebuild, engineers said on Monday.",
        f"The lock at Velden cost {printed} to rebuild, engineers said on Monday.",
    )
    assert len(numbers(found)) == sides


def test_ranges_of_ages_part_at_their_ends(compared: Compared) -> None:
    found = compared(
        "Governor Ina Holt said the victims of the dam break ranged in age from 4 to 70 years old.",
        "Those killed in the dam break ranged in age from 20 months to 81 years, Max Orr of the "
        "state police said.",
        days=(12, 13),
    )
    assert [verdict for _, verdict, _ in numbers(found)] == ["superseded"]


_FERRY = "Between {} and {} people fell into the lock at Velden, {} said."


@pytest.mark.parametrize(("low", "high", "sides"), [(45, 65, 0), (60, 90, 1), (70, 80, 1)])
def test_two_printed_ranges_part_where_they_share_little(
    compared: Compared, low: int, high: int, sides: int
) -> None:
    found = compared(_FERRY.format(40, 65, "Mayor Ada Finch"), _FERRY.format(low, high, "divers"))
    assert len(numbers(found)) == sides


def test_ages_of_the_dead_are_no_number_of_dead(compared: Compared) -> None:
    found = compared(
        "The dead of the lock are between the ages of 12 and 50, the police said.",
        "The dead of the lock are between the ages of 4 and 77, the coroner said.",
        days=(12, 14),
    )
    assert [topic for topic, _, _ in numbers(found)] == ["the age"]


def test_ranges_of_one_middle_part_too(compared: Compared) -> None:
    found = compared(
        "The boys found in the shaft are aged 6 to 12, the fire brigade said.",
        "The boys found in the shaft are aged 4 to 14, doctor Eda Lund said.",
    )
    assert [topic for topic, _, _ in numbers(found)] == ["the age"]


def test_a_toll_counts_what_the_others_count(compared: Compared) -> None:
    found = compared(
        "The mudslide at Ostrey killed 21 hikers, the prefect said.",
        "The death toll from the mudslide at Ostrey rose to 36, the prefect said.",
        days=(12, 14),
    )
    assert numbers(found) == [("how many died", "superseded", ["21", "36"])]


def test_the_number_of_those_killed_is_a_toll(compared: Compared) -> None:
    found = compared(
        "At least six divers died when the lock gate at Ostrey fell, the guild said.",
        "The number of divers killed when the lock gate at Ostrey fell has risen to nine, "
        "doctors said.",
        days=(12, 14),
    )
    assert numbers(found) == [("how many died", "superseded", ["At least six", "nine"])]


@pytest.mark.parametrize(
    ("first", "later", "asked"),
    [
        (
            "The flue fire in Ostrey killed 7 pupils, the prefect said.",
            "The death toll from the flue fire in Ostrey has reached 12, the prefect said.",
            "how many died",
        ),
        (
            "At least 15 passengers were hurt when the cable car at Ostrey stopped, guards said.",
            "The number of passengers hurt when the cable car at Ostrey stopped has risen to 27, "
            "doctors said.",
            "how many were hurt",
        ),
        (
            "More than 50 pupils fell ill after a picnic in Ostrey, the clinic said.",
            "More than 130 pupils fell ill after a picnic in Ostrey, Ola Brandt of the state said.",
            "how many pupils",
        ),
    ],
)
def test_what_news_counts_while_it_develops(
    compared: Compared, first: str, later: str, asked: str
) -> None:
    found = numbers(compared(first, later, days=(12, 14)))
    assert [(topic, verdict) for topic, verdict, _ in found] == [(asked, "superseded")]


def test_who_else_was_hurt_are_all_who_were(compared: Compared) -> None:
    found = compared(
        "A boiler that burst in Ostrey killed two people and left 14 others hurt, police said.",
        "Two people were killed and 19 hurt by a boiler that burst in Ostrey, doctors said.",
    )
    assert numbers(found) == [("how many were hurt", "real", ["14", "19"])]


def test_what_the_storm_destroyed_grows(compared: Compared) -> None:
    found = compared(
        "The gale destroyed about 30 barns in Ostrey, the prefect said.",
        "The gale destroyed 48 barns in Ostrey, engineers said.",
        days=(12, 13),
    )
    assert [verdict for _, verdict, _ in numbers(found)] == ["superseded"]


def test_quakes_of_two_days_are_two(compared: Compared) -> None:
    found = compared(
        "A quake of magnitude 5.3 shook Ostrey on Monday, the observatory said.",
        "A quake of magnitude 4.6 shook Ostrey on Friday, the observatory said.",
        days=(12, 16),
    )
    assert not numbers(found)


@pytest.mark.parametrize("told", ["Karen Holt, aged 7,", "seven-year-old Karen Holt,"])
def test_an_age_before_or_behind_a_name(compared: Compared, told: str) -> None:
    found = compared(
        f"Police look for {told} who left a playground in Ostrey on Monday.",
        "Police look for Karen Holt, 9, who left a playground in Ostrey on Monday.",
    )
    assert [topic for topic, _, _ in numbers(found)] == ["the age"]


def test_parts_of_a_total_are_no_sides_and_a_rounding_is_one_of_precision(
    compared: Compared,
) -> None:
    found = compared(
        "The county said 38,600 barns in Ostrey were damaged in the storm, including 9,000 with "
        "major damage and 2,000 that were destroyed.",
        "Officials said close to 39,000 barns in Ostrey were damaged in the storm, with more than "
        "2,000 destroyed.",
    )
    assert numbers(found) == [("how many barns", "precision", ["38,600", "close to 39,000"])]


def test_an_age_counts_nobody(compared: Compared) -> None:
    found = compared(
        "Ivo Crane fatally shot 31 people at the Ostrey fair.",
        "Crane, 33, was also shot in the arm by a guard, said Eda Lund of the state police.",
    )
    assert not numbers(found)


def test_ballots_of_two_days_are_two_events(compared: Compared) -> None:
    found = compared(
        "In the vote on Thursday 14 senators voted for the harbour bill, clerks said.",
        "In the vote on Monday 19 senators voted for the harbour bill, clerks said.",
        days=(14, 18),
    )
    assert not numbers(found)


def _amount(value: float, low: float | None, high: float | None, head: str = "boat") -> Quantity:
    return Quantity(Passage("d", 0, 1), value, low, high, head)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (_amount(100, 100, None), _amount(130, 130, 130), True),  # “more than 100”
        (_amount(100, 100, None), _amount(131, 131, 131), False),
        (_amount(100, 100, None), _amount(112, 112, None), False),  # twice “more than”
        (_amount(100, 100, None), _amount(111, 111, None), True),
        (_amount(1900, 1900, 1900), _amount(2000, 2000, 2000), True),  # a round number
        (_amount(1899, 1899, 1899), _amount(2000, 2000, 2000), False),
        (_amount(36, 36, 36, "mile"), _amount(35, 35, 35, "mile"), True),  # from kilometres
        (_amount(36, 36, 36), _amount(35, 35, 35), False),
        (_amount(200, 200, 1000), _amount(250, 200, 300), True),  # “hundreds”
        (_amount(200, 200, 1000), _amount(2000, 1800, 2200), False),
    ],
)
def test_what_a_reader_takes_for_one_answer(one: Quantity, two: Quantity, same: bool) -> None:
    assert same_answer(one, two) == same == same_answer(two, one)


def test_two_voices_in_one_text(compared: Compared) -> None:
    found = compared(
        "A bus crashed near Velden on Monday. Police said 12 people were killed in the crash. A "
        "hospital spokesman said 14 people were killed in the crash.",
        "A bus crashed near Velden on Monday on its way to the coast. The driver was unhurt.",
    )
    assert numbers(found) == [("how many died", "real", ["12", "14"])]


@pytest.mark.parametrize(("age", "sides"), [(44, 1), (60, 0)])
def test_two_ages_of_one_person(compared: Compared, age: int, sides: int) -> None:
    """A difference of a lifetime is of two people of one name."""
    found = compared(
        "Mara Quill, 43, sued the ferry company in Velden over her injuries.",
        f"Mara Quill, {age}, was awarded damages by a Velden jury on Monday.",
    )
    assert len(numbers(found)) == sides


def test_parts_that_add_up_are_no_sides(compared: Compared) -> None:
    found = compared(
        "The coast guard arrested 23 smugglers off Ostrey on Saturday, officers said.",
        "The coast guard arrested 23 smugglers off Ostrey on Saturday, the mayor said.",
        "The coast guard arrested 12 smugglers in the night and 11 smugglers at dawn off Ostrey.",
    )
    assert not numbers(found)


def test_one_that_is_named_is_left_out_of_the_count(compared: Compared) -> None:
    found = compared(
        "Ambria and five powers signed the Velden accord on fishing on Monday.",
        "Six powers signed the Velden accord on fishing on Monday.",
    )
    assert not numbers(found)


@pytest.mark.parametrize(("value", "one"), [(150, True), (151, False)])
def test_an_open_end_agrees_with_a_little_more_only(value: float, one: bool) -> None:
    assert meets(_amount(100, 100, None), _amount(value, value, value)) == one


_ISLE = "Ostrey lies off the coast and is an island that is home to {} people, the council said."


def test_how_many_live_in_a_place_must_stand_in_two_texts(compared: Compared) -> None:
    other = "The island of Ostrey, which is home to {} people, has one harbour and a small church."
    third = (
        "Ostrey, an island that is home to {} people, was without power, the harbour office said."
    )
    lives = ("how many live there", "real", ["120,000", "90,000"])
    assert lives in numbers(
        compared(_ISLE.format("90,000"), other.format("90,000"), third.format("120,000"))
    )
    assert lives not in numbers(compared(_ISLE.format("90,000"), third.format("120,000")))


@pytest.mark.parametrize(("printed", "sides"), [("as many as 40", 1), ("at least 40", 0)])
def test_the_least_and_the_most(compared: Compared, printed: str, sides: int) -> None:
    found = compared(
        "The harbour council of Velden sold at least 40 old boats to a shipyard on Monday.",
        f"On Monday the harbour council of Velden sold {printed} old boats to a shipyard.",
    )
    assert [v for _, v, _ in numbers(found)] == ["precision"] * sides


def test_a_caption_glued_to_a_name_makes_no_other_person(compared: Compared) -> None:
    found = compared(
        "Mara Quill, 43, sued the ferry company in Velden. Photo: Mara Quill Credit Ana Lind.",
        "Mara Quill, 44, was awarded damages by a Velden jury on Monday.",
    )
    assert len(numbers(found)) == 1


def test_a_large_count_told_exactly_and_roughly_of_one_place(compared: Compared) -> None:
    found = compared(
        "The ministry said it would send home all 6,400 Ambrian soldiers from Velden.",
        "Storms kept planes on the ground. Around 6,000 soldiers of Ambria are in Velden.",
    )
    assert [verdict for _, verdict, _ in numbers(found)] == ["precision"]


def test_a_figure_that_a_text_says_was_wrong_is_the_other_side(compared: Compared) -> None:
    found = compared(
        "Thirty-one people were taken to hospital after the leak at Velden, more than the 23 that "
        "officials gave on Monday, a nurse said.",
        "The leak at Velden on Monday sent 23 people to hospital, officials said.",
    )
    assert [sorted(values) for _, _, values in numbers(found)] == [["23", "Thirty-one"]]


_SENATE = "The senate of Velden approved the harbour bill on Monday by {}."


@pytest.mark.parametrize(
    ("one", "two", "sides"),
    [
        ("230-197", "230 votes to 197", []),
        ("230-197", "231 votes to 197", [("how the vote went", "real")]),
    ],
)
def test_a_vote_is_told_by_both_its_numbers(
    compared: Compared, one: str, two: str, sides: list[tuple[str, str]]
) -> None:
    found = numbers(compared(_SENATE.format(one), _SENATE.format(two)))
    assert [(topic, verdict) for topic, verdict, _ in found] == sides


def test_what_is_told_behind_an_and_is_told_of_others(compared: Compared) -> None:
    found = compared(
        "Twelve people were killed and more than thirty were hurt when a wall fell at Velden on "
        "Monday, police said.",
        "Fourteen people were killed and nine were hurt when a wall fell at Velden on Monday, "
        "doctors said.",
    )
    assert [topic for topic, _, _ in numbers(found)] == ["how many died", "how many were hurt"]


def test_who_died_of_those_who_were_shot(compared: Compared) -> None:
    shot = "A guard shot three people, killing one, at a mill in Velden on Monday, police said."
    died = "One person was killed at a mill in Velden on Monday when a guard fired, police said."
    assert not numbers(compared(shot, died))
    assert numbers(compared(died, died.replace("One person was", "Three people were")))


def test_hundreds_stand_with_a_range_among_them(compared: Compared) -> None:
    found = compared(
        "Hundreds of farmers rallied at Velden on Monday.",
        "Some 5,000 farmers rallied at Velden on Monday, the union said.",
        "Between 300 and 400 farmers rallied at Velden on Monday, police said.",
    )
    (side,) = [
        [side.tellings for side in c.sides if len(side.tellings) == 2]
        for c in found.findings
        if isinstance(c, Conflict) and c.subtype == "number"
    ]
    assert len(side) == 1


@pytest.mark.parametrize(("whom", "sides"), [("women", 0), ("men", 2)])
def test_a_share_is_of_a_whole(compared: Compared, whom: str, sides: int) -> None:
    text = "A poll showed {} percent of {} at Velden backed the harbour plan on Monday, {} said."
    found = compared(text.format(40, "men", "the mayor"), text.format(55, whom, "a union"))
    assert [len(values) for _, _, values in numbers(found)] == [sides] * (sides > 0)


@pytest.mark.parametrize(("beside", "found"), [("", 1), (", and {} percent of women", 0)])
def test_lists_of_shares_are_not_laid_beside_each_other(
    compared: Compared, beside: str, found: int
) -> None:
    text = "A poll showed {} percent of men{} at Velden backed the harbour plan on Monday, {} said."
    texts = (
        text.format(share, beside.format(share - 7), who)
        for share, who in ((40, "the mayor"), (55, "a union"))
    )
    assert len(numbers(compared(*texts))) == found


def test_what_was_before_stands_on_no_side(compared: Compared) -> None:
    found = compared(
        "The crash at Velden on Monday killed 15 people, up from 12, police said.",
        "The crash at Velden on Monday killed 12 people, police said.",
        "The crash at Velden on Monday killed 12 people, the mayor said.",
    )
    (conflict,) = [c for c in found.findings if isinstance(c, Conflict) and c.subtype == "number"]
    assert {
        side.value: {conflict.tellings[n].at.doc_id for n in side.tellings}
        for side in conflict.sides
    } == {"15": {"t0"}, "12": {"t1", "t2"}}


def test_who_writes_both_figures_sees_nothing_between_them(compared: Compared) -> None:
    """What was needed and what was gathered are two counts, also where the second has no noun."""
    gathered = (
        "Campaigners collected 900,000 valid signatures to recall the mayor of Velden, {} said."
    )
    needed = "Campaigners needed {} valid signatures to recall the mayor of Velden{}"
    texts = [gathered.format("the council"), gathered.format("a union")]
    apart = compared(*texts, needed.format("540,000", "; they gathered more than 900,000."))
    assert numbers(apart) == []


def test_who_writes_both_to_put_one_right_sees_much_between_them(compared: Compared) -> None:
    right = "About 540 tonnes of ammonia escaped at Velden on Monday, not 900 tonnes, {} said."
    wrong = "About 900 tonnes of ammonia escaped at Velden on Monday, {} said."
    found = compared(wrong.format("police"), wrong.format("a union"), right.format("the port"))
    assert len(numbers(found)) == 1


def test_what_a_text_gives_as_the_figure_of_before_is_no_telling_of_it(
    compared: Compared,
) -> None:
    found = compared(
        "Three children in Ostrey have caught measles, the county health department said.",
        "Eight children in Ostrey have now caught measles, up from three a week ago, the county"
        " health department said.",
        days=(5, 12),
    )
    assert numbers(found) == [("how many children", "superseded", ["Eight", "Three"])]
    assert not {"t0"} & {
        t.at.doc_id for f in found.findings if isinstance(f, Agreement) for t in f.tellings
    }


def test_a_short_sentence_with_a_toll_is_compared(compared: Compared) -> None:
    found = compared(
        "A barge sank off Ostrey on Monday. Police said 12 people died.",
        "A barge sank off Ostrey on Monday. Doctors said 14 people died.",
    )
    assert numbers(found) == [("how many died", "real", ["12", "14"])]


def test_all_of_them_is_no_rounding(compared: Compared) -> None:
    wreck = "The ferry Orla sank off Ostrey on Monday, killing {} passengers, police said."
    exact = compared(wreck.format("all 150"), wreck.format("148"))
    assert numbers(exact) == [("how many died", "real", ["148", "150"])]
    assert not numbers(compared(wreck.format("150"), wreck.format("148")))


@pytest.mark.parametrize(("since", "sides"), [("since then", 0), ("since he had asked for it", 1)])
def test_a_count_since_some_day_is_not_that_of_one_day(
    compared: Compared, since: str, sides: int
) -> None:
    found = compared(
        "Clashes at the harbour of Velden on Monday killed 27 people, mayor Ada Finch said.",
        f"Clashes at the harbour of Velden killed 61 people {since}, chief Ola Brandt said.",
    )
    assert len(numbers(found)) == sides


def test_a_toll_that_is_said_to_have_risen_is_a_row_by_day(compared: Compared) -> None:
    first = "A gas blast wrecked the mill of Tarn. At least 14 people were killed, Ola Brandt said."
    then = "The death toll from the gas blast at the mill of Tarn rose to 33, Ola Brandt said."
    last = "The gas blast at the mill of Tarn has now killed 58 people, doctors said, up from 33."
    assert numbers(compared(first, then, last, days=(10, 11, 12))) == [
        ("how many died", "superseded", ["33", "58", "At least 14"])
    ]
    same_day = numbers(compared(first, then, days=(10, 10)))
    assert not same_day


def test_who_gives_a_figure_is_no_place_of_it(compared: Compared) -> None:
    one = "About 3,400 cellars in Tarn were under water on Monday, the firm Dykewatch said."
    two = "Some 4,900 cellars in Tarn were under water on Monday after the storm, Ola Brandt said."
    assert numbers(compared(one, two)) == [
        ("how many cellars", "real", ["About 3,400", "Some 4,900"])
    ]


def test_what_is_still_to_come_is_put_in_two_ways(compared: Compared) -> None:
    one = "The firm Skarnline will buy the dairy Melkhof for 14 million euros, Skarnline said."
    two = "Skarnline is to pay 19 million euros for the dairy Melkhof, a person close to it said."
    assert numbers(compared(one, two)) == [
        ("how much money", "real", ["14 million euros", "19 million euros"])
    ]


def test_two_ages_of_one_person_in_one_text(compared: Compared) -> None:
    one = (
        "The mate was named as Ola Brandt, 27, by the harbor office. He had sailed for years. "
        "But the Courier said Brandt, 28, came from Tarn."
    )
    assert numbers(compared(one, "Gulls circled over Tarn.")) == [("the age", "real", ["27", "28"])]


def test_a_toll_that_rises_within_one_text_is_overtaken(compared: Compared) -> None:
    one = (
        "The Courier reports that doctors have raised the number of dead in the blast at the mill "
        "of Tarn to 12 people. The mill was built in 1902. Ola Brandt of the police said that "
        "seven people died in the blast at the mill of Tarn."
    )
    assert numbers(compared(one, "Gulls circled over Tarn.")) == [
        ("how many died", "superseded", ["12", "seven"])
    ]


@pytest.mark.parametrize(("day", "found"), [("4", 1), ("9", 0)])
def test_counts_up_to_two_days_are_two_counts(compared: Compared, day: str, found: int) -> None:
    one = "The office of Tarn said that 5,200 boats had been counted in Skarn through March 4."
    two = f"Ola Brandt said that 6,900 boats had been counted in Skarn through March {day}."
    assert len(numbers(compared(one, two))) == found

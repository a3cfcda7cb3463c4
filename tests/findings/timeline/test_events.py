"""The timeline: one entry a happening, plans that took place, denials apart, order within a day."""

from __future__ import annotations

from datetime import date

from sayso.model import Document, Event
from sayso.pipeline import read
from sayso.readings import Models

LEAK = "Ammonia leaked from the Velmouth cold store on Tuesday, officials said."


def events(models: Models, *texts: tuple[str, str]) -> tuple[Event, ...]:
    """The timeline of invented articles, each with its day."""
    docs = [
        Document(f"d{n}", text, outlet=f"Outlet {n}", published=date.fromisoformat(day), lang="en")
        for n, (day, text) in enumerate(texts)
    ]
    (dossier,) = read(docs, models=models, one_story=True)
    return dossier.findings.events


def test_one_entry_a_happening_with_all_its_tellings(models: Models) -> None:
    told = "People fled when ammonia leaked from a cold store in Velmouth on Tuesday."
    found = [
        e
        for e in events(models, ("2024-03-12", LEAK), ("2024-03-14", told))
        if e.value == "2024-03-12"
    ]
    assert len(found) == 1
    assert {t.at.doc_id for t in found[0].tellings} == {"d0", "d1"}


def test_one_weekday_of_two_weeks_is_two_events(models: Models) -> None:
    found = events(
        models, ("2024-03-12", LEAK), ("2024-03-20", LEAK.replace(", officials said", ""))
    )
    assert {e.value for e in found} == {"2024-03-12", "2024-03-19"}


def test_a_plan_that_took_place_has_happened(models: Models) -> None:
    plan, deed = (
        "The harbor of Velmouth will reopen on Friday.",
        "The harbor of Velmouth reopened on Friday.",
    )
    (event,) = events(models, ("2024-03-13", plan), ("2024-03-15", deed))
    assert (event.value, event.status) == ("2024-03-15", "happened")
    assert "planned-before" in [reason.rule for reason in event.why]


def test_a_plan_alone_stays_one(models: Models) -> None:
    (event,) = events(models, ("2024-03-13", "The harbor of Velmouth will reopen on Friday."))
    assert event.status == "planned"


def test_a_denial_is_no_telling_of_what_it_denies(models: Models) -> None:
    yes, no = "A siren sounded in Velmouth on Tuesday.", "No siren sounded in Velmouth on Tuesday."
    found = events(models, ("2024-03-13", yes), ("2024-03-14", no))
    assert sorted(e.status for e in found) == ["denied", "happened"]


def test_long_past_is_background(models: Models) -> None:
    found = events(models, ("2024-03-12", LEAK + " A smaller leak injured three workers in 2019."))
    assert {e.value: e.status for e in found}["2019"] == "background"


def test_hours_order_a_day(models: Models) -> None:
    told = (
        "Crews stopped the leak at 9 a.m.",
        "The wind turned at 11 p.m.",
        "The gas escaped at 5 a.m.",
    )
    text = " ".join(f"{one} on Tuesday." for one in told)
    hours = [e.value for e in events(models, ("2024-03-13", text)) if "T" in e.value]
    assert hours == ["2024-03-12T05:00", "2024-03-12T09:00", "2024-03-12T23:00"]


def test_nothing_has_happened_after_it_was_told(models: Models) -> None:
    (event,) = events(models, ("2024-03-12", "The company repaired its valves twice this year."))
    assert event.latest == date(2024, 3, 12)


def test_input_order_never_matters(models: Models) -> None:
    texts = [
        ("2024-03-12", LEAK),
        ("2024-03-14", "From a cold store in Velmouth, ammonia leaked on Tuesday."),
    ]
    one, two = events(models, *texts), events(models, *texts[::-1])
    assert [(e.value, e.status, len(e.tellings)) for e in one] == [
        (e.value, e.status, len(e.tellings)) for e in two
    ]


def test_a_plan_that_did_not_take_place_is_neither_planned_nor_happened(models: Models) -> None:
    plan, off = (
        "The harbor of Velmouth will hold its regatta on March 15.",
        "The harbor regatta of Velmouth set for March 15 was called off.",
    )
    found = events(models, ("2024-03-13", plan), ("2024-03-14", off))
    assert [e.status for e in found if e.value == "2024-03-15"] == ["cancelled"]


def test_what_one_speaker_said_on_one_day_is_one_entry_that_folds(models: Models) -> None:
    said = (
        "Mirela Dobrovan said on Tuesday that the quay was safe to walk on. "
        "Dobrovan added on Tuesday that ferries from Ostrey would be late."
    )
    found = events(models, ("2024-03-13", said))
    assert [(e.value, len(e.tellings), e.minor) for e in found] == [("2024-03-12", 2, True)]


def test_what_is_only_named_joins_the_deed_of_its_day(models: Models) -> None:
    deed = "A ferry rammed the quay of Velmouth on March 12."
    named = "Repairs to the quay rammed in Velmouth on March 12 will be costly."
    found = events(models, ("2024-03-12", deed), ("2024-03-14", named))
    assert [e.value for e in found] == ["2024-03-12"]


def test_what_was_said_in_public_has_no_earlier_bound_than_is_known(models: Models) -> None:
    told = "“The quay of Velmouth is safe,” Mirela Dobrovan said at a news conference."
    (event,) = events(models, ("2024-03-12", told))
    assert (event.value, event.earliest, event.latest) == (
        "2024-03-12",
        None,
        date(2024, 3, 12),
    )
    assert event.minor and event.why[0].rule == "said-by-then"


def test_what_was_said_before_is_not_put_on_the_day_of_the_article(models: Models) -> None:
    told = "“The quay is safe,” Mirela Dobrovan had once said at a news conference."
    assert not events(models, ("2024-03-12", told))


def days(found: tuple[Event, ...], value: str) -> list[Event]:
    """The events of one day."""
    return [e for e in found if e.value == value]


def test_a_wider_noun_means_the_deed_of_its_day(models: Models) -> None:
    deed = "Two bombs exploded on the quay of Velmouth on March 12."
    named = "The ferrymen mourned for the victims of Tuesday's attack and rang the bells of Ostrey."
    found = events(models, ("2024-03-12", deed), ("2024-03-14", named))
    (event,) = days(found, "2024-03-12")
    assert {t.at.doc_id for t in event.tellings} == {"d0", "d1"}
    assert event.what.startswith("Two bombs exploded")


def test_a_wider_noun_means_no_deed_of_another_kind(models: Models) -> None:
    deed = "The mayor of Velmouth opened a new school on March 12."
    named = "The ferrymen mourned for the victims of Tuesday's attack and rang the bells of Ostrey."
    found = events(models, ("2024-03-12", deed), ("2024-03-14", named))
    (event,) = found  # what is only named stands for no deed of its own
    assert {t.at.doc_id for t in event.tellings} == {"d0"}


def test_one_verb_and_one_doer_in_two_texts_are_one_event(models: Models) -> None:
    one = "Mirela Dobrovan on Tuesday signed a bill meant to keep the harbor dredged."
    two = "On Tuesday, Mirela Dobrovan signed the Waterways Renewal Act in the old customs house."
    found = events(models, ("2024-03-12", one), ("2024-03-13", two))
    (event,) = days(found, "2024-03-12")
    assert {t.at.doc_id for t in event.tellings} == {"d0", "d1"}


def test_one_verb_with_other_doers_is_two_events(models: Models) -> None:
    one = "Mirela Dobrovan on Tuesday signed a bill meant to keep the harbor dredged."
    two = "On Tuesday, Ivo Lantz signed the lease of a bakery in Ostrey."
    found = events(models, ("2024-03-12", one), ("2024-03-13", two))
    assert len(days(found, "2024-03-12")) == 2


def test_the_occasion_and_what_was_said_at_it_are_one_event(models: Models) -> None:
    said = "Mirela Dobrovan said on Tuesday in a speech at Ostrey that the dredging will go on."
    named = "The ferrymen had printed the speech of Tuesday on a poster, and it hangs in every pub."
    found = events(models, ("2024-03-12", said), ("2024-03-14", named))
    (event,) = days(found, "2024-03-12")
    assert {t.at.doc_id for t in event.tellings} == {"d0", "d1"}


def test_two_things_that_one_text_introduces_are_two_events(models: Models) -> None:
    told = (
        "A poll released on Tuesday cheered the ferrymen of Velmouth. "
        "The bakers of Ostrey were dismayed by a poll released on Tuesday."
    )
    found = events(models, ("2024-03-13", told))
    assert all(len(e.tellings) == 1 for e in found) and found


def test_what_stands_under_a_picture_is_of_no_consequence(models: Models) -> None:
    told = "Mirela Dobrovan greets the ferrymen in Ostrey on March 12, 2023."
    assert [e.minor for e in events(models, ("2024-03-13", told))] == [True]
    told = told.replace("greets", "greeted")
    assert [e.minor for e in events(models, ("2024-03-13", told))] == [False]


def test_what_nothing_but_a_verb_ties_is_two_events(models: Models) -> None:
    one = "A survey of ferrymen released on Tuesday showed that most want a new quay."
    two = "Court files released on Tuesday showed that a banker had paid for the old bridge."
    found = events(models, ("2024-03-13", one), ("2024-03-13", two))
    assert all(len({t.at.doc_id for t in e.tellings}) == 1 for e in found) and found


def test_several_who_said_so_and_the_one_quoted_next_are_one_entry(models: Models) -> None:
    told = (
        "Several ferrymen criticized the sale of the harbor on Tuesday. Mirela Dobrovan told "
        "reporters on Tuesday that the council should have asked the ferrymen first."
    )
    found = events(models, ("2024-03-13", told))
    (event,) = days(found, "2024-03-12")
    assert len(event.tellings) == 2

"""What a text looks like that hands on an outlet's work, and how outlets are found in it."""

from __future__ import annotations

import re

import pytest

from sayso.lexicon import table
from sayso.outlets import named as named_module
from sayso.outlets.cues import before, does, handed_on, learned, precedes, reports
from sayso.outlets.named import listed, listed_at, named, places, sounds_like_one
from sayso.outlets.table import everyone, find

PHRASES = [row[0] for row in table("outlet_cues") if row[1] in ("told", "seen", "cited")]
VERBS = [row[0] for row in table("outlet_cues") if row[1] == "reports"]


def hands_on(text: str) -> bool:
    start = text.index("Ostrey Courier")
    return handed_on(text, start, start + len("Ostrey Courier"))


@pytest.mark.parametrize("cue", PHRASES)
def test_every_phrase_before_a_name_hands_on(cue: str) -> None:
    assert hands_on(f"It was so, {cue} the Ostrey Courier.")
    assert not hands_on(f"It was so; un{cue} the Ostrey Courier.")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_reporting_after_a_name_hands_on(verb: str) -> None:
    assert does(verb, "reports")
    assert hands_on(f"The Ostrey Courier {verb}s it.") or hands_on(
        f"The Ostrey Courier {verb}es it."
    )


@pytest.mark.parametrize("after", ["wrote", "has found", "had first reported", "is reporting"])
def test_past_and_compound_forms_hand_on(after: str) -> None:
    assert hands_on(f"The Ostrey Courier {after} it.")


@pytest.mark.parametrize(
    ("text", "does_so"),
    [
        ("The Ostrey Courier’s new report is out.", True),
        ("The Ostrey Courier’s Ann Lee knew.", True),
        ("The Ostrey Courier’s offices are shut.", False),
        ("From the Ostrey Courier: it is shut.", True),
        ("From the Ostrey Courier it is not far.", False),
        ("according to one more old report in the Ostrey Courier", True),
        ("according to all of the many Ostrey Courier", False),
        ("The Ostrey Courier is sold here.", False),
    ],
)
def test_hands_on(text: str, does_so: bool) -> None:
    assert hands_on(text) is does_so


def test_a_cue_is_looked_for_close_before_a_name() -> None:
    cue = "told the "
    for many in (20, 52, 53, 80):
        text = cue + " " * many + "Ostrey Courier"
        assert not hands_on(text)
    assert precedes("op-ed published in the Courier", 23, "cited")


def test_kinds_are_told_apart() -> None:
    assert precedes("told the Courier", 9, "told") and not precedes("told the Courier", 9, "cited")
    assert before("cited").search("According to the Courier")
    assert does("cite", "leans") and not does("tell", "leans")
    assert learned().match(" has learned that") and learned().match("’s request for comment")
    assert not learned().match(" has lost") and not reports().match(" is sold")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told the Ostrey Courier’s Ann Lee.", ["Ostrey Courier"]),
        ("He told the Courier. Lee knew.", ["Courier"]),
        ("Courier services are dear.", []),
        ("The State said so; Time will tell.", []),
        ("He told The State so.", ["State"]),
        ("He told the State so.", []),
        ("Salon.com and U.S. Ford & Lee Gazette knew.", ["Salon.com", "U.S. Ford & Lee Gazette"]),
        ("He told the St. Louis Post-Dispatch.", ["St. Louis Post-Dispatch"]),
        ("He lives in the Ostrey Hotel.", []),
    ],
)
def test_named(text: str, names: list[str]) -> None:
    assert [one.name for one in named(text)] == names
    assert all(text[one.start : one.end] == one.name for one in named(text))


def test_listed_names_in_running_text() -> None:
    def found(text: str) -> list[str]:
        return [one.outlet.name for one in listed(text) if one.outlet]

    assert found("By Ann Lee of Reuters and The Wall Street Journal Europe") == [
        "Reuters", "The Wall Street Journal"
    ]  # fmt: skip
    assert found("The sun shone; time will tell; Time will tell; the Nation rose.") == []
    assert found("Photo by Ann Lee/AP and lee@cnn.com") == []
    assert listed_at("New York Times News Service", 0) and not listed_at("new york times", 0)
    longest = max((form for one in everyone() for form in one.forms), key=lambda f: f.count(" "))
    assert [one.name for one in listed(f"It was {longest} too.")] == [longest]


def test_places_of_a_name() -> None:
    text = "In time TIME and Time; APs, AP, Ap."
    assert [at[0] for at in places(text, ["Time"])] == ["TIME", "Time"]
    assert [at[0] for at in places(text, ["AP"])] == ["AP"]
    assert not list(places(text, [""])) and not list(places(text, []))


def test_a_newspapers_last_word_has_a_capital() -> None:
    assert sounds_like_one("Ostrey Courier") and not sounds_like_one("Ostrey courier")


def test_a_dash_ends_a_name() -> None:
    assert [one.name for one in listed("Reuters - The quay is shut. AP – It is.")] == [
        "Reuters",
        "AP",
    ]


def test_a_cue_may_stand_some_words_before_the_name() -> None:
    text = "It was shut, according to unusually forthcoming correspondents Daily Lamp."
    start = text.index("Daily Lamp")
    assert handed_on(text, start, start + len("Daily Lamp"))
    far = text.replace("unusually forthcoming", "unusually forthcoming and most talkative")
    start = far.index("Daily Lamp")
    assert not handed_on(far, start, start + len("Daily Lamp"))


@pytest.mark.parametrize("tail", ["", "’s", ".", " Online", " online’s", " so"])
def test_the_longest_listed_name_is_found_though_not_every_length_is_tried(tail: str) -> None:
    for name in (form for outlet in everyone() for form in outlet.forms if not {*"(!"} & {*form}):
        words = f"{name}{tail} so".split(" ")
        spans = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        spans = (s for s in spans if len(s.replace("& ", "").split()) <= named_module._most_words())
        bare = (re.sub(r"(?:['’]s?|[.&-])+$", "", span) for span in spans)
        longest = next((b for b in bare if find(b) and named_module._reads_as_name(b)), None)
        found = listed_at(" ".join(words), 0)
        assert (found.name if found else None) == longest

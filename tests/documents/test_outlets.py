"""Which outlet published a text: each limit of the evidence, from just under and just over."""

from __future__ import annotations

import pytest

from sayso.documents.fields import Fields
from sayso.documents.layout import lay_out
from sayso.documents.mastheads import is_sign_off, masthead_name
from sayso.documents.outlets import Evidence, find_outlet
from sayso.documents.pages import from_page
from sayso.documents.parts import find_parts

PROSE = " ".join(["The ferry ran aground off the northern bank before noon."] * 6)


def outlet(text: str) -> str | None:
    return find_outlet(Fields(text), Evidence("a", text, (), ()))[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He told CNN so. She told CNN so.", "CNN"),
        ("He told CNN so. CNN is a station.", "CNN"),
        ("He told CNN so.", None),
        ("He told CNN so. CNN and Fox News are stations.", None),
        ("He told CNN so. She told CNN so. Ann told Fox News so.", "CNN"),
        ("He told CNN so. She told CNN so. Ann told Fox News so, then told Axios.", None),
        ("He told CNN so. CNN has learned that it was late.", "CNN"),
        ("He told CNN so. She told CNN so. It is so, citing CNN.", None),
        ("He told CNN so. She told CNN so. CNN reported it.", None),
        ("Ann, who told CNN so, told CNN said it too.", "CNN"),
        ("He told CNN’s Ann Lee so. She told CNN’s Ann Lee so.", None),
        ("He told AP so. She told AP so.", None),
    ],
)
def test_sources_speak_to_one_listed_outlet(text: str, name: str | None) -> None:
    assert outlet(text) == name


def test_only_the_head_of_a_text_is_searched() -> None:
    assert outlet("He told CNN so. " + " " * 59_900 + "She told CNN so.") == "CNN"
    assert outlet("He told CNN so. " + " " * 60_000 + "She told CNN so.") is None


def page(name: str, *between: str) -> str:
    return "\n".join([name, "March 4, 2021", "", *between, "Ferry runs aground", "", PROSE])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (page("A" * 32 + " Courier"), "A" * 32 + " Courier"),
        (page("A" * 33 + " Courier"), None),
        (page("Port of Old Marsby Courier"), "Port of Old Marsby Courier"),
        (page("Port of Very Old Marsby Courier"), None),
        (page("The Washington Post"), "The Washington Post"),
        (page("Reuters"), None),
        (page("Marsby courier"), None),
        (page("Courier"), None),
        ("Marsby Courier\nMarch 4, 2021\n\nFerry\n\n" + PROSE, None),
    ],
)
def test_a_masthead(text: str, name: str | None) -> None:
    assert masthead_name(lay_out(text)) == name


def test_a_title_stands_close_below_a_masthead() -> None:
    dates = ["March 4, 2021"]
    assert masthead_name(lay_out(page("Marsby Courier", *dates))) == "Marsby Courier"
    assert masthead_name(lay_out(page("Marsby Courier", *dates * 2))) is None


@pytest.mark.parametrize(
    ("name", "alone"),
    [("Zzyzx", True), ("Zz", False), ("Zzyzx Zyxxy Xyzzy", True), ("Zzyzx Zyxxy Xyzzy Yzz", False)],
)
def test_a_sign_off_is_a_name_of_one_to_three_words(name: str, alone: bool) -> None:
    assert is_sign_off(f"It is shut.\n\n{name}", name) is alone


@pytest.mark.parametrize(("day", "name"), [("March 3, 2021\n\n", "Metro"), ("", None)])
def test_a_name_that_is_a_common_word_is_a_masthead_over_a_date_alone(
    day: str, name: str | None
) -> None:
    page = lay_out(f"Metro\n{day}\nFerry sold to rival\n\n" + "Nobody had been asked. " * 9)
    assert masthead_name(page) == name


@pytest.mark.parametrize(("above", "found"), [(8, True), (9, False)])
def test_a_dateline_without_an_agency_stands_within_eight_lines_of_the_first(
    above: int, found: bool
) -> None:
    prose = ["Nobody had been asked, the harbour master said on the quay that day. " * 3] * above
    lead = "VELMOUTH — The gate was shut, the harbour master said. Nobody knew why it had been."
    text = "\n\n".join([*prose, lead])
    kinds = [part.kind for part in find_parts("a", lay_out(text))]
    assert ("dateline" in kinds) == found


@pytest.mark.parametrize(("attributes", "refused"), [(1000, False), (1001, True)])
def test_a_tag_has_at_most_a_thousand_attributes(attributes: int, refused: bool) -> None:
    tag = "<div " + " ".join(f'a{n}="x"' for n in range(attributes)) + ">"
    said = "<p>" + "The harbour was shut after the storm, the master said. " * 9 + "</p>"
    found = from_page(f"<html><body>{tag}<article>{said}</article></div></body></html>")
    assert (isinstance(found, str) and "attributes" in found) == refused

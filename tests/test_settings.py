"""Settings from TOML: what is wrong is named, what is not named keeps its default."""

from __future__ import annotations

import dataclasses

import pytest

from sayso.errors import WrongUse
from sayso.settings import Settings, from_toml


def test_nothing_said_is_the_defaults() -> None:
    assert from_toml("") == from_toml("[stories]\n") == Settings()


def test_one_option_leaves_the_others_alone() -> None:
    got = from_toml("[copies]\nleast_passage = 40\n\n[findings]\nsingle_limit = 3\n")
    assert (got.copies.least_passage, got.findings.single_limit) == (40, 3)
    assert (
        dataclasses.replace(got.copies, least_passage=Settings().copies.least_passage)
        == Settings().copies
    )
    assert got.stories == Settings().stories


def test_a_whole_number_serves_where_a_share_is_asked_for() -> None:
    assert from_toml("[stories]\nleast_similarity = 1\n").stories.least_similarity == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[copies\n", "not TOML"),
        ("[copy]\nleast_passage = 4\n", r"\[copy\]"),
        ("[copy]\n", "copies, documents, fetch, findings, stories"),
        ("copies = 4\n", r"\[copies\]"),
        ("least_passage = 4\n", "least_passage"),
        ("[copies]\nleast_pasage = 4\n", "least_pasage"),
        ("[copies]\nleast_pasage = 4\n", "least_passage"),
        ('[copies]\nleast_passage = "4"\n', "least_passage must be int, not str"),
        ("[copies]\nleast_passage = 4.5\n", "least_passage must be int, not float"),
        pytest.param("[copies]\nleast_passage = true\n", "least_passage must be int, not bool"),
        pytest.param("[findings]\nsame_fact = true\n", "same_fact must be float, not bool"),
        ("[findings.same_fact]\nx = 1\n", "same_fact must be float, not dict"),
    ],
)
def test_what_is_wrong_is_named(text: str, named: str) -> None:
    with pytest.raises(WrongUse, match=named):
        from_toml(text)


@pytest.mark.parametrize("room", [f.name for f in dataclasses.fields(Settings)])
def test_every_option_can_be_given(room: str) -> None:
    options = getattr(Settings(), room)
    for field in dataclasses.fields(options):
        value = getattr(options, field.name)
        if isinstance(value, int | float | str):
            written = (
                str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')
            )
            assert from_toml(f"[{room}]\n{field.name} = {written}\n") == Settings()

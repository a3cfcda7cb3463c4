"""Decisions about stories where some of the articles that they name are not there."""

from __future__ import annotations

from sayso.decided import decided_stories
from sayso.model import Decision, Family, Member, Passage, Story


def told(*groups: str) -> tuple[Story, ...]:
    """A story of every group of one-letter ids."""
    return tuple(Story(group, tuple(Member(i) for i in group)) for group in groups)


def parted(
    stories: tuple[Story, ...], *decisions: Decision, families: tuple[Family, ...] = ()
) -> list[str]:
    order = sorted(i for story in stories for i in story.doc_ids)
    return ["".join(s.doc_ids) for s in decided_stories(stories, decisions, order, families)]


def test_a_split_without_the_one_that_stays_parts_nothing() -> None:
    split = Decision("split", ("x", "b", "c"))
    assert parted(told("abcd"), split) == ["abcd"]
    assert parted(told("abcdx"), split) == ["adx", "bc"]


def test_a_split_knows_its_story_by_others_that_stay() -> None:
    split = Decision("split", ("x", "d"), (Passage("y", 0, 3), Passage("b", 0, 3)))
    assert parted(told("abcd"), split) == ["abc", "d"]
    assert parted(told("acd"), split) == ["acd"]
    assert parted(told("abc", "de"), split) == ["abc", "de"]  # it has left by itself


def test_a_split_goes_on_where_one_that_left_is_gone() -> None:
    assert parted(told("abcd"), Decision("split", ("a", "y", "c"))) == ["abd", "c"]


def test_a_merge_goes_on_with_those_that_are_there() -> None:
    assert parted(told("ab", "cd", "e"), Decision("merge", ("x", "b", "c"))) == ["abcd", "e"]
    assert parted(told("ab", "cd"), Decision("merge", ("x", "c"))) == ["ab", "cd"]


def test_a_split_of_what_is_in_two_stories_parts_only_its_own() -> None:
    assert parted(told("abc", "de"), Decision("split", ("a", "c", "d"))) == ["ab", "c", "de"]

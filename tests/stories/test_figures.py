"""The numbers by which texts become stories, each just under and just over."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import sparse

from sayso.model import Document
from sayso.stories import StoryOptions, StorySketch, sketch
from sayso.stories.cut import cut
from sayso.stories.linkage import Merge, average_linkage
from sayso.stories.nearness import heaviest
from sayso.stories.stems import key_of, stem
from sayso.stories.vectors import coverage, rows

LONG = 1e9  # distinct words of a text so long that nothing is allowed for its length
PILE = StoryOptions(background=0.0)  # rarity from the pile alone


def made(doc_id: str, words: str, names: str = "", *, cased: bool = True) -> StorySketch:
    """A sketch of a long text in which every word stands once."""
    kept = tuple(sorted({*words.split(), *names.split()}))
    places = tuple(i for i, word in enumerate(kept) if word in names.split())
    shown = tuple(kept[i].title() for i in places)
    ones = bytes([1] * len(kept))
    return StorySketch(doc_id, doc_id, None, kept, ones, places, shown, 10**9, cased)


def weights(sketches: list[StorySketch], options: StoryOptions = PILE) -> list[dict[str, float]]:
    """Each row by its words."""
    vocabulary = {w: n for n, w in enumerate(sorted({w for one in sketches for w in one.words}))}
    dense = rows(sketches, options).toarray()
    return [
        {word: float(row[vocabulary[word]]) for word in one.words}
        for one, row in zip(sketches, dense, strict=True)
    ]


def alone(count: int) -> list[StorySketch]:
    """Texts that share nothing with any other."""
    return [made(f"x{n}", f"filler{n}") for n in range(count)]


# ---- vectors ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "share"),
    [(10.0, 0.5), (30.0, 0.75), (4.0, 4 / 14), (1.0, 4 / 14)],
)
def test_a_text_of_ten_words_shows_half_of_its_story_and_one_of_fewer_than_four_no_less(
    length: float, share: float
) -> None:
    assert coverage(np.array([length]), StoryOptions())[0] == pytest.approx(share)


def test_a_name_weighs_three_words_of_its_rarity_where_capitals_tell_names() -> None:
    options = StoryOptions(background=0.0, name_weight=StoryOptions().name_weight)
    cased, flat = (
        weights([made("a", "quobbin", "zorvel", cased=said), *alone(30)], options)[0]
        for said in (True, False)
    )
    assert cased["zorvel"] == pytest.approx(3 * cased["quobbin"])
    assert flat["zorvel"] == pytest.approx(flat["quobbin"])


@pytest.mark.parametrize(("holders", "of", "counts"), [(1, 3, True), (2, 5, False)])
def test_a_word_of_more_than_a_third_of_all_texts_tells_nothing(
    holders: int, of: int, counts: bool
) -> None:
    pile = [made(f"h{n}", "quobbin") for n in range(holders)] + alone(of - holders)
    assert bool(weights(pile)[0]["quobbin"]) == counts


@pytest.mark.parametrize(("words", "full"), [(7, False), (8, True)])
def test_a_text_with_fewer_than_about_three_rare_words_is_like_nothing(
    words: int, full: bool
) -> None:
    row = weights([made("a", " ".join(f"w{n}" for n in range(words))), *alone(19)])[0]
    norm = math.sqrt(sum(value**2 for value in row.values()))
    least = math.sqrt(words) * math.log(20) / 8
    assert norm == pytest.approx(1.0 if full else least, abs=1e-5)


def test_a_word_weighs_by_the_logarithm_of_its_count() -> None:
    once = made("a", "quobbin")
    row = rows([once, *alone(30)], PILE).toarray()[0].max()
    thrice = StorySketch(*(*_fields(once)[:4], bytes([3]), *_fields(once)[5:]))
    more = rows([thrice, *alone(30)], PILE).toarray()[0].max()
    assert more == pytest.approx(row * (1 + math.log(3)), rel=1e-3)


def _fields(one: StorySketch) -> list[object]:
    return [getattr(one, name) for name in one.__slots__]


@pytest.mark.parametrize(("articles", "pile"), [(4000.0, 0), (0.0, 4000)])
def test_news_at_large_counts_as_many_articles_as_the_options_say(
    articles: float, pile: int
) -> None:
    """A word that the pile never saw before keeps the rarity that 4,000 articles give it."""
    assert StoryOptions().background == 4000.0
    row = weights([made("a", "quobbin")], StoryOptions(background=articles))[0]["quobbin"]
    seen = (2.0 / 8000 * articles + 1) / (articles + 1)
    assert row == pytest.approx(-math.log(seen) / 8 if articles else 0.0, rel=1e-5)


# ---- linkage ---------------------------------------------------------------

TWO = sparse.csr_matrix(np.array([[1.0, 0.0], [0.8, 0.6]]))


def between(gap: float, near_days: float = StoryOptions().near_days) -> float:
    (merge,) = average_linkage(TWO, np.array([100.0, 100.0 + gap]), least=0.01, near_days=near_days)
    return merge.between


def test_a_week_costs_nothing_and_thirty_days_beyond_it_leave_a_third() -> None:
    assert between(7.0) == between(0.0) == pytest.approx(0.8)
    assert between(8.0) < 0.8
    assert between(37.0) == pytest.approx(0.8 / math.e)


@pytest.mark.parametrize(("likeness", "joined"), [(0.121, True), (0.119, False)])
def test_less_than_an_eighth_alike_is_never_one_story(likeness: float, joined: bool) -> None:
    other = [likeness, math.sqrt(1 - likeness**2)]
    two = sparse.csr_matrix(np.array([[1.0, 0.0], other]))
    least = StoryOptions().least_similarity
    assert bool(average_linkage(two, np.full(2, np.nan), least=least, near_days=7)) == joined


def test_a_group_is_searched_by_its_96_heaviest_features() -> None:
    row = sparse.csr_matrix(np.arange(1.0, 98.0)[None, :])
    kept = heaviest(row)
    assert kept.nnz == 96
    assert kept.toarray()[0, 0] == 0.0  # the lightest is left out
    assert heaviest(kept).nnz == 96


def test_what_the_heaviest_features_show_half_of_is_worked_out_in_full() -> None:
    """48 of 96 heavy features and 104 light ones are shared: 0.27 is seen, 0.73 is true."""
    heavy = 1 / math.sqrt(96 + 104 * 0.81)
    one = [heavy] * 96 + [0.0] * 48 + [0.9 * heavy] * 104
    two = [heavy] * 48 + [0.0] * 48 + [heavy] * 48 + [0.9 * heavy] * 104
    pair = sparse.csr_matrix(np.array([one, two]))
    (merge,) = average_linkage(pair, np.full(2, np.nan), least=0.5, near_days=7)
    assert merge.between == pytest.approx(0.733, abs=0.001)


# ---- where the tree is cut -------------------------------------------------------


@pytest.mark.parametrize(
    ("likeness", "groups"),
    [(0.161, 1), (0.159, 2)],
)
def test_two_texts_are_asked_for_eight_tenths_of_what_a_story_is_taken_to_have(
    likeness: float, groups: int
) -> None:
    assert len(cut([Merge(0, 1, 2, likeness)], np.full(2, LONG), StoryOptions())) == groups


@pytest.mark.parametrize(("likeness", "groups"), [(0.197, 1), (0.195, 2)])
def test_what_is_seen_within_a_group_counts_against_six_pairs_of_expectation(
    likeness: float, groups: int
) -> None:
    """A pair 0.9 alike is taken to be 0.3 alike within: (0.9 + 6 * 0.2) / 7."""
    merges = [Merge(0, 1, 3, 0.9), Merge(2, 3, 4, likeness)]
    assert len(cut(merges, np.full(3, LONG), StoryOptions())) == groups


@pytest.mark.parametrize(("likeness", "groups"), [(0.081, 1), (0.079, 2)])
def test_texts_of_ten_words_are_asked_for_half(likeness: float, groups: int) -> None:
    assert len(cut([Merge(0, 1, 2, likeness)], np.full(2, 10.0), StoryOptions())) == groups


# ---- sketches -------------------------------------------------------------------


def count_of(text: str, word: str) -> int:
    told = sketch(Document("a", text))
    return told.counts[told.words.index(key_of(word))]


def test_the_first_sixty_words_of_a_longer_text_count_twice() -> None:
    filler = [f"filler{n}x" for n in range(59)]
    assert count_of(" ".join([*filler, "quobbin", "zorvel"]), "quobbin") == 2
    assert count_of(" ".join([*filler, "quobbin", "zorvel"]), "zorvel") == 1
    assert count_of(" ".join([*filler, "quobbin"]), "quobbin") == 1  # all of it is opening


def test_no_word_counts_more_than_255_times() -> None:
    assert count_of("quobbin " * 254, "quobbin") == 255  # once more for the opening's sixty
    assert count_of("quobbin " * 150, "quobbin") == 210
    assert count_of("quobbin " * 400, "quobbin") == 255


def test_what_stands_beyond_200_000_characters_is_left_out() -> None:
    filler = "x" * 199_990
    assert "quobbin" in sketch(Document("a", f"{filler} quobbin")).words
    assert "quobbin" not in sketch(Document("a", f"{filler}xxxxx quobbin")).words


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("Zorvel" + " quobbin" * 141, True),  # one capital in 993 letters
        ("Zorvel" + " quobbin" * 143, False),  # fewer than one in a thousand
        ("Zorvel " * 69 + "quobbin " * 31, True),
        ("Zorvel " * 71 + "quobbin " * 29, False),  # a headline
    ],
)
def test_capitals_tell_names_where_some_words_have_one_and_some_have_none(
    text: str, cased: bool
) -> None:
    assert sketch(Document("a", text)).cased == cased


def named(text: str) -> set[str]:
    told = sketch(Document("a", text))
    return {told.words[i] for i in told.names}


LOW = " ".join(["quobbin walked along the old quay and nobody saw the boats"] * 3)


@pytest.mark.parametrize(
    ("capitals", "small", "name"), [(3, 2, True), (2, 2, False), (5, 4, False), (1, 0, True)]
)
def test_a_name_has_a_capital_in_three_of_five_places(
    capitals: int, small: int, name: bool
) -> None:
    text = " ".join([LOW, *["by Zorvel"] * capitals, *["by zorvel"] * small])
    assert ("zorvel" in named(text)) == name


@pytest.mark.parametrize(
    ("word", "once", "twice"),
    [
        ("Bakery", True, True),  # news writes it with a capital in a quarter of its places
        ("Captain", False, True),  # in 22 of 100: a name where it stands so again
        ("Assessment", False, True),  # in 15 of 100
        ("Action", False, False),  # in 14
    ],
)
def test_a_word_that_news_seldom_writes_with_a_capital_is_a_name_only_where_it_has_one_again(
    word: str, once: bool, twice: bool
) -> None:
    key = key_of(word)
    assert (key in named(f"{LOW} by {word}")) == once
    assert (key in named(f"{LOW} by {word} and {word}")) == twice


@pytest.mark.parametrize(
    ("word", "name"),
    [("beacon", True), ("basilica", False), ("zorvel", True), ("zz", False)],
)
def test_without_capitals_news_at_large_decides_and_unknown_words_are_names(
    word: str, name: bool
) -> None:
    """News writes "Beacon" in 60 of 100 places, "Basilica" in 59."""
    assert (key_of(word) in named(f"{LOW} by {word}")) == name


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("walks", "walk"),
        ("buses", "bus"),
        ("planned", "plan"),
        ("parties", "party"),
        ("witnesses", "witness"),
        ("glass", "glass"),
        ("rolling", "roll"),  # a doubled l, s or z stays
        ("running", "run"),
        ("iron", "iron"),
        ("ships", "ship"),
        ("cars", "cars"),  # four letters are left as they are
        ("2010s", "2010"),
        ("t", "t"),
    ],
)
def test_stems_of_words(word: str, base: str) -> None:
    assert stem(word) == base

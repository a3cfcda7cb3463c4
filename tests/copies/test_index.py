"""An index that grows finds what one batch finds, and forgets what was removed."""

from __future__ import annotations

import io
import random
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.copies import CopyOptions, group, sketch, sketches
from sayso.copies.candidates import Sizes, candidates, enough, paired
from sayso.copies.index import CopyIndex, add, find, from_bytes, near, remove, to_bytes
from sayso.errors import WrongUse
from sayso.model import Document

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("l", "n", "r", "st", "")]


def _article(seed: int, size: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(size))


def _pile(numbers: list[int]) -> dict[str, Document]:
    """Each number gives an article; the same number again a cut copy of it."""
    docs: dict[str, Document] = {}
    for place, number in enumerate(numbers):
        words = _article(number).split()
        text = " ".join(words[: 120 - 20 * numbers[:place].count(number)])
        docs[f"d{place:02}"] = Document(f"d{place:02}", text)
    return docs


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(1, 4))
def test_adding_one_after_the_other_finds_what_a_batch_finds(
    numbers: list[int], portion: int
) -> None:
    docs = _pile(numbers)
    index, found = CopyIndex(), set()
    ids = list(docs)
    for k in range(0, len(ids), portion):
        some = ids[k : k + portion]
        index = add(index, sketches(docs[i] for i in some))
        for doc_id in some:
            found |= set(find(index, docs[doc_id], docs.__getitem__))
    assert found == set(group(sketches(docs.values()), docs.__getitem__).copies)
    assert len(index) == len(docs)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=10), st.data())
def test_what_was_removed_is_not_found(numbers: list[int], data: st.DataObject) -> None:
    docs = _pile(numbers)
    gone = data.draw(st.sets(st.sampled_from(sorted(docs)), max_size=len(docs) - 1))
    index = remove(add(CopyIndex(), sketches(docs.values())), gone)
    assert len(index) == len(docs) - len(gone)
    assert {i for i in docs if i in index} == set(docs) - gone
    for doc in docs.values():
        assert not gone.intersection(near(index, sketch(doc)))
    again = add(index, sketches(docs[i] for i in sorted(gone)))
    for doc in docs.values():
        whole = add(CopyIndex(), sketches(docs.values()))
        assert near(again, sketch(doc)) == near(whole, sketch(doc))


def test_an_index_is_a_value() -> None:
    docs = _pile([1, 1])
    one = add(CopyIndex(), [sketch(docs["d00"])])
    two = add(one, [sketch(docs["d01"])])
    assert (len(one), len(two), "d01" in one, "d01" in two) == (1, 2, False, True)
    remove(two, ["d00"])
    assert "d00" in two


def test_segments_stay_few() -> None:
    docs = _pile(list(range(60)))
    index = CopyIndex()
    for doc in docs.values():
        index = add(index, [sketch(doc)])
    assert len(index.segments) <= 7  # the binary logarithm of sixty, and one


def test_misuse_is_refused_by_name() -> None:
    docs = _pile([1])
    index = add(CopyIndex(), sketches(docs.values()))
    with pytest.raises(WrongUse, match="'d00' is already in the index"):
        add(index, sketches(docs.values()))
    with pytest.raises(WrongUse, match="'d00' is already in the index"):
        add(CopyIndex(), [*sketches(docs.values()), *sketches(docs.values())])
    with pytest.raises(WrongUse, match="'d7' is not in the index"):
        remove(index, ["d7"])


def test_a_report_printed_everywhere_costs_no_more_than_a_few_pairs() -> None:
    text = _article(3)
    docs = {f"d{k:03}": Document(f"d{k:03}", f"{text} Edition {k}.") for k in range(150)}
    index = add(CopyIndex(), sketches(docs.values()))
    new = Document("new", f"{text} Edition late.")
    assert 1 <= len(near(index, sketch(new))) <= 8
    assert all(not copy.independent for copy in find(index, new, docs.__getitem__))


def test_a_footer_does_not_make_copies() -> None:
    footer = (
        "Sign up for the letter of the Lantern and read what moves the coast every morning "
        "before the ships leave."
    )
    docs = {f"d{k:03}": Document(f"d{k:03}", f"{_article(k, 150)} {footer}") for k in range(100)}
    index = add(CopyIndex(), sketches(docs.values()))
    new = Document("new", f"{_article(999, 150)} {footer}")
    assert all(copy.independent for copy in find(index, new, docs.__getitem__))


REPORT = _article(901, 40)  # some 240 folded characters: about 220 windows
LINE = _article(902, 24)


def _mixed(kinds: list[str]) -> dict[str, Document]:
    """Prints of a report, long texts that hold it, texts with one footer, brief ones, and
    others.
    """
    docs = {}
    for place, kind in enumerate(kinds):
        own = _article(1000 + place, 200)
        text = {
            "print": f"{REPORT} {_article(2000 + place, 8)}",
            "guest": f"{own} {REPORT} {_article(3000 + place, 200)}",
            "footer": f"{own} {LINE}",
            "note": f"{_article(1000 + place, 30)} {LINE}",
            "alone": own,
        }[kind]
        docs[f"d{place:02}"] = Document(f"d{place:02}", text)
    return docs


@pytest.mark.parametrize(
    ("prints", "guests", "footers"),
    [
        (2, 2, 2),
        (14, 2, 0),
        (20, 4, 0),
        (30, 2, 30),
        (4, 0, 20),
        (80, 3, 0),
        (0, 0, 80),
    ],
)
def test_reprints_guests_and_footers_make_the_pairs_that_a_batch_makes(
    prints: int, guests: int, footers: int
) -> None:
    kinds = ["print"] * prints + ["guest"] * guests + ["footer"] * footers + ["alone"] * 3
    random.Random(prints).shuffle(kinds)
    docs = _mixed(kinds)
    every = [sketch(doc) for doc in docs.values()]
    index = add(CopyIndex(), every)
    found = {
        tuple(sorted((one.doc_id, other)))
        for one in every
        for other in near(index, one)
        if other != one.doc_id
    }
    numbers = candidates(every, index.options).pairs.tolist()
    assert found == {tuple(sorted((every[i].doc_id, every[j].doc_id))) for i, j in numbers}


@pytest.mark.parametrize("kind", ["print", "guest", "footer", "note"])
@pytest.mark.parametrize("others", [15, 16, 17, 64, 65])
def test_a_text_not_yet_added_counts_among_those_that_print_a_window(
    kind: str, others: int
) -> None:
    docs = _mixed(["print" if kind == "guest" else kind] * others + [kind])
    *there, new = [sketch(doc) for doc in docs.values()]
    index = add(CopyIndex(), there)
    pairs = candidates([*there, new], index.options).pairs.tolist()
    wanted = {there[i].doc_id for i, j in pairs if j == others}
    # Beyond 64 prints a window leads to its anchors alone.
    assert set(near(index, new)) == wanted


def _sizes(windows: float, *, long: bool = True, width: int = 24) -> Sizes:
    return Sizes(np.array([windows]), np.array([0.5]), np.array([long]), np.array([width]))


@pytest.mark.parametrize(
    ("fresh", "every", "sizes", "wanted"),
    [
        (40, 40, _sizes(4000), True),  # 80 windows, for which half as many hashes stand
        (39, 39, _sizes(4000), False),
        (17, 17, _sizes(4000, width=10), True),  # 33 windows of a dense script
        (16, 16, _sizes(4000, width=10), False),
        (15, 15, _sizes(200), True),  # 15 in 100 of the smaller text
        (14, 14, _sizes(200), False),
        (0, 25, _sizes(200), True),  # 25 in 100, with usual ones
        (0, 24, _sizes(200), False),
        (0, 499, _sizes(4000), False),
        (0, 500, _sizes(4000), True),
        (1, 1, _sizes(2), False),  # one hash may be an accident
        (2, 2, _sizes(4), True),
        (0, 2, _sizes(4), True),
        (400, 400, _sizes(4000, long=False), False),
    ],
)
def test_what_is_enough_to_be_compared(fresh: int, every: int, sizes: Sizes, wanted: bool) -> None:
    found = enough(np.array([float(fresh)]), np.array([float(every)]), sizes, CopyOptions())
    assert found.tolist() == [wanted]


def test_of_a_pair_the_smaller_text_and_the_thinner_sample_count() -> None:
    one, other = _sizes(100), Sizes(*(np.array([value]) for value in (900.0, 0.25, False, 24)))
    for pair in (paired(one, other), paired(other, one)):
        assert (pair.windows[0], pair.rates[0], pair.long[0]) == (100, 0.25, False)


def test_bytes_that_unpack_to_more_than_they_are_are_no_segment() -> None:
    """An archive may come from somebody else: a few bytes of it must not fill the memory."""
    (segment,) = add(CopyIndex(), [sketch(Document("a", "The quay of Skarn was closed."))]).segments
    whole = to_bytes(segment)
    assert from_bytes(whole).ids == ("a",)
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as held, zipfile.ZipFile(bomb, "w") as packed:
        for name in held.namelist():
            many = held.read(name) if name != "told.npy" else npy_of(b" " * (1 << 22))
            packed.writestr(name, many, zipfile.ZIP_DEFLATED)
    assert len(bomb.getvalue()) < 1 << 15
    with pytest.raises(WrongUse, match="unpacks to more than it is"):
        from_bytes(bomb.getvalue())


def test_an_array_that_claims_to_be_larger_than_memory_is_damage() -> None:
    claimed = npy_of(b"x").replace(b"(1,)", b"(%d,)" % 10**17)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("told.npy", claimed)
    with pytest.raises(WrongUse, match="is damaged"):
        from_bytes(held.getvalue())


def npy_of(data: bytes) -> bytes:
    held = io.BytesIO()
    np.save(held, np.frombuffer(data, np.uint8))
    return held.getvalue()

"""How alike two units are, in numbers: what the scorer of “the same fact” looks at.

Words, names, amounts, verbs, verbs with what stands beside them, quoted words and runs of
characters are laid side by side, each weighted by its rarity in the story; then what surrounds the
units, and their slots. Pairs are found through what is rare: a unit is laid beside those that share
its rarest words, never beside all.

    units ──index of rare items──▶ pairs (I, J) ──channels, ranks, slots──▶ one row of features each
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.findings.tellings.units import Unit
from sayso.lexicon import frequency

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

_LONGEST_POSTING = 120  # units that hold an item from which it leads to no pair
_PARTNERS = 96  # pairs kept a unit, those that share most
_ROWS = 2048  # units laid beside all others at a time
_LEADING = ("words", "names", "numbers", "pairs")  # channels whose rare items lead to pairs
_NEWS_POWER = 0.25  # how far rarity in news at large counts beside rarity in this story

_CHANNELS: dict[str, Callable[[Unit], frozenset[str] | tuple[str, ...]]] = {
    "words": lambda u: u.words,
    "bag": lambda u: u.bag,
    "names": lambda u: u.names,
    "numbers": lambda u: u.numbers,
    "verbs": lambda u: u.deed,
    "pairs": lambda u: u.pairs,
    "said": lambda u: u.said,
    "grams": lambda u: u.grams,
}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of units by index (`i < j`), and a row of `FEATURES` for each."""

    i: Places
    j: Places
    features: Numbers


@dataclass(frozen=True, slots=True)
class _Channel:
    """One kind of item: a row of weights a unit, with the weight and the length of each row."""

    rows: csr_matrix
    weight: Numbers
    length: Numbers


def rarity_in_news(item: str) -> float:
    """How much a word's rarity in news counts beside its rarity in a story, 0 to 1."""
    return float((frequency.idf(item) / frequency.idf("")) ** _NEWS_POWER)


def _channel(rows: Sequence[frozenset[str] | tuple[str, ...]], *, news: bool) -> _Channel:
    """Weights: rarity in this story, for words times rarity in news."""
    from scipy.sparse import csr_matrix  # heavy: loaded where it is needed

    columns: dict[str, int] = {}
    at = [0]
    held: list[int] = []
    for row in rows:
        held.extend(columns.setdefault(item, len(columns)) for item in sorted(set(row)))
        at.append(len(held))
    if not columns:
        columns[""] = 0
    where = np.asarray(held, dtype=np.int64)
    count = np.bincount(where, minlength=len(columns)).clip(1)
    rarity = np.log(1 + len(rows) / count)
    if news:
        rarity *= np.array([rarity_in_news(item) for item in columns])
    matrix = csr_matrix((rarity[where], where, at), shape=(len(rows), len(columns)))
    weight = np.asarray(matrix.sum(axis=1)).ravel()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return _Channel(matrix, weight, length)


def candidates(units: Sequence[Unit], channels: dict[str, _Channel]) -> tuple[Places, Places]:
    """Pairs worth a look: they share something rare, and do not overlap in their text."""
    from scipy.sparse import csr_matrix  # heavy: loaded where it is needed

    total = len(units)
    rare = _rare([channels[name].rows for name in _LEADING])
    found = [np.zeros(0, np.int64)]
    for start in range(0, total, _ROWS):
        product = csr_matrix(rare[start : start + _ROWS] @ rare.T)
        for row in range(product.shape[0]):
            part = slice(product.indptr[row], product.indptr[row + 1])
            near = _nearest(start + row, product.indices[part], product.data[part])
            found.append(np.minimum(start + row, near) * total + np.maximum(start + row, near))
    unique = np.unique(np.concatenate(found))
    i, j = unique // max(1, total), unique % max(1, total)
    apart = _apart(units, i, j)
    return i[apart], j[apart]


def _rare(channels: Sequence[csr_matrix]) -> csr_matrix:
    """The items that lead to a pair: held by more than one unit, and not by so many that they say
    nothing; their number does not grow with the square of the story.
    """
    from scipy.sparse import csr_matrix, hstack  # heavy: loaded where it is needed

    kept = []
    for matrix in channels:
        count = np.asarray((matrix > 0).sum(axis=0)).ravel()
        kept.append(matrix[:, np.flatnonzero((count > 1) & (count <= _LONGEST_POSTING))])
    return csr_matrix(hstack(kept))


def _nearest(row: int, partners: NDArray[np.int32], shared: Numbers) -> Places:
    """The partners of a unit that share most with it, itself left out."""
    other = partners != row
    partners, shared = partners[other], shared[other]
    if len(partners) > _PARTNERS:
        partners = partners[np.argpartition(-shared, _PARTNERS)[:_PARTNERS]]
    return partners.astype(np.int64)


def _apart(units: Sequence[Unit], i: Places, j: Places) -> NDArray[np.bool_]:
    """Which pairs stand in two texts, or in two places of one."""
    doc = _numbered([u.doc_id for u in units])
    start = np.array([u.at.start for u in units], dtype=np.int64)
    end = np.array([u.at.end for u in units], dtype=np.int64)
    apart: NDArray[np.bool_] = (doc[i] != doc[j]) | (end[i] <= start[j]) | (end[j] <= start[i])
    return apart


def _numbered(keys: Sequence[str]) -> Places:
    known: dict[str, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def measured(units: Sequence[Unit], pairs: tuple[Places, Places] | None = None) -> Pairs:
    """The pairs of a story with their features; `pairs` in place of those that the index finds."""
    channels = {
        name: _channel([take(u) for u in units], news=name in ("words", "bag"))
        for name, take in _CHANNELS.items()
    }
    i, j = candidates(units, channels)
    if pairs is None and not len(i):
        return Pairs(i, j, np.zeros((0, len(FEATURES))))
    own = None
    if pairs is not None:
        total = len(units)
        asked = np.minimum(*pairs) * total + np.maximum(*pairs)
        unique = np.unique(np.concatenate([i * total + j, asked]))
        i, j = unique // total, unique % total
        own = np.searchsorted(unique, asked)
    columns: list[Numbers] = []
    cosine = np.zeros(len(i))
    for name, channel in channels.items():
        shared = _shared(channel.rows, i, j)
        both = channel.length[i] * channel.length[j]
        cos = np.divide(shared[1], both, out=np.zeros(len(i)), where=both > 0)
        low = np.minimum(channel.weight[i], channel.weight[j])
        high = np.maximum(channel.weight[i], channel.weight[j])
        inside = np.divide(shared[0], low, out=np.zeros(len(i)), where=low > 0)
        whole = np.divide(shared[0], high, out=np.zeros(len(i)), where=high > 0)
        columns += [cos, inside, whole, np.log1p(shared[0])]
        if name == "words":
            cosine = cos
        if name in ("names", "numbers", "said", "verbs"):
            columns += [(low == 0).astype(float), ((low > 0) & (shared[0] == 0)).astype(float)]
    columns += _around(units, channels["words"], i, j)
    columns += _ranks(units, cosine, i, j)
    columns += _shape(units, i, j)
    columns += _slots(units, i, j)
    features = np.column_stack(columns) if len(i) else np.zeros((0, len(FEATURES)))
    if own is not None:
        return Pairs(i[own], j[own], features[own])
    return Pairs(i, j, features)


def _shared(rows: csr_matrix, i: Places, j: Places) -> tuple[Numbers, Numbers]:
    """Weight of what two rows share, and their inner product."""
    weight, inner = np.zeros(len(i)), np.zeros(len(i))
    for start in range(0, len(i), 20000):
        part = slice(start, start + 20000)
        product = rows[i[part]].multiply(rows[j[part]])
        inner[part] = np.asarray(product.sum(axis=1)).ravel()
        weight[part] = np.asarray(product.sqrt().sum(axis=1)).ravel()
    return weight, inner


def _around(units: Sequence[Unit], channel: _Channel, i: Places, j: Places) -> list[Numbers]:
    """Likeness of the sentences that two units stand in, and of those beside them."""
    from scipy.sparse import csr_matrix  # heavy: loaded where it is needed

    sentence = _numbered([f"{u.doc_id}:{u.sentence.start}" for u in units])
    doc = _numbered([u.doc_id for u in units])
    count = int(sentence.max()) + 1 if len(units) else 0
    first: list[dict[int, float]] = [{} for _ in range(count)]
    rows = channel.rows
    for n, s in enumerate(sentence.tolist()):
        held = rows.indices[rows.indptr[n] : rows.indptr[n + 1]]
        values = rows.data[rows.indptr[n] : rows.indptr[n + 1]]
        first[s].update(zip(held.tolist(), values.tolist(), strict=True))
    home = {s: int(doc[n]) for n, s in enumerate(sentence.tolist())}
    columns = []
    for reach in (0, 1):
        at, held, data = [0], [], []
        for s in range(count):
            bag: dict[int, float] = {}
            for near in range(s - reach, s + reach + 1):
                if 0 <= near < count and home[near] == home[s]:
                    bag.update(first[near])
            held += list(bag)
            data += list(bag.values())
            at.append(len(held))
        matrix = csr_matrix((data, held, at), shape=(count, rows.shape[1]))
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        inner = _shared(matrix, sentence[i], sentence[j])[1]
        both = length[sentence[i]] * length[sentence[j]]
        columns.append(np.divide(inner, both, out=np.zeros(len(i)), where=both > 0))
    return columns


def _ranks(units: Sequence[Unit], cosine: Numbers, i: Places, j: Places) -> list[Numbers]:
    """How each stands among the other's partners: the best in its article, and in the story."""
    doc = _numbered([u.doc_id for u in units])
    columns = []
    behind = np.zeros(len(i))
    reverse = np.zeros(len(i))
    for mine, other, out in ((i, j, behind), (j, i, reverse)):
        key = mine * (int(doc.max()) + 1 if len(units) else 1) + doc[other]
        both_key = np.concatenate([key, other * (int(doc.max()) + 1) + doc[mine]])
        both_cos = np.concatenate([cosine, cosine])
        order = np.argsort(both_key, kind="stable")
        sorted_key = both_key[order]
        starts = np.flatnonzero(np.r_[True, sorted_key[1:] != sorted_key[:-1]])
        best = np.maximum.reduceat(both_cos[order], starts) if len(order) else np.zeros(0)
        at = np.searchsorted(sorted_key[starts[: len(order)]], key)
        out[:] = best[at] - cosine
    columns += [np.minimum(behind, reverse), np.maximum(behind, reverse)]
    total = len(units)
    count = np.bincount(i, minlength=total) + np.bincount(j, minlength=total)
    sums = np.bincount(i, cosine, total) + np.bincount(j, cosine, total)
    squares = np.bincount(i, cosine**2, total) + np.bincount(j, cosine**2, total)
    mean = sums / count.clip(1)
    spread = np.sqrt((squares / count.clip(1) - mean**2).clip(1e-4))
    one, two = (cosine - mean[i]) / spread[i], (cosine - mean[j]) / spread[j]
    columns += [np.minimum(one, two).clip(-3, 8), np.maximum(one, two).clip(-3, 8)]
    return columns


def _shape(units: Sequence[Unit], i: Places, j: Places) -> list[Numbers]:
    size = np.log(np.array([len(set(u.words)) for u in units]).clip(1))
    share = np.array([u.share for u in units])
    doc = _numbered([u.doc_id for u in units])
    whole = np.array([u.whole for u in units], dtype=float)
    return [
        np.minimum(size[i], size[j]),
        np.abs(size[i] - size[j]),
        np.abs(share[i] - share[j]),
        np.minimum(share[i], share[j]),
        (doc[i] == doc[j]).astype(float),
        whole[i] + whole[j],
    ]


def _slots(units: Sequence[Unit], i: Places, j: Places) -> list[Numbers]:
    """What the slots say: one speaker, one deed, one doer, amounts and days that meet or not."""
    holder = _numbered([u.holder or "" for u in units])
    voiced = np.array([u.holder is not None for u in units], dtype=bool)
    head = _numbered([u.head for u in units])
    headed = np.array([bool(u.head) for u in units], dtype=bool)
    denied = np.array([u.stance == "denied" for u in units], dtype=bool)
    planned = np.array([u.stance in ("planned", "possible") for u in units], dtype=bool)
    heads, held = [{u.head} - {""} for u in units], [u.words for u in units]
    told: list[NDArray[np.bool_]] = [
        voiced[i] & voiced[j] & (holder[i] == holder[j]),
        voiced[i] & voiced[j] & (holder[i] != holder[j]),
        denied[i] != denied[j],
        planned[i] != planned[j],
        headed[i] & (head[i] == head[j]),
        _meeting(heads, held, i, j) | _meeting(heads, held, j, i),
        _meeting([u.who for u in units], [u.who for u in units], i, j),
        _meeting([u.whom for u in units], [u.whom for u in units], i, j),
    ]
    return [
        *(column.astype(float) for column in told),
        _where([bool(u.quantities) for u in units], (i, j), lambda a, b: _apart_in(units, a, b)),
        _where([bool(u.times) for u in units], (i, j), lambda a, b: _days(units[a], units[b])),
    ]


def _meeting(
    ones: Sequence[Collection[str]], twos: Sequence[Collection[str]], i: Places, j: Places
) -> NDArray[np.bool_]:
    """Whether something of `ones` at `i` is among `twos` at `j`."""
    from scipy.sparse import csr_matrix  # heavy: loaded where it is needed

    columns: dict[str, int] = {}
    made = []
    for rows in (ones, twos):
        at, held = [0], [columns.setdefault(item, len(columns)) for row in rows for item in row]
        for row in rows:
            at.append(at[-1] + len(row))
        made.append((np.ones(len(held)), held, at))
    shape = len(ones), max(1, len(columns))
    left, right = (csr_matrix(rows, shape=shape) for rows in made)
    product = csr_matrix(left @ right.T).tocoo()
    met = product.row.astype(np.int64) * len(twos) + product.col
    found: NDArray[np.bool_] = np.isin(i * len(twos) + j, met)
    return found


def _where(
    given: Sequence[bool], pairs: tuple[Places, Places], of: Callable[[int, int], float]
) -> Numbers:
    """A value for each pair of units that both have something given, 0 for the others."""
    has = np.array(given, dtype=bool)
    i, j = pairs
    values = np.zeros(len(i))
    for n in np.flatnonzero(has[i] & has[j]).tolist():
        values[n] = of(int(i[n]), int(j[n]))
    return values


def _apart_in(units: Sequence[Unit], a: int, b: int) -> float:
    return float(_amounts_apart(units[a], units[b]))


def _amounts_apart(one: Unit, two: Unit) -> bool:
    """One thing counted, and no amount of it in common."""
    if not one.quantities or not two.quantities:
        return False
    heads = {q.head for q in one.quantities} & {q.head for q in two.quantities}
    return any(
        not {q.value for q in one.quantities if q.head == h}
        & {q.value for q in two.quantities if q.head == h}
        for h in heads
    )


def _days(one: Unit, two: Unit) -> float:
    """1 where both give days and some overlap, -1 where both do and none does, else 0."""
    mine = [(t.earliest, t.latest) for t in one.times if t.earliest and t.latest]
    yours = [(t.earliest, t.latest) for t in two.times if t.earliest and t.latest]
    if not mine or not yours:
        return 0.0
    meet = any(a <= d and c <= b for a, b in mine for c, d in yours if a and b and c and d)
    return 1.0 if meet else -1.0


def _names() -> tuple[str, ...]:
    found = []
    for name in _CHANNELS:
        found += [f"{name} cosine", f"{name} inside", f"{name} whole", f"{name} shared"]
        if name in ("names", "numbers", "said", "verbs"):
            found += [f"{name} none", f"{name} apart"]
    found += ["sentence cosine", "around cosine"]
    found += ["behind best, least", "behind best, most", "above mean, least", "above mean, most"]
    found += ["size", "size apart", "place apart", "place", "one text", "whole sentences"]
    found += ["one voice", "two voices", "one denied", "one planned", "one head", "head in other"]
    found += ["one doer", "one object", "amounts apart", "days"]
    return tuple(found)


FEATURES = _names()

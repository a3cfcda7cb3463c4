"""Trees of groups to stories, and these to the rows of the command.

trees ──cut──▶ (text or family, story) ──what each text is about──▶ story_of ──▶ members
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from sayso.model import Member, Story
from sayso.plain import Row, story_rows
from sayso.restored import from_plain
from sayso.run.spark.arriving import as_text
from sayso.run.spark.grouping import matrix, trees_of
from sayso.run.spark.tables import (
    Batch,
    Column,
    Frame,
    Tables,
    arrow,
    by_key,
    columns_of,
    rows_as_batch,
    stretches,
)
from sayso.run.spark.weighing import sketch_of
from sayso.stories.cut import cut
from sayso.stories.group import story_id, story_of
from sayso.stories.linkage import Merge
from sayso.stories.options import StoryOptions

_OF = "item bigint, key bigint"
_TOLD = "key bigint, n bigint, id string, story string, member string"
_ABOUT = ("id", "digest", "day", "words", "counts", "names", "shown", "length", "cased")
_AT_A_TIME = 1 << 12  # texts whose stories are told in one go


def parted(tables: Tables, trees: Frame, options: StoryOptions) -> Frame:
    """Each text or family (item) with the first of its story (key)."""
    step = partial(_cut, options=options)
    return tables.kept("parted", lambda: trees.mapInArrow(step, _OF))


def _cut(batches: Iterable[Batch], options: StoryOptions) -> Iterator[Batch]:
    for part in batches:
        rows = []
        for tree in trees_of(columns_of(part)):
            order = np.argsort(tree.leaves)
            leaves = tree.leaves[order]
            merges = _from_none(leaves, tree.merges.reshape(-1, 3), tree.between)
            for group in cut(merges, tree.lengths[order], options):
                rows += [(int(leaves[k]), int(leaves[group[0]])) for k in group]
        yield rows_as_batch(arrow(_OF), rows)


def _from_none(leaves: Column, merges: Column, between: Column) -> list[Merge]:
    """Merges with their leaves numbered from 0 on, and groups behind them, each after those that it
    builds on.
    """
    order = np.argsort(merges[:, 2])
    place = {n: k for k, n in enumerate([*leaves.tolist(), *merges[order, 2].tolist()])}
    rows = zip(merges[order].tolist(), between[order].tolist(), strict=True)
    return [Merge(place[a], place[b], place[into], alike) for (a, b, into), alike in rows]


def told(
    tables: Tables, of: Frame, items: Frame, *, known: tuple[Frame, Frame], most: int
) -> Frame:
    """The texts of all stories: key and n say their order. Those of a story of more than `most`
    have no reasons.

    known  what each text is about, and its row
    """
    from pyspark.sql import functions as f

    texts = items.join(of, "item").select("n", "key", "members")
    sizes = texts.groupBy("key").count()
    large = sizes.filter(f.col("count") > most).select("key", f.lit(True).alias("large"))
    whole = texts.join(f.broadcast(large), "key", "left").join(known[0], "n").join(known[1], "n")
    small = whole.filter("large is null").select("key", "n", *_ABOUT, "members", "ids", "weights")
    rest = whole.filter("large is not null").select("key", "n", "id")
    rows = by_key(small, _stories, _TOLD).unionByName(by_key(rest, _unexplained, _TOLD))
    return tables.kept("told", lambda: rows)


def _stories(batches: Iterable[Batch]) -> Iterator[Batch]:
    for key, n, *columns in stretches(batches, _AT_A_TIME):
        about, (members, ids, weights) = columns[:-3], columns[-3:]
        rows: list[tuple[object, ...]] = []
        for low, high in _runs(key):
            held = range(low, high)
            vectors, _ = matrix(ids[low:high], weights[low:high])
            sketches = [sketch_of(dict(zip(_ABOUT, _row(about, k), strict=True))) for k in held]
            kin = {columns[0][k]: tuple(members[k]) for k in held if members[k] is not None}
            rows += _rows(key[low:high], n[low:high], story_of(sketches, vectors, kin))
        yield rows_as_batch(arrow(_TOLD), rows)


def _unexplained(batches: Iterable[Batch]) -> Iterator[Batch]:
    for key, n, ids in stretches(batches, _AT_A_TIME):
        rows: list[tuple[object, ...]] = []
        for low, high in _runs(key):
            story = Story(story_id(ids[low:high]), tuple(map(Member, ids[low:high])))
            rows += _rows(key[low:high], n[low:high], story)
        yield rows_as_batch(arrow(_TOLD), rows)


def _runs(key: Column) -> Iterator[tuple[int, int]]:
    firsts = np.flatnonzero(np.diff(key, prepend=key[0] - 1)).tolist()
    return zip(firsts, [*firsts[1:], len(key)], strict=True)


def _row(about: list[Column], k: int) -> Iterator[object]:
    """The columns of one text; a day that is not known is None."""
    for name, column in zip(_ABOUT, about, strict=True):
        value = column[k]
        if name == "day":
            yield None if np.isnan(value) else int(value)
        elif name in ("length", "cased"):
            yield value.item()
        else:
            yield value.tolist() if isinstance(value, np.ndarray) else value


def _rows(key: Column, n: Column, story: Story) -> Iterator[tuple[object, ...]]:
    for k, place, member in zip(key, n, story.members, strict=True):
        yield k, place, member.doc_id, story.id, as_text(member)


def story_row(story: str, member: str) -> Row:
    """The row of the command for a text in a story, as `told` holds it.

    >>> story_row("5f", as_text(Member("a")))["doc"]
    'a'
    """
    return story_rows(Story(story, (from_plain(Member, json.loads(member)),)))[0]

"""Things joined into groups.

pairs ──roots, joined──▶ what is tied together by however many pairs
items, alike? ──linked──▶ groups in which each is like some other
items, fits? ──led──▶ groups in which each fits the first
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
Node = TypeVar("Node", str, int, tuple[str, ...], tuple[str, int])


def roots(pairs: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """Of everything that stands in a pair, the least of what pairs tie it to (union-find).

    >>> roots([("b", "c"), ("a", "c"), ("x", "y")])
    {'b': 'a', 'c': 'a', 'a': 'a', 'x': 'x', 'y': 'x'}
    """
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = parent[above]  # halve the path: keeps the walk short
            node = above
        return node

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {node: root(node) for node in parent}


def joined(pairs: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """The groups that pairs tie together, each sorted, in the order of their first.

    >>> joined([(4, 7), (1, 2), (7, 1), (3, 5)])
    [[1, 2, 4, 7], [3, 5]]
    """
    groups: defaultdict[Node, list[Node]] = defaultdict(list)
    for node, root in sorted(roots(pairs).items()):
        groups[root].append(node)
    return list(groups.values())


def linked(
    items: Iterable[T],
    alike: Callable[[T, T], bool],
    homes: Callable[[T, list[list[T]]], list[list[T]]] = lambda _, groups: groups,
) -> list[list[T]]:
    """Groups in which each item is like one that came before it; one like items of several groups
    makes these one.

    `homes` may refuse groups: it gives those of the groups holding one alike that the item joins.

    >>> linked([1, 10, 12, 2, 11], lambda a, b: abs(a - b) == 1)
    [[1, 2], [10, 12, 11]]
    """
    groups: list[list[T]] = []
    for item in items:
        near = homes(item, [g for g in groups if any(alike(item, other) for other in g)])
        groups = [g for g in groups if all(g is not home for home in near)]
        groups.append([*(other for home in near for other in home), item])
    return groups


def led(items: Iterable[T], fits: Callable[[T, list[T]], bool]) -> list[list[T]]:
    """Each item in the first group that it fits, alone where it fits none.

    >>> led(["harbour", "har", "quay", "qu"], lambda word, group: group[0].startswith(word))
    [['harbour', 'har'], ['quay', 'qu']]
    """
    groups: list[list[T]] = []
    for item in items:
        home = next((group for group in groups if fits(item, group)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups

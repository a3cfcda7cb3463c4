"""Which decisions of people bear on the dossier of a story: a dossier rests on these alone, so that
no other makes it stale.

    decisions in force ──by document──▶ those about its passages
                       ──by name──▶ those of whose names one is printed in its texts
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from sayso.archive import Archive
from sayso.lexicon import table
from sayso.model import Decision, DecisionKind
from sayso.text import letters

Texts = Sequence[tuple[str, str, int]]  # of every article its id, its digest, the run it came with
_ABOUT_PASSAGES: tuple[DecisionKind, ...] = ("not-a-conflict", "not-the-same-fact")


class Bearing:
    """Over an archive; what it finds is held until the texts or the decisions change."""

    def __init__(self, archive: Archive) -> None:
        """Nothing is read before it is asked for."""
        self._archive = archive
        self._version: str | None = None
        self._by_doc: dict[str, list[Decision]] = {}
        self._by_name: list[tuple[Decision, frozenset[str]]] = []
        self._found: dict[int, tuple[int, tuple[Decision, ...]]] = {}  # by story, with its texts

    def on(self, n: int, texts: Texts) -> tuple[Decision, ...]:
        """Those that bear on a story of these texts, in the order in which they were made."""
        self._update()
        held, key = self._found.get(n), hash(tuple(texts))
        if held is None or held[0] != key:
            about = {d.n: d for doc_id, _, _ in texts for d in self._by_doc.get(doc_id, ())}
            if self._by_name:
                about |= {d.n: d for d in self._named([doc_id for doc_id, _, _ in texts])}
            held = self._found[n] = key, tuple(about[k] for k in sorted(about))
        return held[1]

    def _update(self) -> None:
        decisions = self._archive.decisions
        version = decisions.version()
        if version == self._version:
            return
        by_doc: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in decisions.of_kinds(*_ABOUT_PASSAGES):
            for doc_id in {at.doc_id for at in decision.at}:
                by_doc[doc_id].append(decision)
        named = decisions.of_kinds("same-name")
        self._by_doc, self._by_name = by_doc, [(d, letters_of(d.about)) for d in named]
        self._found, self._version = {}, version

    def _named(self, doc_ids: Sequence[str]) -> list[Decision]:
        printed = [letters(f"{title}\n{text}") for title, text in self._archive.texts(doc_ids)]
        return [d for d, names in self._by_name if any(one in p for p in printed for one in names)]


def letters_of(names: Sequence[str]) -> frozenset[str]:
    """The letters of those names, and of what the table of names knows to be the same.

    >>> sorted(letters_of(["the E.U.", "Anna Lund"]))
    ['annalund', 'theeu']
    >>> "unitednationsorganization" in letters_of(["U.N."])
    True
    """
    own = {letters(name) for name in names}
    return frozenset(own.union(*(forms for forms in _known() if forms & own)))


@cache
def _known() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(letters(form) for form in (name, *listed.split(";")))
        for name, _, listed in table("aliases")
    )

"""How many articles of a large archive hold each word, kept in it: a window of days then weighs
words as the whole archive does, and finds the stories that grouping all at once would.

    articles since ──sketches──▶ counts ──added to those of before──▶ Frequencies, kept
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from sayso import stories
from sayso.archive import Archive
from sayso.model import Document
from sayso.pipeline import Runner
from sayso.survivors import Outcome, survive

Sketcher = Callable[[Document], stories.StorySketch]
_STATE = "word-frequencies"
_LATE = 0.01  # share of the articles that may be uncounted: a logarithm does not notice
_PORTION = 200  # articles counted in one go


class KeptFrequencies:
    """The counts of one archive. An article that is revised counts again, one that is withdrawn
    goes on to count: these are few.
    """

    def __init__(self, archive: Archive, run: Runner) -> None:
        """Nothing is read before it is asked for."""
        self._archive = archive
        self._run = run
        self._held: tuple[int, stories.Frequencies] | None = None

    def open(self) -> tuple[int, stories.Frequencies]:
        """The counts that are kept, and the run up to which they were made."""
        if self._held is None:
            run, documents, words = json.loads(self._archive.state(_STATE) or "[0, 0, {}]")
            self._held = run, stories.Frequencies(documents, words)
        return self._held

    def today(self, sketch: Sketcher | None = None) -> stories.Frequencies:
        """The counts, brought up to what the archive holds where that has grown since; `sketch`
        gives what is known of a text already, so that all is counted in this process.
        """
        run, held = self.open()
        fresh = self._archive.added_since(run)
        if len(fresh) <= _LATE * held.documents:
            return held
        last, counts = self._archive.last_run(), Counter(held.words)
        portions = (
            self._archive.many(fresh[k : k + _PORTION]) for k in range(0, len(fresh), _PORTION)
        )
        runner = map if sketch else self._run
        for outcome in runner(partial(_counted, sketch=sketch), portions):
            counts.update(outcome.made or {})
        held = stories.Frequencies(held.documents + len(fresh), dict(counts))
        self._held = last, held
        self._archive.set_state(_STATE, json.dumps([last, held.documents, held.words]))
        return held


def _counted(docs: Sequence[Document], sketch: Sketcher | None = None) -> Outcome[Counter[str]]:
    """Articles that cannot be sketched are left out here; the journey refuses them by name."""

    def count(some: Sequence[Document]) -> Counter[str]:
        return Counter(word for doc in some for word in (sketch or stories.sketch)(doc).words)

    return survive(count, docs, "counted")

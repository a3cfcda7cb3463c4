"""How near passages stand to a text by meaning, as the model sees it that comparing uses, too.

text, passages ──vectors of word pieces──▶ the share of each that the other answers
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from sayso.findings.facts.meaning import FEATURES, Floats, Meaning, answered

# Both shares of a text and a passage that are near, and the share of a topic that a claim on it
# answers. By nine texts and ten topics asked of the bundled example: what was told stood at .53
# and above (topics .68), what was not at .36 and below (topics .52). Nothing is decided by them.
NEAR = 0.45
ON_TOPIC = 0.6
_HELD = 3_000  # texts whose vectors are held: some 100 MB
_LEAST, _MOST = FEATURES.index("answered, least"), FEATURES.index("answered, most")


class Nearness:
    """The model of meaning, and the vectors of what it was last asked of."""

    def __init__(self, meaning: Meaning) -> None:
        """`meaning` as `readings` opens it."""
        self._meaning = meaning
        self._held: OrderedDict[str, tuple[Floats, Floats]] = OrderedDict()

    def of(self, text: str, groups: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
        """For each group of passages how much of the nearest and of the text the other answers: of
        the two shares the smaller, and the larger, each the best of the group, 0 to 1.
        """
        flat = [passage for group in groups for passage in group]
        if not flat:
            return []
        self._fill([text, *flat])
        held = [self._held[text], *(self._held[passage] for passage in flat)]
        rows = answered(held, np.zeros(len(flat), np.int64), np.arange(1, len(flat) + 1))
        found, at = [], 0
        for group in groups:
            some = rows[at : at + len(group)]
            least = float(some[:, _LEAST].max()) if len(group) else 0.0
            found.append((least, float(some[:, _MOST].max()) if len(group) else 0.0))
            at += len(group)
        self._trim()
        return found

    def _fill(self, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._held]
        self._held |= dict(zip(new, self._meaning(new), strict=True)) if new else {}
        for text in texts:
            self._held.move_to_end(text)

    def _trim(self) -> None:
        while len(self._held) > _HELD:
            self._held.popitem(last=False)

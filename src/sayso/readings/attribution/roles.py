"""Run the attribution model: for every cue of a text its source, its cue words and its content.

The network first says of every word piece how likely a cue begins there. For each likely one it
then reads the paragraph again, told where the cue is, and scores every piece as none, source, cue
or content; the best chain is kept.

    windows ──encoder──▶ likely cues ──conditioned layer──▶ scores of roles ──best chain──▶ Reported
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.readings.attribution.windows import PieceRun, Window, pack, segments
from sayso.readings.page.models import Floats, Ints
from sayso.text import Span

SOURCE, CUE, CONTENT = 1, 2, 3
REACH = 80  # pieces read on each side of a cue inside its paragraph, as in training
# chance of a cue from which its paragraph is read for it; below, one in forty is one (bench/quotes)
LIKELY = 0.1
# windows read before their chains are sought, so that memory stays bounded in a text of any length
_TOGETHER = 32


class Network(Protocol):
    """The two halves of the model, however they are run; `threads` texts are read at a time."""

    @property
    def threads(self) -> int:
        """How many texts are read at a time."""
        ...

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """Vectors (length, width) of the pieces, and each one's score of beginning a cue
        (length).
        """
        ...

    def condition(self, vectors: Floats, anchor: int) -> tuple[Floats, float, Floats]:
        """Scores of roles (length, roles) for the cue at `anchor`, of it being one, and the table
        of transitions.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reported:
    """One attribution as the model reads it; spans are offsets in the text, `anchor` that of the
    cue's first piece.

    cue_score, valid_score, margin   log-odds of a cue, of an attribution at it, and the mean margin
                                     of its roles
    nested, cited                    found in the content of another, read by itself; in what
                                     another quotes or cites
    """

    anchor: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_score: float
    valid_score: float
    margin: float
    nested: bool = False
    cited: bool = False


class Attributor(Network, Protocol):
    """The model with the tokenizer that it was trained with."""

    @property
    def tokenizer(self) -> Tokenizer:
        """Cuts words into the model's pieces."""
        ...


def read_pieces(
    texts: Sequence[tuple[str, Sequence[Span]]], model: Attributor
) -> list[list[Reported]]:
    """The attributions of several texts, each given with the stretches of it (paragraphs) that are
    to be read.
    """
    return read_roles([segments(text, spans, model.tokenizer) for text, spans in texts], model)


def read_roles(texts: Sequence[Sequence[PieceRun]], network: Network) -> list[list[Reported]]:
    """The attributions of several texts, each given as its segments, in the order of their anchors.

    Texts are read apart, each in batches of its own, so that none is read differently beside
    others.
    """
    with ThreadPoolExecutor(network.threads) as pool:
        return list(pool.map(lambda parts: _of_text(parts, network), texts))


def _of_text(parts: Sequence[PieceRun], network: Network) -> list[Reported]:
    windows = pack(parts)
    portions = (windows[n : n + _TOGETHER] for n in range(0, len(windows), _TOGETHER))
    return sorted(
        (reported for held in portions for reported in _reported(held, network)),
        key=lambda t: (t.anchor, t.cue),
    )


@dataclass(frozen=True, slots=True)
class _Crop:
    """The stretch of a segment that is read for one cue, and its vectors."""

    segment: PieceRun
    first: int  # of the stretch, in the segment
    stop: int
    anchor: int  # in the segment
    score: float
    vectors: Floats

    @property
    def goes_on(self) -> list[bool]:
        """For each piece of the stretch whether it goes on with the word before."""
        return list(self.segment.inner[self.first : self.stop])


def _crops(window: Window, network: Network) -> Iterator[_Crop]:
    """The stretches of a window around the likely cues."""
    vectors, scores = network.encode(np.array(window.ids, np.int64))
    least = float(np.log(LIKELY / (1 - LIKELY)))
    for segment, start in zip(window.segments, window.starts, strict=True):
        size = len(segment.ids)
        for anchor in np.flatnonzero(scores[start : start + size] > least).tolist():
            first, stop = max(0, anchor - REACH), min(size, anchor + REACH)
            held = vectors[start + first : start + stop]
            yield _Crop(segment, first, stop, anchor, float(scores[start + anchor]), held)


def _reported(windows: Sequence[Window], network: Network) -> Iterator[Reported]:
    # One window, one cue at a time: without padding nothing is computed in vain, and a batch gains
    # nothing on a CPU.
    crops = [crop for window in windows for crop in _crops(window, network)]
    if not crops:
        return
    read = [network.condition(c.vectors, c.anchor - c.first) for c in crops]
    lengths = np.array([c.stop - c.first for c in crops])
    scores = np.zeros((len(crops), int(lengths.max()), read[0][0].shape[1]), np.float32)
    for row, (roles, _, _) in enumerate(read):
        scores[row, : lengths[row]] = roles
    chains = best_chains(scores, lengths, read[0][2])
    for row, (crop, (roles, valid, _)) in enumerate(zip(crops, read, strict=True)):
        yield _spelled_out(crop, chains[row, : lengths[row]], roles, valid)


def _spelled_out(crop: _Crop, chain: Ints, scores: Floats, valid: float) -> Reported:
    """The attribution that a chain of roles says; the margin of a place is by how much its best
    role leads.
    """
    held = chain == CONTENT
    ordered = np.sort(scores, axis=1)
    margin = float((ordered[:, -1] - ordered[:, -2])[held].mean()) if held.any() else 0.0
    sources = _best_run(chain == SOURCE, scores[:, SOURCE] - scores[:, 0])
    source, cue, content = (_spans(crop, part) for part in (sources, chain == CUE, held))
    at = crop.segment.places[crop.anchor][0]
    return Reported(at, source, cue, content, crop.score, valid, margin)


def best_chains(scores: Floats, lengths: Ints, moves: Floats) -> Ints:
    """The best chain of roles of each row by Viterbi; `moves` has one row and column more, for
    start and end.

    >>> scores = np.array([[[0.0, 2.0], [1.0, 0.9]]], np.float32)
    >>> moves = np.array([[0, -5, 0], [-5, 0, 0], [0, 0, 0]], np.float32)
    >>> best_chains(scores, np.array([2]), moves).tolist()
    [[1, 1]]
    """
    rows, steps, roles = scores.shape
    inner, start, end = moves[:roles, :roles], moves[roles, :roles], moves[:roles, roles]
    total = start + scores[:, 0]
    back = np.tile(np.arange(roles), (rows, steps, 1))
    for t in range(1, steps):
        ways = total[:, :, None] + inner[None]
        live = (t < lengths)[:, None]
        back[:, t] = np.where(live, ways.argmax(1), back[:, t])
        total = np.where(live, ways.max(1) + scores[:, t], total)
    chain = np.zeros((rows, steps), np.int64)
    chain[:, -1] = (total + end).argmax(1)
    for t in range(steps - 1, 0, -1):
        chain[:, t - 1] = np.take_along_axis(back[:, t], chain[:, t, None], 1)[:, 0]
    return chain


def _spans(crop: _Crop, held: NDArray[np.bool_]) -> tuple[Span, ...]:
    """Runs of held pieces as characters of the text; a word of which one piece is held is held
    whole.
    """
    places = crop.segment.places[crop.first : crop.stop]
    spans: list[Span] = []
    for first, stop in _runs(held):
        while first > 0 and crop.goes_on[first]:
            first -= 1
        while stop < len(places) and crop.goes_on[stop]:
            stop += 1
        span = (places[first][0], places[stop - 1][1])
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    return tuple(spans)


def _runs(held: NDArray[np.bool_]) -> list[Span]:
    """First and last (exclusive) place of each run of held ones."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], held.astype(np.int8), [0]))))
    return [(a, b) for a, b in edges.reshape(-1, 2).tolist()]


def _best_run(held: NDArray[np.bool_], gain: Floats) -> NDArray[np.bool_]:
    """Only the run of held pieces that gains most: an attribution has one source."""
    runs = _runs(held)
    if len(runs) < 2:
        return held
    first, stop = max(runs, key=lambda run: float(gain[run[0] : run[1]].sum()))
    kept = np.zeros_like(held)
    kept[first:stop] = True
    return kept

"""Cut a text into windows of word pieces for the attribution model, each piece knowing its place in
the text.

Neighbouring paragraphs share a window as long as they fit, so that a paragraph is read with what
stands around it. A paragraph longer than a window is cut behind a sentence's end where there is
one.

    paragraphs ──word pieces──▶ segments ──packed, in order──▶ Window
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from sayso.text import Span

# pieces of a window, the first and the partition marks included; the model was trained on these
LONGEST = 192
_START, _PART = 101, 102  # [CLS] and [SEP] of the BERT vocabulary
_STOPS = frozenset({".", "?", "!"})
_CLOSERS = frozenset({"”", '"', "'", "’", "»", ")"})


@dataclass(frozen=True, slots=True)
class PieceRun:
    """A paragraph, or a part of one: its word pieces, the characters of the text that each covers,
    and which of them go on with the word before.
    """

    ids: tuple[int, ...]
    places: tuple[Span, ...]
    inner: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Segments that are read together; `starts[n]` is the place of the first piece of segment n
    among `ids`.
    """

    ids: tuple[int, ...]
    segments: tuple[PieceRun, ...]
    starts: tuple[int, ...]


def segments(text: str, paragraphs: Sequence[Span], tokenizer: Tokenizer) -> list[PieceRun]:
    """The word pieces of the paragraphs, longer ones cut; a paragraph without any piece
    gives none.
    """
    encoded = tokenizer.encode_batch([text[s:e] for s, e in paragraphs], add_special_tokens=False)
    found: list[PieceRun] = []
    for (base, _), encoding in zip(paragraphs, encoded, strict=True):
        ids, places = encoding.ids, encoding.offsets
        for first, stop in _cuts(encoding, LONGEST - 2):
            held = tuple((base + s, base + e) for s, e in places[first:stop])
            words = encoding.word_ids[first:stop]
            inner = tuple(a == b for a, b in itertools.pairwise([None, *words]))
            found.append(PieceRun(tuple(ids[first:stop]), held, inner))
    return found


def pack(parts: Sequence[PieceRun], longest: int = LONGEST) -> list[Window]:
    """Windows of at most `longest` pieces, each opened by a start mark, each segment closed by a
    partition mark.
    """
    windows: list[Window] = []
    held: list[PieceRun] = []
    size = 1
    for part in parts:
        if held and size + len(part.ids) + 1 > longest:
            windows.append(_window(held))
            held, size = [], 1
        held.append(part)
        size += len(part.ids) + 1
    return [*windows, _window(held)] if held else windows


def _window(held: Sequence[PieceRun]) -> Window:
    ids, starts = [_START], []
    for part in held:
        starts.append(len(ids))
        ids += [*part.ids, _PART]
    return Window(tuple(ids), tuple(held), tuple(starts))


def _cuts(encoding: Encoding, room: int) -> list[Span]:
    """Ranges of pieces of at most `room`, cut behind the last sentence's end in the second half of
    the room.
    """
    tokens, cuts, first = encoding.tokens, [], 0
    while len(tokens) - first > room:
        stop = first + room
        for at in range(stop - 1, first + room // 2, -1):
            if tokens[at] in _STOPS:
                stop = at + 1 + (tokens[at + 1] in _CLOSERS if at + 1 < first + room else 0)
                break
        cuts.append((first, stop))
        first = stop
    return [*cuts, (first, len(tokens))] if len(tokens) > first else cuts

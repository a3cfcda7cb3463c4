"""Count how often each cue reports in each construction, on PolNeAR's training part, and print `cues.tsv`.

python bench/quotes/learn.py > src/sayso/lexicon/en/cues.tsv
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from polnear import Reference, data_folder, pieces_of, read_folder, token_spans, within

from sayso.readings.attributions import eligible
from sayso.readings.cues import cue_lemma
from sayso.readings.marks import mark
from sayso.readings.models import open_models
from sayso.readings.shapes import candidates
from sayso.readings.sources import source_span
from sayso.text import quoted_spans

KEEP = 0.22  # smoothed precision from which a pair is written; below attributions.py’s least, so that can vary
LEAST = 3  # candidates of a pair before its own count is believed
PRIOR = 3.0  # weight of the construction's rate among rare lemmas, in candidates
CLAUSES = frozenset({"that", "that+q", "question", "question+q", "clause", "clause+q"})


def count(references: list[Reference]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Candidates and right ones by (lemma, construction)."""
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    nlp = open_models().nlp
    for ref in references:
        tokens = token_spans(ref.text)
        gold = [(within(tokens, content), within(tokens, source)) for content, source, _ in ref.rows]
        spans = quoted_spans(ref.text)
        for piece in pieces_of(ref, nlp):
            marked = mark(piece, spans)
            for found in candidates(marked):
                if found.source is None or not eligible(marked, found):
                    continue
                start, end = source_span(marked, found.source, found.cue)
                source = within(tokens, [(piece.base + start, piece.base + end)])
                content = within(tokens, [(piece.base + s, piece.base + e) for s, e in found.content])
                key = (cue_lemma(found.lemma), found.shape)
                seen[key] += 1
                right[key] += any(source & s and _same(content, c, found.shape) for c, s in gold if c and content)
    return seen, right


def _same(content: frozenset[int], gold: frozenset[int], shape: str) -> bool:
    """Alike by the scorer's measure; of a spoken turn the beginning is enough, as later sentences join it."""
    if shape in ("around", "quote") and content <= gold and min(content) == min(gold):
        return True
    return len(content & gold) >= 0.8 * len(content | gold)


def main() -> None:
    """Print the table."""
    seen, right = count(read_folder(data_folder() / "polnear" / "train"))
    rare_seen: Counter[str] = Counter()
    rare_right: Counter[str] = Counter()
    for (lemma, shape), n in seen.items():
        if n <= LEAST:
            rare_seen[shape] += n
            rare_right[shape] += right[lemma, shape]
    print(
        "# Cues: lemma, construction, share of its candidates that are attributions (PolNeAR train), candidates seen."
    )
    print("# Written by bench/quotes/learn.py. `*` stands for every lemma that is not listed.")
    prior = {shape: (rare_right[shape] + 0.2) / (n + 10) for shape, n in rare_seen.items()}
    for shape in sorted(prior):
        if not shape.startswith("prep:") or prior[shape] >= KEEP:
            print(f"*\t{shape}\t{prior[shape]:.2f}\t{rare_seen[shape]}")
    pooled_seen, pooled_right = _pooled(seen), _pooled(right)
    pairs = {(lemma, shape) for lemma, _ in pooled_seen for shape in CLAUSES} | set(seen)
    for lemma, shape in sorted(pairs):
        n, pool = seen[lemma, shape], pooled_seen[lemma, shape in CLAUSES]
        own = prior.get(shape, 0.1)
        if shape in CLAUSES:
            own = (pooled_right[lemma, True] + PRIOR * own) / (pool + PRIOR)
        rate = (right[lemma, shape] + PRIOR * own) / (n + PRIOR)
        known = n >= LEAST or (shape in CLAUSES and pool >= LEAST)
        listed = rate >= KEEP or (n >= 10 and prior.get(shape, 0.0) >= KEEP)
        if known and listed and lemma.isascii() and lemma.replace("-", "").isalpha():
            print(f"{lemma}\t{shape}\t{rate:.2f}\t{n}")


def _pooled(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, bool]]:
    """Counts of a lemma's clauses together: one that reports with "that" reports without it."""
    pooled: Counter[tuple[str, bool]] = Counter()
    for (lemma, shape), n in counts.items():
        if shape in CLAUSES:
            pooled[lemma, True] += n
    return pooled


if __name__ == "__main__":
    main()

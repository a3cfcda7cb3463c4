"""Count what is missed and falsely found on PolNeAR dev, and the causes of the errors that were
read by eye.

    python bench/quotes/errors.py [--sample]

errors.tsv keeps the labels: side, digest of the text's id, start and end of the content, cause, and
how far it is an error. The texts are not kept. `--sample` prints the errors that the fixed seed
draws now, to be read beside the texts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from run import printed

from polnear import Reference, Span, data_folder, matched, read_folder, token_spans, within

LABELS = Path(__file__).with_name("errors.tsv")
SEED, EACH = 20160101, 60
ALIKE, NEAR = (
    0.8,
    0.3,
)  # Jaccard over tokens: the measure's own, and the least that is still the same attribution


@dataclass(frozen=True, slots=True)
class Error:
    """A reference that no row meets (`miss`) or a row that meets no reference (`false`)."""

    side: str
    text: str  # first characters of the SHA-256 of the text's id
    content: Span  # from its first to its last character
    outcome: str

    @property
    def key(self) -> tuple[str, str, Span]:
        """What a label is kept under."""
        return self.side, self.text, self.content


def main() -> None:
    """Print the counts, or with --sample the drawn errors, one a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", action="store_true")
    args = parser.parse_args()
    references = read_folder(data_folder() / "polnear" / "dev")
    rows, _ = printed(references)
    found = [error for ref in references for error in errors(ref, rows[ref.id])]
    if args.sample:
        for error in sample(found):
            print(error.side, error.text, *error.content, error.outcome, sep="\t")
        return
    outcomes = Counter((error.side, error.outcome) for error in found)
    labels = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()]
    now = {error.key for error in found}
    still = sum((side, text, (int(a), int(b))) in now for side, text, a, b, *_ in labels)
    causes = Counter((cause, side) for side, _, _, _, cause, _ in labels)
    degrees = Counter((side, degree) for side, *_, degree in labels)
    tables = {"all": outcomes, "read, by cause": causes, "read, how far an error": degrees}
    print(
        json.dumps(
            {name: _plain(table) for name, table in tables.items()} | {"read, still errors": still},
            indent=1,
        )
    )


def sample(found: Sequence[Error]) -> list[Error]:
    """As many misses and as many false finds as the seed draws."""
    dice = random.Random(SEED)
    drawn = [dice.sample([e for e in found if e.side == side], EACH) for side in ("miss", "false")]
    return [error for side in drawn for error in side]


def errors(ref: Reference, got: Sequence[dict[str, Any]]) -> Iterable[Error]:
    """Misses, then false finds, of one text."""
    tokens = token_spans(ref.text)
    gold = [within(tokens, content) for content, _, _ in ref.rows]
    ours = [within(tokens, row["content"]) for row in got]
    pairs = [(value, i, j) for value, i, j in matched(gold, ours) if value > 0]
    meets = {(i, j): _meets(tokens, ref.rows[i][1], got[j]) for _, i, j in pairs}
    right = {(i, j) for value, i, j in pairs if value >= ALIKE and meets[i, j]}
    named = hashlib.sha256(ref.id.encode()).hexdigest()[:12]
    of_gold = {i: (value, i, j) for value, i, j in pairs}
    of_ours = {j: (value, i, j) for value, i, j in pairs}
    for i, (content, source, _) in enumerate(ref.rows):
        if i not in {i for i, _ in right}:
            yield Error(
                "miss", named, _reach(content), _outcome(of_gold.get(i), sourced=bool(source))
            )
    for j, row in enumerate(got):
        if j not in {j for _, j in right}:
            sourced = j not in of_ours or bool(ref.rows[of_ours[j][1]][1])
            yield Error(
                "false", named, _reach(row["content"]), _outcome(of_ours.get(j), sourced=sourced)
            )


def _meets(tokens: list[Span], source: Sequence[Span], row: dict[str, Any]) -> bool:
    return bool(within(tokens, source) & within(tokens, row["source"] or []))


def _reach(spans: Sequence[Sequence[int]]) -> Span:
    return min(s[0] for s in spans), max(s[1] for s in spans)


def _outcome(pair: tuple[float, int, int] | None, *, sourced: bool) -> str:
    if not sourced:
        return "the reference names no source"
    if pair is None or pair[0] < NEAR:
        return "no counterpart"
    return "content right, source not" if pair[0] >= ALIKE else "content partly right"


def _plain(table: Counter[tuple[str, str]]) -> dict[str, int]:
    return {": ".join(key): n for key, n in sorted(table.items())}


if __name__ == "__main__":
    main()

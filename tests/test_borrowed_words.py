"""No sentence of the five test articles stands in the program or its tests, nor a thin paraphrase
of one: a rule that is proved by the sentence that it was written for is not proved.

A run of four words counts where at least two of them are no stop words.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sayso.lexicon import words

ROOT = Path(__file__).parents[1]
SEEDS = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared")) / "seeds"
SIZE = 4  # words of a run
LEAST = 2  # content words among them
# Set phrases and names that any news has.
COMMON = frozenset(
    {"on condition of anonymity", "spoke on condition of", "islamic revolutionary guard corps"}
)


def runs(text: str) -> set[str]:
    """Runs of words that say something, lower-cased, joined by spaces."""
    found = [w.replace("’", "'").lower() for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)]
    stop = words("stopwords")
    some = (found[i : i + SIZE] for i in range(len(found) - SIZE + 1))
    return {" ".join(run) for run in some if sum(w not in stop for w in run) >= LEAST} - COMMON


def test_a_paraphrase_is_noticed() -> None:
    article = "The mayor, it turned out, never rode the rusty ferry to Vessby."
    borrowed = runs(article) & runs('{"text": "Ruiz once rode the rusty ferry."}')
    assert borrowed == {"rode the rusty ferry"}
    assert not runs(article) & runs("It turned out that she was there.")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five test articles are not there")
@pytest.mark.parametrize("folder", ["src", "tests", "examples"])
def test_nothing_is_borrowed_from_the_five_articles(folder: str) -> None:
    theirs = {run for path in SEEDS.iterdir() for run in runs(path.read_text(encoding="utf-8"))}
    ours = (
        path
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".json", ".tsv", ".txt", ".jsonl", ".html")
        and "regression" not in path.parts
    )
    borrowed = {
        f"{path.relative_to(ROOT)}: {run}"
        for path in ours
        for run in runs(path.read_text(encoding="utf-8")) & theirs
    }
    assert not borrowed

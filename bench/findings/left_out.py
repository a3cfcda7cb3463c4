"""Findings on the labelled stories, each scored by a scorer that was trained without it; and the
baselines beside it.

The shipped coefficients were learned from these stories too, so `run.py` flatters them. Here the
regressions are trained anew for every story, on all others, and the official scorer counts what is
printed. (The model of meaning saw none of these stories.)

    python bench/findings/left_out.py [FOLDER that keeps the stories once read]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from run import DATA, SCORER

sys.path.insert(0, str(Path(__file__).parents[2] / "training" / "findings"))
from judged_pairs import GOLD, Labelled, gold_stories, judged_stories
from scorer import meant_of, train, unseen_stories

from sayso.findings import compare
from sayso.findings.facts.same import Scorers
from sayso.plain import finding_row
from sayso.readings import open_models
from sayso.text import fold_words


def official() -> ModuleType:
    """The scorer as a module; Python takes a name for it from no path."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Say = Callable[..., tuple[list[dict[str, Any]], float]]


def saying(stories: list[Labelled], scorers: dict[str, Scorers]) -> Say:
    """What `sayso findings` would print for a labelled story, by the scorers trained without it."""
    by_texts = {frozenset(doc.id for doc in s.case.documents): s for s in stories}
    meaning = open_models().meaning

    def say(*args: str, stdin: str | None = None) -> tuple[list[dict[str, Any]], float]:
        with Path(args[-1]).open(encoding="utf-8") as lines:
            story = by_texts[frozenset(str(json.loads(line)["id"]) for line in lines)]
        found = compare(story.case, meaning=meaning, scorers=scorers[story.name])
        return [finding_row(f, story.case.texts) for f in found.findings], 0.0

    return say


def main(kept: Path) -> int:
    """Print the scorer's answer for both sets, and the baselines."""
    missing = [str(DATA / name) for name in (*GOLD, *GOLD.values()) if not (DATA / name).exists()]
    if missing:
        print(f"findings: not measured, {', '.join(missing)} is not there (set SAYSO_DATA)")
        return 0
    judged, gold = list(judged_stories(DATA, kept)), list(gold_stories(DATA, kept))
    meaning, unseen = meant_of([*judged, *gold]), unseen_stories(judged)
    scorers = {
        s.name: train(judged, [other for other in gold if other is not s], meaning, unseen)
        for s in gold
    }
    score = official()
    score.say = saying(gold, scorers)  # type: ignore[attr-defined]
    for name, articles in GOLD.items():
        answer = score.findings(str(DATA / name), str(DATA / articles))
        answer.pop("stories")
        print(name, json.dumps(answer, indent=1), flush=True)
        print(name, json.dumps({"baselines": baselines(DATA / name, DATA / articles, score)}))
    return 0


# ---- baselines -------------------------------------------------------------------


def baselines(gold: Path, articles: Path, score: ModuleType) -> dict[str, dict[str, float]]:
    """Cosine of TF-IDF over sentences, and over their runs of four characters: best F1 over
    labelled pairs, at the threshold that fits the answer best, and recall at precision .85.
    """
    docs = {str(row["id"]): row for row in score.rows_of(str(articles))}
    found: dict[str, tuple[list[float], list[bool]]] = {"words": ([], []), "4-grams": ([], [])}
    for path in sorted(gold.glob("*.json")):
        labels = json.loads(path.read_text("utf-8"))
        sentences = [
            (str(doc), start, end)
            for doc in labels["docs"]
            for start, end in _sentences(docs[str(doc)]["text"])
        ]
        told = _told(labels, docs, sentences)
        pairs = [
            (i, j)
            for i in range(len(sentences))
            for j in range(i)
            if sentences[i][0] != sentences[j][0] and told[i] and told[j]
        ]
        for kind, (values, right) in found.items():
            rows = [_items(docs[d]["text"][a:b], kind) for d, a, b in sentences]
            matrix = _weighted(rows)
            cosine = (matrix @ matrix.T).toarray()
            values += [float(cosine[i, j]) for i, j in pairs]
            right += [bool(told[i] & told[j]) for i, j in pairs]
    return {kind: _curve(np.array(v), np.array(r)) for kind, (v, r) in found.items()}


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [n + 1 for n, c in enumerate(text) if c in ".!?\n"] + [len(text)]
    starts = [0, *ends[:-1]]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if len(text[a:b].split()) > 3]


def _told(
    labels: dict[str, Any], docs: dict[str, Any], sentences: list[tuple[str, int, int]]
) -> list[set[int]]:
    """For each sentence the facts that it holds half of a telling of."""
    told: list[set[int]] = [set() for _ in sentences]
    for n, fact in enumerate(labels["facts"]):
        for telling in fact["tellings"]:
            doc = str(telling["doc"])
            start = telling.get("start", docs[doc]["text"].find(telling.get("text", "")))
            end = telling.get("end", start + len(telling.get("text", "")))
            for k, (home, a, b) in enumerate(sentences):
                if home == doc and min(b, end) - max(a, start) >= 0.5 * min(b - a, end - start):
                    told[k].add(n)
    return told


def _items(text: str, kind: str) -> set[str]:
    words = [w for w, _, _ in fold_words(text)]
    line = " ".join(words)
    return set(words) if kind == "words" else {line[k : k + 4] for k in range(len(line) - 3)}


def _weighted(rows: list[set[str]]) -> csr_matrix:
    columns = {item: n for n, item in enumerate(sorted(set().union(*rows)))}
    count = np.zeros(len(columns))
    for row in rows:
        for item in row:
            count[columns[item]] += 1
    at = np.cumsum([0, *map(len, rows)])
    where = [columns[item] for row in rows for item in sorted(row)]
    matrix = csr_matrix((np.log(1 + len(rows) / count)[where], where, at))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()).clip(1e-9)
    return csr_matrix(matrix.multiply(1 / length[:, None]))


def _curve(values: np.ndarray, right: np.ndarray) -> dict[str, float]:
    order = np.argsort(-values)
    hits = np.cumsum(right[order])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / max(1, hits[-1])
    best = 2 * precision * recall / (precision + recall).clip(1e-9)
    held = recall[precision >= 0.85]
    return {"F": round(float(best.max()), 3), "R at P .85": round(float(held.max(initial=0.0)), 3)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kept", nargs="?", default="kept", help="folder for the stories once read")
    sys.exit(main(Path(parser.parse_args().kept)))

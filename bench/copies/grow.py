"""What growing costs: memory and time of many synthetic articles at once, and of one more in an
index of 100,000.

    python bench/copies/grow.py [--articles 1000000] [--index 100000] [--skip-million]

Articles are made of random words out of a vocabulary with Zipf frequencies, as long as those of
data/bulk (700 words in the middle, log-normal), one in fifty a cut copy of another; the text of
each follows from its number alone, so that none needs to be kept. Prints one JSON object. No data
set is needed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from typing import Any

import numpy as np

from sayso.copies import group, sketches
from sayso.copies.index import CopyIndex, add, find
from sayso.model import Document
from sayso.run import Processes

_WORDS = 60_000
_PORTION = 500


def vocabulary() -> np.ndarray[Any, Any]:
    """Pronounceable words, the same every time."""
    rng = np.random.default_rng(7)
    parts = np.array([c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"])
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        words["".join(rng.choice(parts, rng.integers(1, 5)))] = None
    return np.array(list(words))


VOCABULARY = vocabulary()
_FREQUENCY = 1 / np.arange(10, _WORDS + 10)
_CUMULATED = np.cumsum(_FREQUENCY / _FREQUENCY.sum())


def article(number: int) -> Document:
    """The article of that number: every fiftieth is the second half of the one before it."""
    copied = number % 50 == 49
    rng = np.random.default_rng(number - copied)
    size = int(np.clip(rng.lognormal(6.55, 0.6), 60, 6000))
    words = VOCABULARY[np.searchsorted(_CUMULATED, rng.random(size))]
    text = " ".join(words[size // 2 :] if copied else words)
    return Document(f"d{number:07}", text)


def numbered(doc_id: str) -> Document:
    """The article by its id."""
    return article(int(doc_id[1:]))


def made(numbers: range) -> list[Any]:
    """Sketches of the articles of these numbers: one step of a process."""
    return sketches(article(n) for n in numbers)


def peak_gib() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def many(articles: int, run: Processes) -> dict[str, Any]:
    """All at once: memory and time; the copies are known, so recall is told too."""
    began = time.perf_counter()
    found = [
        s
        for portion in run(
            made, [range(k, min(k + _PORTION, articles)) for k in range(0, articles, _PORTION)]
        )
        for s in portion
    ]
    sketched = time.perf_counter()
    held = peak_gib()
    graph = group(found, numbered, run=run)
    ended = time.perf_counter()
    wanted = articles // 50
    hit = sum(int(c.b[1:]) % 50 == 49 and int(c.b[1:]) - int(c.a[1:]) == 1 for c in graph.copies)
    return {
        "articles": articles,
        "hashes an article": round(sum(len(s.hashes) for s in found) / articles),
        "bytes an article": round(
            sum(s.hashes.nbytes + sys.getsizeof(s) + 160 for s in found) / articles
        ),
        "made and sketched, s": round(sketched - began, 1),
        "grouped, s": round(ended - sketched, 1),
        "peak GiB after sketching": round(held, 2),
        "peak GiB": round(peak_gib(), 2),
        "copies found": f"{hit} of {wanted}",
        "other rows": len(graph.copies) - hit,
    }


def one_more(size: int, tried: int = 300) -> dict[str, Any]:
    """Adding one article to an index of `size`, and finding its copies there."""
    index = CopyIndex()
    for k in range(0, size, 20_000):
        index = add(index, made(range(k, min(k + 20_000, size))))
    docs = [article(n) for n in range(size, size + tried)]
    adding, finding, found = [], [], 0
    for doc in docs:
        began = time.perf_counter()
        found += len(find(index, doc, numbered))
        met = time.perf_counter()
        index = add(index, sketches([doc]))
        finding.append(met - began)
        adding.append(time.perf_counter() - met)
    both = np.array(adding) + np.array(finding)
    return {
        "index": size,
        "add, ms, mean": round(1000 * float(np.mean(adding)), 3),
        "add, ms, most": round(1000 * float(np.max(adding)), 3),
        "find, ms, mean": round(1000 * float(np.mean(finding)), 3),
        "add and find, ms, mean": round(1000 * float(both.mean()), 3),
        "add and find, ms, 99th of 100": round(1000 * float(np.quantile(both, 0.99)), 3),
        "copies found": f"{found} of {tried // 50}",
    }


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--index", type=int, default=100_000)
    parser.add_argument("--skip-million", action="store_true")
    args = parser.parse_args()
    result: dict[str, Any] = {"one more": one_more(args.index)}
    if not args.skip_million:
        with_pool = Processes()
        result["many"] = many(args.articles, with_pool)
        with_pool.close()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

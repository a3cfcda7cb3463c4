"""Make `lexicon/en/frequency.tsv`: how common each word is in news, and how it is written inside a
sentence.

    python training/frequency/make.py ARTICLES.jsonl.gz > src/sayso/lexicon/en/frequency.tsv

ARTICLES holds one object a line with a key `text`. A word counts once a document; its spelling is
looked at only inside sentences (after a lower-case letter or a comma and a space), where a capital
means a name.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter

from sayso.text import fold, view

_LEAST_DOCUMENTS = 5  # a rarer word says nothing that "unknown" does not say
_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"(?<=[a-z,;:] )[^\W\d_]+")


def main(path: str) -> None:
    """Count and print."""
    documents, inside, capital, allcaps = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
    )
    folded: dict[str, str] = {}
    total = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            total += 1
            documents.update({_fold(folded, w) for w in set(_WORD.findall(text))})
            for start, end in view(text).paragraphs:
                if end - start < 100:
                    continue  # headings are capitalised throughout
                for word in _INSIDE.findall(text, start, end):
                    key = _fold(folded, word)
                    inside[key] += 1
                    capital[key] += word[0].isupper()
                    allcaps[key] += len(word) > 1 and word.isupper()
    print(
        f"# word\tdocuments of {total}\tper cent capitalised inside sentences (- "
        f"unknown)\tper cent all capitals"
    )
    for word in sorted(w for w, n in documents.items() if n >= _LEAST_DOCUMENTS and w):
        seen = inside[word]
        shares = [f"{100 * c[word] / seen:.0f}" if seen >= 3 else "-" for c in (capital, allcaps)]
        print(word, documents[word], *shares, sep="\t")


def _fold(known: dict[str, str], word: str) -> str:
    if word not in known:
        known[word] = fold(word).text()
    return known[word]


if __name__ == "__main__":
    main(sys.argv[1])

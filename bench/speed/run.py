"""Words a second from files to dossiers, and the ratio to spaCy's bare pipeline on the same texts
in the same run.

python bench/speed/run.py [how many articles, 200 by default]
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from sayso.readings import open_models

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[3] / "shared"))
ARTICLES = DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
_STEP = 40  # every so many articles of the file, so that the sample spans its years


def main(wanted: int) -> int:
    """Print both times and their ratio."""
    if not ARTICLES.is_file():
        print(f"speed: not measured, {ARTICLES} is not there (set SAYSO_DATA; docs/bench.md)")
        return 0
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        chosen = [json.loads(line) for line in islice(lines, 0, wanted * _STEP, _STEP)]
    words = sum(len(article["text"].split()) for article in chosen)
    with tempfile.TemporaryDirectory() as room:
        pile = Path(room) / "pile.jsonl"
        pile.write_text(
            "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in chosen), encoding="utf-8"
        )
        began = time.perf_counter()
        command = [sys.executable, "-m", "sayso", "read", str(pile), "-o", str(Path(room) / "out")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        ours = time.perf_counter() - began
    began = time.perf_counter()
    for _ in open_models().nlp.pipe((article["text"] for article in chosen), batch_size=64):
        pass
    bare = time.perf_counter() - began
    print(
        json.dumps(
            {
                "articles": len(chosen),
                "words": words,
                "read, s": round(ours, 1),
                "read, words/s": round(words / ours),
                "spaCy alone, s": round(bare, 1),
                "ratio": round(ours / bare, 2),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))

"""Score `find_quotes` on a part of PolNeAR (default: dev).   python bench/quotes/run.py [dev|train]"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from polnear import data_folder, pieces_of, read_folder, score

from sayso.model import Document
from sayso.plain import quote_row
from sayso.readings.models import open_models
from sayso.readings.names import find_names
from sayso.readings.quotes import find_quotes


def main() -> None:
    """Print the figures of one part as JSON, with the seconds spent after parsing."""
    part = sys.argv[1] if len(sys.argv) > 1 else "dev"
    references = read_folder(data_folder() / "polnear" / part)
    nlp = open_models().nlp
    rows, seconds = {}, 0.0
    for ref in references:
        pieces = pieces_of(ref, nlp)
        doc = Document(ref.id, ref.text)
        names = find_names(doc, pieces)
        began = time.perf_counter()
        rows[ref.id] = [quote_row(q) for q in find_quotes(doc, pieces, names)]
        seconds += time.perf_counter() - began
    print(json.dumps({**score(references, rows), "seconds after parsing": round(seconds, 2)}, indent=1))


if __name__ == "__main__":
    main()

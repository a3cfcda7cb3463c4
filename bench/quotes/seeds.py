"""Score `find_quotes` and `find_relays` on hand-labelled articles, as the project's scorer does for
quotes.

python bench/quotes/seeds.py GOLD.json FOLDER
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

from sayso.model import Document
from sayso.plain import quote_row
from sayso.readings.attribution.nested import read_reported
from sayso.readings.attribution.quotes import find_quotes
from sayso.readings.attribution.relays import find_relays
from sayso.readings.names.names import find_names
from sayso.readings.page.models import open_models
from sayso.readings.page.parse import parse


def main() -> None:
    """Print the scorer's quote figures, then the relays found."""
    gold, folder = Path(sys.argv[1]), Path(sys.argv[2])
    tool = gold.parents[1] / "tools" / "score.py"
    spec = importlib.util.spec_from_file_location("score", tool)
    if spec is None or spec.loader is None:
        raise SystemExit(f"the scorer was not found at {tool}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    models = open_models()
    rows, relays = [], []
    for file in sorted(folder.glob("*.txt")):
        doc = Document(file.name, file.read_text(encoding="utf-8"))
        pieces = parse(doc, models.nlp)
        (told,) = read_reported([(doc, pieces)], models.attributor)
        rows += [quote_row(q) for q in find_quotes(doc, pieces, find_names(doc, pieces), told)]
        relays += [
            (doc.id[:3], r.origin, r.first, r.at.cut(doc.text)) for r in find_relays(doc, pieces)
        ]
    scorer.say = lambda *_, **__: (rows, 1.0)
    print(json.dumps(scorer.seeds(str(gold), str(folder), "quotes"), ensure_ascii=False, indent=1))
    for relay in relays:
        print(*relay, sep=" | ")


if __name__ == "__main__":
    main()

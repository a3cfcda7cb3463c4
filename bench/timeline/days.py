"""Days of undated articles: hide the day of 1,000 articles of data/bulk that share a story with
others, infer it back.

    python bench/timeline/days.py              the stories as found with all days known, one day
                                               hidden at a time
    python bench/timeline/days.py --regroup    all 1,000 days hidden before anything is grouped

Printed: the share inferred; of those the share right to the day, within a day, and those whose
printed range does not hold the true day (a confident wrong one). Peer: the middle day of the
story's dated articles. About ten minutes each.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import Counter
from collections.abc import Iterable

from hidden import BULK, Hidden, given, halves, load, regrouped

from sayso import days as dating
from sayso.pile import MemoryPile
from sayso.pipeline import Journey


def measure(articles: Iterable[Hidden]) -> dict[str, float]:
    """Counts and shares over articles whose day was hidden."""
    count: Counter[str] = Counter()
    widths: list[int] = []
    for hidden in articles:
        told = dating.days(hidden.documents, hidden.readings, families=hidden.families)
        day = told[[doc.id for doc in hidden.documents].index(hidden.doc.id)]
        dated = sorted(doc.published for doc in hidden.documents if doc.published)
        count["articles"] += 1
        count["peer exact"] += bool(dated) and dated[len(dated) // 2] == hidden.true
        count["peer within a day"] += (
            bool(dated) and abs((dated[len(dated) // 2] - hidden.true).days) <= 1
        )
        if day.best is None or day.earliest is None or day.latest is None:
            continue
        count["inferred"] += 1
        count["exact"] += day.best == hidden.true
        count["within a day"] += abs((day.best - hidden.true).days) <= 1
        count["outside the range"] += not day.earliest <= hidden.true <= day.latest
        widths.append((day.latest - day.earliest).days + 1)
    inferred = max(1, count["inferred"])
    shares = {
        f"{k}, share of inferred": round(count[k] / inferred, 3)
        for k in ("exact", "within a day", "outside the range")
    }
    middle = float(statistics.median(widths)) if widths else 0.0
    return {
        **count,
        "inferred, share": round(inferred / max(1, count["articles"]), 3),
        **shares,
        "range, days": middle,
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--regroup", action="store_true", help="hide all days before grouping")
    args = parser.parse_args()
    if not BULK.is_file():
        print(f"days: {BULK} is not here; docs/bench.md says where it is published")
        return 1
    documents = load()
    journey = Journey(MemoryPile(documents))
    _, reported = halves(journey)
    found = regrouped(documents, reported) if args.regroup else given(journey, reported)
    print(json.dumps(measure(found), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

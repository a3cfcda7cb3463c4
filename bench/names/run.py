"""Names across documents: B-cubed over the name mentions of MEANTIME's Apple corpus (NewsReader, CC BY 4.0).

Gold mentions (NAM, PRE.NAM) are given as spans with their kinds; what is measured is the joining. A mention's name is
its annotated head where that stands in its span. Each mention weighs the same. Peers, measured in the same run: every
spelling its own actor, and equal after folding.

    python bench/names/run.py            SAYSO_DATA names the data folder, by default ../shared beside the repository
"""

from __future__ import annotations

import json
import os
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path

from sayso.findings.actors import actors
from sayso.model import Document, Name, NameKind, Passage, Reading
from sayso.text import fold

_KINDS: dict[str, NameKind] = {"PER": "person", "ORG": "org", "LOC": "place"}
_NAMED = ("NAM", "PRE.NAM")


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    """Item-averaged precision, recall and F1 (Bagga and Baldwin 1998)."""
    in_gold, in_found, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    precision = sum(n * n / in_found[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / in_gold[g] for (g, _), n in both.items()) / len(gold)
    return {
        "P": round(precision, 3),
        "R": round(recall, 3),
        "F": round(2 * precision * recall / (precision + recall), 3),
    }


def read_article(path: Path) -> tuple[Document, Reading, dict[Passage, str]]:
    """Text joined from the tokens, names as annotated, and the gold entity of each."""
    root = ET.parse(path).getroot()
    text, starts = "", {}
    for token in root.iter("token"):
        starts[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
        text += (token.text or "") + " "
    marked = {m.get("m_id"): m for m in root.find("Markables") or ()}
    names, gold = [], {}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        if relation.tag != "REFERS_TO" or target is None:
            continue
        entity = marked[target.get("m_id")]
        for mention in (marked[s.get("m_id")] for s in relation.findall("source")):
            if mention.tag == "ENTITY_MENTION" and mention.get("syntactic_type") in _NAMED:
                at = _head(path.name, text, [starts[a.get("t_id")] for a in mention.findall("token_anchor")], mention)
                names.append(Name(at, _KINDS.get(entity.get("ent_type") or "", "other")))
                gold[at] = entity.get("instance_id") or f"{path.name}:{entity.get('m_id')}"
    return Document(path.name, text), Reading(path.name, names=tuple(names)), gold


def _head(doc_id: str, text: str, tokens: list[tuple[int, int]], mention: ET.Element) -> Passage:
    start, end = tokens[0][0], tokens[-1][1]
    head = mention.get("head") or ""
    at = text.find(head, start, end) if head else -1
    return Passage(doc_id, at, at + len(head)) if at >= 0 else Passage(doc_id, start, end)


def main() -> int:
    data = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2].parent / "shared"))
    folder = data / "names" / "meantime_apple"
    folder = folder if folder.is_dir() else data / "data" / "names" / "meantime_apple"
    if not folder.is_dir():
        print(f"MEANTIME is not in {folder}: get it from newsreader-project.eu/results/data/wikinews", file=sys.stderr)
        return 1
    articles = [read_article(path) for path in sorted(folder.glob("*.xml"))]
    docs, readings = [a[0] for a in articles], [a[1] for a in articles]
    gold = {at: entity for _, _, entities in articles for at, entity in entities.items()}
    found = {at: actor.id for actor in actors(readings, docs) for at in actor.mentions}
    texts = {doc.id: doc.text for doc in docs}
    places = sorted(gold)
    key = [gold[at] for at in places]
    result = {
        "mentions": len(places),
        "entities": len(set(key)),
        "sayso": b_cubed(key, [found[at] for at in places]),
        "each spelling apart": b_cubed(key, [at.cut(texts[at.doc_id]) for at in places]),
        "equal after folding": b_cubed(key, [fold(at.cut(texts[at.doc_id])).text() for at in places]),
    }
    print(json.dumps(result, indent=1))
    if "-v" in sys.argv:
        for entity in sorted(set(key)):
            forms = Counter((found[at], at.cut(texts[at.doc_id])) for at in places if gold[at] == entity)
            print(entity[-24:], dict(forms), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

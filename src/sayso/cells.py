"""Cells of CSV files that no spreadsheet evaluates, and back.

"=HYPERLINK(…)" ──guarded──▶ "'=HYPERLINK(…)" ──unguarded──▶ "=HYPERLINK(…)"

Articles are hostile text, and a spreadsheet evaluates what it opens. OWASP ("CSV Injection")
advises an apostrophe before a cell that begins with =, +, -, @, a tab or a carriage return. What
begins with apostrophes and such a sign gets one more, so that the way back is exact.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def guarded(cell: str) -> str:
    """The cell as it may be opened; a number stays a number.

    >>> guarded("=1+1"), guarded("-0.5"), guarded("It rained."), guarded("'@home")
    ("'=1+1", '-0.5', 'It rained.', "''@home")
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given.

    >>> [unguarded(guarded(cell)) for cell in ("=1", "'=1", "'tis", "-2")]
    ['=1', "'=1", "'tis", '-2']
    """
    return cell[1:] if _GUARDED.match(cell) else cell

"""Word lists and tables, one folder a language. Tab-separated, `#` begins a comment line.

`words(name)` gives the first column as a set, `table(name)` every row, `mapping(name)` column one
to column two.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=64)
def table(name: str, lang: str = "en") -> tuple[tuple[str, ...], ...]:
    """Rows of `lexicon/<lang>/<name>.tsv`, comments and blank lines left out.

    Raises FileNotFoundError when there is no such list.

    >>> ("tell", "hears") in table("outlet_cues")
    True
    """
    text = files(__name__).joinpath(lang, f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return tuple(tuple(map(str.strip, line.split("\t"))) for line in lines)


@lru_cache(maxsize=64)
def words(name: str, lang: str = "en") -> frozenset[str]:
    """First column of a list as a set.

    >>> "told" in words("outlet_cues")
    True
    """
    return frozenset(row[0] for row in table(name, lang))


@lru_cache(maxsize=64)
def mapping(name: str, lang: str = "en") -> dict[str, str]:
    """First column to second column (empty string where a row has one column).

    >>> mapping("date_orders")[".uk"]
    'dmy'
    """
    return {row[0]: row[1] if len(row) > 1 else "" for row in table(name, lang)}

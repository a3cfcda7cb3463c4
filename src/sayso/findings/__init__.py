"""What the accounts of one story agree on, where they part, and how many independent origins stand
behind it.

In:    a Case: a Story with its Documents, Readings, copies, Days and Actors
Out:   Findings
Steps: tellings ─▶ facts ─▶ conflicts · origins · timeline

The rules are loaded when the first of them is asked for: whoever reads settings needs the options
alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso.findings.options import FindingOptions

if TYPE_CHECKING:
    from sayso.findings.case import Case
    from sayso.findings.comparison import compare
    from sayso.findings.facts.meaning import Meaning, recalled
    from sayso.findings.titles import headline, title_of

__all__ = ["Case", "FindingOptions", "Meaning", "compare", "headline", "recalled", "title_of"]
_LATER = {
    "Case": "case",
    "compare": "comparison",
    "Meaning": "facts.meaning",
    "headline": "titles",
    "recalled": "facts.meaning",
    "title_of": "titles",
}


def __getattr__(name: str) -> Any:
    """What `__all__` names, loaded when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)

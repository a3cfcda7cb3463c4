"""What the accounts of one story agree on, where they part, and how many independent origins stand
behind it.

In:    a Case: a Story with its Documents, Readings, copies, Days and Actors
Out:   Findings
Steps: tellings ─▶ facts ─▶ conflicts · origins · timeline
"""

from sayso.findings.case import Case, FindingOptions
from sayso.findings.compare import compare, headline, title_of

__all__ = ["Case", "FindingOptions", "compare", "headline", "title_of"]

"""What the accounts of one story agree on, where they part, and how many independent origins stand behind it.

In:    the Documents, Readings and copies of a Story
Out:   Actors, Days, Findings
Steps: names joined, undated articles dated, claims laid side by side, differences typed, origins counted
"""

from sayso.findings.actors import actors
from sayso.findings.case import Case, FindingOptions
from sayso.findings.compare import compare, headline
from sayso.findings.days import days

__all__ = ["Case", "FindingOptions", "actors", "compare", "days", "headline"]

"""On which day each article of a story was published: declared, or inferred from the articles that
say theirs.

In:    the Documents and Readings of a Story
Out:   Days
Steps: sentences of dated articles ─▶ what an undated one gives away of its day (evidence)
       ─▶ the day that fits best
"""

from sayso.days.days import days, unknown

__all__ = ["days", "unknown"]

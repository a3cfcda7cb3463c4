"""What a time means on a day: the one place that turns a Rule into days and a TIMEX3 value.

In:    a Rule (model) and the day that it is counted from, or None
Out:   Meant: value, first and last day, and how it was come by
Steps: the rule it is counted from ─▶ its own kind ─▶ range, week, time of day
"""

from sayso.timex.choose import AHEAD
from sayso.timex.evaluate import Meant, Span, on
from sayso.timex.holidays import named_day

__all__ = ["AHEAD", "Meant", "Span", "named_day", "on"]

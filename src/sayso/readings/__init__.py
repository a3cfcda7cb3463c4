"""Readings: what each document says.

In:     a Document (and, for a copy, the reading of its original)
Out:    a Reading: names, times, amounts, attributions, relays and claims, all pointing into the
        text
Steps:  parse once ─▶ names, times, quantities ─▶ quotes, relays ─▶ claims; copies by
        projection; times anchored later
"""

from sayso.readings.carried.project import project
from sayso.readings.page.models import Models, open_models
from sayso.readings.read import anchor, read, read_story

__all__ = ["Models", "anchor", "open_models", "project", "read", "read_story"]

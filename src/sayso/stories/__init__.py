"""Which documents tell one story, from their surface alone.

In: Documents and their CopyGraph.  Out: Stories, each document in exactly one.
Steps: sketch (each) ─▶ sparse rows ─▶ average linkage ─▶ cut ─▶ reasons (gather).
"""

from sayso.stories.group import group, story_id
from sayso.stories.linkage import reach
from sayso.stories.options import StoryOptions
from sayso.stories.sketch import StorySketch, sketch
from sayso.stories.vectors import Frequencies

__all__ = ["Frequencies", "StoryOptions", "StorySketch", "group", "reach", "sketch", "story_id"]

"""Who is one: the names of a story followed across its documents.

In:    the Readings and Documents of a Story
Out:   Actors
Steps: mentions made comparable (forms) ─▶ full names, then short forms, grouped (groups) ─▶ actors
"""

from sayso.actors.actors import actors

__all__ = ["actors"]

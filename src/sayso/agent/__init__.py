"""The door for agents: what an archive holds, asked over the Model Context Protocol.

In:    an archive, or files and folders that one is made of for the time of the session
Out:   answers as JSON with passages and offsets, counted origins and their reasons, and what could
       not be told; the words of articles marked as data
Steps: check the arguments, read what was not read yet, answer within bounds, clean, send
"""

from sayso.agent.library import Library
from sayso.agent.server import serve
from sayso.agent.tools import TOOLS

__all__ = ["TOOLS", "Library", "serve"]

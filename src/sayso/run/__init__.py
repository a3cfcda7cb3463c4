"""The door through which work runs: inputs are gathered here, then handed to the rooms.

In:    paths as a person types them; steps of the rooms and what they are to be done to
Out:   documents and rejections, in a stable order; results in the order of their tasks
Steps: expand folders and globs, open, read, make ids unique; several processes do what can be done
apart
"""

from sayso.run.collecting import seldom_collected
from sayso.run.inputs import gather, read_paths
from sayso.run.processes import Processes

__all__ = ["Processes", "gather", "read_paths", "seldom_collected"]

"""The door through which work runs: inputs are gathered here, then handed to the rooms.

In:    paths as a person types them
Out:   documents and rejections, in a stable order
Steps: expand folders and globs, open, read, make ids unique
"""

from sayso.run.inputs import gather, read_paths

__all__ = ["gather", "read_paths"]

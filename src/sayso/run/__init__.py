"""The door through which work runs: inputs are gathered here, then handed to the rooms.

In:    paths as a person types them
Out:   documents and rejections, in a stable order
Steps: `inputs.gather`
"""

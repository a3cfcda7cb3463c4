"""Outlets: who they are under every name, and what a text looks like that hands on their work.

`find` gives the outlet of a name or an address, `key` one key for all names of one newspaper,
`same` whether two names can be one outlet's. `cues` holds the wordings of "told X", "seen by X",
"according to X", "X reported"; `named` the outlets that a text names.
"""

"""Options that several commands take, said once."""

from __future__ import annotations

import click

SETTINGS = click.option("--settings", metavar="FILE", help="TOML file of options.")
FIELD = click.option(
    "--field",
    "fields",
    metavar="NAME=KEY",
    multiple=True,
    help="Which key of a record holds a field: text=body, published=meta.date.",
)

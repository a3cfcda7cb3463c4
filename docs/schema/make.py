"""Write the published JSON Schemas anew, after a type has changed: python docs/schema/make.py"""

import json
from pathlib import Path
from typing import get_args

from sayso.exchange.json_schema import Name, json_schema


def published(name: Name) -> str:
    """The schema as it stands in its file."""
    return json.dumps(json_schema(name), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name in get_args(Name):
        Path(__file__).with_name(f"{name}.schema.json").write_text(published(name), "utf-8")

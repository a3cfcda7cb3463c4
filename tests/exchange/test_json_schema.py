"""The published schemas: they stand as the types give them, everything printed fits them, and
nothing is printed that they do not name.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from sayso.dossiers import write
from sayso.exchange import json_schema
from sayso.exchange.dossier_types import OF_DOSSIER
from sayso.exchange.json_schema import Name
from sayso.exchange.row_types import OF_COMMAND
from sayso.model import Dossier
from sayso.plain import SCHEMA

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"
Sayso = Callable[..., "subprocess.CompletedProcess[str]"]
Schema = dict[str, Any]

FERRY = (
    "VESSBY, Jan. 7, 2031 - The ferry was tied up on Monday after its rudder jammed, the port"
    " said. “Nobody was hurt,” harbour master Anna Lund told the Vessby Post. About 140 people"
    " waited in the terminal. It is not known when the ferry will sail."
)
OTHER = (
    "The rudder of the Vessby ferry jammed on Monday. About 150 people waited in the terminal,"
    " harbour master Anna Lund said. The ferry will sail on Friday."
)


def published(name: str) -> Schema:
    schema: Schema = json.loads((PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def faults(schema: Schema, value: object) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(value)]


def of_command(name: str) -> Schema:
    rows = published("rows")
    return {"$ref": f"#/$defs/{name}", "$defs": rows["$defs"]}


@pytest.mark.parametrize("name", get_args(Name))
def test_what_is_published_is_what_the_types_say(name: Name) -> None:
    assert published(name) == json_schema(name), "run python docs/schema/make.py"
    Draft202012Validator.check_schema(published(name))
    assert published(name)["$id"] == f"urn:x-sayso:schema:{SCHEMA.split('/')[1]}:{name}"


def test_the_maker_writes_what_is_published(tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_bytes((PUBLISHED / "make.py").read_bytes())
    subprocess.run([sys.executable, str(script)], check=True)
    for made in tmp_path.glob("*.json"):
        assert made.read_bytes() == (PUBLISHED / made.name).read_bytes()
    assert len(list(tmp_path.glob("*.json"))) == 3


# ---- what is printed ---------------------------------------------------------


def test_a_dossier_fits(dossier: Dossier) -> None:
    whole = json.loads(write(dossier, "json"))
    assert faults(published("dossier"), whole) == []
    assert whole["schema"] == SCHEMA


def test_every_line_fits(dossier: Dossier) -> None:
    lines = [json.loads(line) for line in write(dossier, "jsonl").split("\n") if line]
    assert [f for line in lines for f in faults(published("line"), line)] == []
    assert len({line["row"] for line in lines}) > 12
    assert {line["schema"] for line in lines} == {SCHEMA}


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ferry") / "ferry.jsonl"
    texts = {"post": FERRY, "mail": FERRY + " More follows.", "herald": OTHER}
    rows = (
        {"id": key, "text": text, "outlet": f"The {key}", "published": "2031-01-07"}
        for key, text in texts.items()
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", sorted({*OF_COMMAND} - {"compare"}))
def test_the_rows_of_every_command_fit(sayso: Sayso, ferry: str, name: str) -> None:
    for more in ((), ("--show", "families"))[: 2 if name == "copies" else 1]:
        done = sayso(name, *more, "--one-story", ferry)
        rows = [json.loads(line) for line in done.stdout.split("\n") if line]
        assert rows, done.stderr
        assert [f for row in rows for f in faults(of_command(name), row)] == []
        assert [k for row in rows for k in unnamed(of_command(name), row)] == []


def test_the_rows_of_a_comparison_fit(sayso: Sayso, tmp_path: Path) -> None:
    for name, text in (("a.txt", FERRY), ("b.txt", OTHER)):
        (tmp_path / name).write_text("Jan. 7, 2031\n\n" + text, encoding="utf-8")
    done = sayso("compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    rows = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert rows, done.stderr
    assert [f for row in rows for f in faults(of_command("compare"), row)] == []


# ---- the schema sees what is wrong -------------------------------------------


def test_keys_that_are_not_named_are_none(dossier: Dossier) -> None:
    """A later version may add keys; this one names all that it prints."""
    assert list(unnamed(published("dossier"), json.loads(write(dossier, "json")))) == []
    for text in write(dossier, "jsonl").split("\n")[:-1]:
        line = json.loads(text)
        kinds = zip(OF_DOSSIER, published("line")["oneOf"], strict=True)
        shape = next(shape for (kind, *_), shape in kinds if kind == line["row"])
        whole = {**shape, "$defs": published("line")["$defs"]}
        assert list(unnamed(whole, {k: v for k, v in line.items() if k != "schema"})) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "sayso/2.0"),
        (("quotes", 0, "kind"), "shouted"),
        (("quotes", 0, "content"), [[4]]),
        (("documents", 0, "published"), "next week"),
        (("findings", 0, "tellings", 0, "start"), -1),
        (("copies", 0, "containment_a"), 1.5),
        (("dossier", "findings", "findings", 0, "type_"), "Rumour"),
        (("dossier", "readings", 0, "doc_id"), None),
    ],
)
def test_what_does_not_fit_is_told(dossier: Dossier, path: tuple[Any, ...], value: object) -> None:
    whole = json.loads(write(dossier, "json"))
    changed = inner = copy.deepcopy(whole)
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert faults(published("dossier"), changed)
    del inner[path[-1]]
    assert isinstance(path[-1], int) or faults(published("dossier"), changed)


def unnamed(schema: Schema, value: object) -> Iterator[str]:
    """Keys of objects that no schema of theirs names."""
    yield from _unnamed(schema, schema["$defs"], value)


def _unnamed(schema: Schema, defs: Schema, value: object) -> Iterator[str]:
    shapes = list(_shapes(schema, defs))
    if isinstance(value, dict):
        known: dict[str, list[Schema]] = {}
        for shape in shapes:
            for key, inner in shape.get("properties", {}).items():
                known.setdefault(key, []).append(inner)
        yield from (key for key in value if known and key not in known)
        for key, item in value.items():
            if key in known:
                yield from _unnamed({"anyOf": known[key]}, defs, item)
    elif isinstance(value, list):
        inner = [s for shape in shapes for s in (shape.get("items"), *shape.get("prefixItems", ()))]
        for item in value:
            yield from _unnamed({"anyOf": [s for s in inner if s]}, defs, item)


def _shapes(schema: Schema, defs: Schema) -> Iterator[Schema]:
    """The schema and all that it refers to or puts together."""
    yield schema
    if "$ref" in schema:
        yield from _shapes(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
    for key in ("allOf", "anyOf"):
        for inner in schema.get(key, ()):
            yield from _shapes(inner, defs)

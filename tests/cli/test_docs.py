"""The docs name every command, every option and every key of a row."""

import dataclasses
import re
from pathlib import Path

import click
import pytest

from sayso import plain
from sayso.cli.commands import group
from sayso.model import Copy, Passage, Quote

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")


def options(command: click.Command) -> set[str]:
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts}


@pytest.mark.parametrize("name", sorted(group.commands))
def test_every_command_and_option_is_named(name: str) -> None:
    assert f"`sayso {name}`" in COMMANDS
    missing = {o for o in options(group.commands[name]) if f"`{o}" not in COMMANDS}
    assert not missing


def test_the_docs_name_no_command_that_does_not_exist() -> None:
    assert set(re.findall(r"`sayso ([a-z]+)`", COMMANDS)) == set(group.commands)


def test_every_command_has_help_in_one_line() -> None:
    assert all(c.help and c.help.split("\n")[0].endswith(".") for c in group.commands.values())


def test_keys_of_rows_are_documented() -> None:
    at = Passage("a", 0, 1)
    rows = [plain.quote_row(Quote((at,), (), (), (), "direct"))]
    rows.append(plain.copy_row(Copy("a", "b", "excerpt", (), 1, 1, "a->b", False, ())))
    for row in rows:
        assert all(f"`{key}`" in COMMANDS for key in row)
    assert {f.name for f in dataclasses.fields(Quote)} <= set(rows[0]) | {"low_confidence"}

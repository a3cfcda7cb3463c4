"""The documents tell the truth: every rule explained, every link and command real, no place of any
one machine.
"""

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sayso"
EXAMPLE = ROOT / "examples" / "harbor" / "articles"
RULES_PAGE = ROOT / "docs" / "how-it-decides.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]

FOLDERS = ("src", "docs", "bench", "training", "tests", "examples")
EVERY_PAGE = [
    *sorted(ROOT.glob("*.md")),
    *(page for folder in FOLDERS for page in sorted((ROOT / folder).rglob("*.md"))),
]

_COLUMNS = 100
_FILE = re.compile(r"(?<![\w/.$<{*-])(?:[\w-]+/)*[\w-]+\.(?:py|md|tsv|toml|onnx)(?![\w/])")
_BACKED = re.compile(r"`([a-z_]\w*(?:\.\w+)*)`")
_NOT_OURS = {"timeout"}  # programs of the shell that docstrings name
_FENCE = re.compile(r"^```.*?^```", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?<![.\w])sayso ([a-z]+)\b")
_MACHINE = re.compile(r"(?<![\w.:/])/(?:work|tmp|home|root|Users|var|opt|mnt)\b")
_INDEX = re.compile(r"pypi|pythonhosted|--index-url|index-url\s*=|devpi|/simple/", re.I)


def _rule_names(tree: ast.AST) -> set[str]:
    """The first arguments of every Reason(...); each must be a plain string, or it could not be
    looked up here.
    """
    names = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Reason"
        ):
            first = (
                node.args[0]
                if node.args
                else next(k.value for k in node.keywords if k.arg == "rule")
            )
            assert isinstance(first, ast.Constant), (
                f"a rule name must be a literal: {ast.unparse(node)}"
            )
            names.add(str(first.value))
    return names


def _rules_in_source() -> set[str]:
    return set().union(
        *(_rule_names(ast.parse(f.read_text(encoding="utf-8"))) for f in SOURCE.rglob("*.py"))
    )


def _rules_explained() -> list[str]:
    return re.findall(r"^### (\S+)$", RULES_PAGE.read_text(encoding="utf-8"), re.M)


def _prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", _prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def _commands() -> set[str]:
    from sayso.cli.commands import group

    return set(group.commands)


def test_every_rule_is_explained() -> None:
    missing = _rules_in_source() - set(_rules_explained())
    assert not missing, f"docs/how-it-decides.md has no heading for {sorted(missing)}"


def test_every_explained_rule_exists() -> None:
    extra = set(_rules_explained()) - _rules_in_source()
    assert not extra, f"docs/how-it-decides.md explains rules that no code gives: {sorted(extra)}"


def test_no_rule_is_explained_twice() -> None:
    explained = _rules_explained()
    assert len(explained) == len(set(explained))


def test_a_rule_in_a_variable_is_refused() -> None:
    with pytest.raises(AssertionError, match="literal"):
        _rule_names(ast.parse("Reason(rule, 'because')"))
    assert _rule_names(ast.parse("model.Reason(rule='seen', value='x')")) == {"seen"}


def test_every_rule_has_an_example() -> None:
    sections = re.split(r"^### ", RULES_PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    bare = [s.split("\n", 1)[0] for s in sections if "\nExample: " not in s]
    assert bare == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(_prose(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{page.name} links to {target}, which is not there"
        if anchor and file.suffix == ".md":
            assert anchor in _anchors(file), (
                f"{page.name} links to {target}; {file.name} has no such heading"
            )


@pytest.mark.parametrize(
    "name", ["README.md", "docs/tutorial.md", "docs/commands.md", "examples/README.md"]
)
def test_every_command_named_exists(name: str) -> None:
    shown = "\n".join(
        re.findall(
            r"`[^`\n]+`|^ {4}.*$|^```.*?^```",
            (ROOT / name).read_text(encoding="utf-8"),
            re.M | re.S,
        )
    )
    told = set(_COMMAND.findall(shown)) - {"import"}  # "from sayso import read" is Python
    assert told, f"{name} names no command"
    assert told <= _commands(), f"{name} names {sorted(told - _commands())}"


def test_the_commands_page_names_every_command() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert {c for c in _commands() if f"`sayso {c}`" not in text} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_shown_imports_what_there_is(page: Path) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    lines = re.findall(r"`(from sayso[\w.]* import [\w, ]+)`", page.read_text(encoding="utf-8"))
    for node in (n for block in (*blocks, *lines) for n in ast.walk(ast.parse(block))):
        if isinstance(node, ast.ImportFrom) and node.module:
            module = import_module(node.module)
            assert [a.name for a in node.names if not hasattr(module, a.name)] == []


def test_set_up_is_two_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for told in ("make demo", "make test"):
        assert told in readme
    for target in set(re.findall(r"`make ([a-z]+)`|^ {4}make ([a-z]+)", readme, re.M)):
        assert re.search(rf"^{''.join(target)}:", makefile, re.M), (
            f"README names make {''.join(target)}"
        )


def test_every_bench_is_described() -> None:
    text = (ROOT / "docs" / "bench.md").read_text(encoding="utf-8")
    scripts = [
        f for f in (ROOT / "bench").rglob("*.py") if "def main" in f.read_text(encoding="utf-8")
    ]
    assert scripts
    missing = [
        str(f.relative_to(ROOT)) for f in scripts if f.relative_to(ROOT).as_posix() not in text
    ]
    assert missing == []
    named = set(re.findall(r"\bbench/[\w/]+\.py\b", text))
    assert {n for n in named if not (ROOT / n).exists()} == set()


def test_every_page_is_listed() -> None:
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {p.name for p in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert {p for p in pages if f"({p})" not in text} == set()


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda p: p.name)
def test_no_place_of_one_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for pattern in (_MACHINE, _INDEX):
        assert not pattern.search(text), f"{page.name} names {pattern.search(text)}"


@pytest.mark.parametrize("name", ["dossier.png", "app.png"])
def test_the_picture_is_light(name: str) -> None:
    picture = ROOT / "docs" / "pictures" / name
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) < 250_000
    assert int.from_bytes(data[16:20], "big") == 1280  # width, from the header


# ---- names and lines ---------------------------------------------------------------------


def _outside_code(page: Path) -> str:
    """A page without fenced and indented code and without the targets of its links."""
    lines = (line for line in _prose(page).splitlines() if not line.startswith("    "))
    return re.sub(r"\]\([^)]*\)", "]", "\n".join(lines))


@pytest.fixture(scope="module")
def files() -> set[str]:
    """Every file of the project, and every tail of its path: `a/b/c.py`, `b/c.py`, `c.py`."""
    inside = (f for folder in FOLDERS for f in (ROOT / folder).rglob("*"))
    paths = (f.relative_to(ROOT).parts for f in (*ROOT.glob("*.*"), *inside) if f.is_file())
    return {"/".join(parts[start:]) for parts in paths for start in range(len(parts))}


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_prose_is_wrapped(page: Path) -> None:
    """At 100 columns; tables, headings and a single long word (a link) excepted."""
    lines = _FENCE.sub(lambda code: "\n" * code[0].count("\n"), page.read_text(encoding="utf-8"))
    long = [
        number
        for number, line in enumerate(lines.splitlines(), 1)
        if len(line) > _COLUMNS
        and not line.startswith(("    ", "|", "#", "<!--", "!["))
        and " " in line.strip()
    ]
    assert long == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_named_on_a_page_exist(page: Path, files: set[str]) -> None:
    assert [name for name in _FILE.findall(_outside_code(page)) if name not in files] == []


def test_places_to_go_exist() -> None:
    """Folders and files in the table of CONTRIBUTING are in the project or in the package."""
    table = re.findall(r"^\|.*\|$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M)
    named = set(re.findall(r"`((?:[\w-]+/)+(?:[\w-]+\.\w+)?)`", "\n".join(table)))
    assert len(named) > 10
    assert {n for n in named if not ((ROOT / n).exists() or (SOURCE / n).exists())} == set()


def _docstrings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield re.sub(r"^\s*>>>.*", "", ast.get_docstring(node) or "", flags=re.M)


def _identifiers(tree: ast.AST) -> Iterator[str]:
    """What code defines or uses, and the words of its short strings (kinds, keys, file names)."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "arg", "name"):
            if isinstance(name := getattr(node, field, None), str):
                yield name
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 40:
            yield from re.findall(r"\w+", node.value)


def test_files_and_names_in_docstrings_exist(files: set[str]) -> None:
    """A name in backticks is defined or used somewhere in the code, or is a module."""
    code = [(f, ast.parse(f.read_text(encoding="utf-8"))) for f in sorted(SOURCE.rglob("*.py"))]
    known = {name for f, tree in code for name in (f.stem, f.parent.name, *_identifiers(tree))}
    known |= _NOT_OURS
    lost = []
    for file, tree in code:
        for text in _docstrings(tree):
            names = (name for dotted in _BACKED.findall(text) for name in dotted.split("."))
            lost += [(file.name, name) for name in names if name not in known]
            lost += [(file.name, n) for n in _FILE.findall(text) if n not in files]
    assert lost == []


# ---- what the pages show of the example is what the example gives ---------------------


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


@pytest.fixture(scope="module")
def printed() -> set[str]:
    """Every string in the rows of the bundled example."""
    import io

    from sayso import dossiers
    from sayso.model import Document
    from sayso.pile import MemoryPile
    from sayso.pipeline import Journey
    from sayso.plain import copy_row
    from sayso.run.inputs import gather

    articles = [d for d in gather([str(EXAMPLE)], stdin=io.BytesIO()) if isinstance(d, Document)]
    journey = Journey(MemoryPile(articles))
    found = {s for c in journey.graph.copies for s in _strings(copy_row(c))}
    for dossier in journey.dossiers():
        for line in dossiers.write(dossier, "jsonl").splitlines():
            found.update(_strings(json.loads(line)))
    return found


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "docs" / "tutorial.md"], ids=lambda p: p.name
)
def test_shown_output_is_real(page: Path, printed: set[str]) -> None:
    """Reasons, headlines and speakers shown as output stand in the rows of the example, word for
    word.
    """
    shown = "\n".join(re.findall(r"^ {4}.*$", page.read_text(encoding="utf-8"), re.M))
    rules = _rules_in_source()
    reasons = [
        s for s in re.findall(r'"([^"]+)"', shown) if s.partition(": ")[0] in rules and ": " in s
    ]
    told = re.findall(r'"(?:what|speaker)": "([^"]+)"', shown)
    assert len(reasons) > 2 and told
    assert [s for s in (*reasons, *told) if s not in printed] == []

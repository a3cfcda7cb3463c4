"""What the commands print: one content in every format, whole files or none, and what is said
beside it.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

FIRST = (
    "The harbour of Vessby was closed on Monday after a crane fell into the water, the port said. "
    "Mayor Anna Lund said 14 people were hurt. “Nobody was warned,” Lund told the Vessby Post."
)
SECOND = (
    "A crane fell into the harbour of Vessby on Monday and 19 people were hurt, a nurse told "
    "the Skerry Herald. "
    "The harbour was closed. Mayor Anna Lund said that the port would open on Friday."
)
ROWS = ("documents", "copies", "stories", "quotes", "times", "names", "timeline", "findings")


Sayso = Callable[..., "subprocess.CompletedProcess[str]"]


def started(*args: str) -> subprocess.CompletedProcess[str]:
    """The program itself, in a process of its own."""
    command = [sys.executable, "-m", "sayso", *args]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=300)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two accounts of one event and a copy of the first."""
    path = tmp_path_factory.mktemp("pile") / "pile.jsonl"
    made = [
        {"id": "post", "text": FIRST, "outlet": "Vessby Post", "published": "2020-01-07"},
        {"id": "herald", "text": SECOND, "outlet": "Skerry Herald", "published": "2020-01-07"},
        {
            "id": "reprint",
            "text": FIRST + " More follows.",
            "outlet": "Skerry Mail",
            "published": "2020-01-08",
        },
    ]
    path.write_text(
        "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in made), encoding="utf-8"
    )
    return path


def jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


# ---- formats ---------------------------------------------------------------


def from_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_cells(row: dict[str, Any]) -> dict[str, str]:
    """What a spreadsheet shows of a row: lists as JSON, nothing as an empty cell."""
    nothing = {None: ""}
    return {
        key: json.dumps(value, ensure_ascii=False)
        if isinstance(value, list | dict)
        else str(nothing.get(value, value))
        for key, value in row.items()
    }


@pytest.mark.parametrize("command", ["documents", "copies", "stories", "quotes", "findings"])
def test_every_format_holds_the_same(
    sayso: Sayso, command: str, pile: Path, tmp_path: Path
) -> None:
    files = {shape: tmp_path / f"rows.{shape}" for shape in ("json", "csv", "parquet", "table")}
    lines = sayso(command, "--one-story", str(pile))
    assert lines.returncode == 0, lines.stderr
    rows = jsonl(lines.stdout)
    assert rows
    for shape, path in files.items():
        done = sayso(command, "--one-story", str(pile), "--format", shape, "-o", str(path))
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert json.loads(files["json"].read_text(encoding="utf-8")) == rows
    assert {row.pop("schema") for row in rows} == {"sayso/1.0"}
    assert from_csv(files["csv"].read_bytes().decode("utf-8")) == [as_cells(row) for row in rows]
    assert json.loads(json.dumps(pq.read_table(files["parquet"]).to_pylist())) == rows
    table = files["table"].read_text(encoding="utf-8")
    assert all(key[:3] in table for key in rows[0] if key not in ("text", "digest"))


def test_no_rows_are_no_rows_in_every_format(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("January 7, 2020\n\n" + FIRST, encoding="utf-8")
    for shape, wanted in (("jsonl", ""), ("json", []), ("csv", ""), ("table", "")):
        done = sayso("copies", str(tmp_path / "one.txt"), "--format", shape)
        assert done.returncode == 0
        assert (json.loads(done.stdout) if shape == "json" else done.stdout.strip()) == wanted
    done = sayso(
        "copies",
        str(tmp_path / "one.txt"),
        "--format",
        "parquet",
        "-o",
        str(tmp_path / "none.parquet"),
    )
    assert done.returncode == 0
    assert pq.read_table(tmp_path / "none.parquet").num_rows == 0


def test_a_text_with_line_separators_stays_one_line(sayso: Sayso, tmp_path: Path) -> None:
    text = FIRST + "\u2028" + SECOND + '\n\n\x85 More, "quoted"; and a tab\t.'
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"id": "x", "text": text, "published": "2020-01-07"}), encoding="utf-8"
    )
    lines = sayso("documents", str(path)).stdout
    assert len(lines.splitlines()) == 1 or "\u2028" not in lines
    assert [row["text"] for row in jsonl(lines)] == [text]
    assert from_csv(sayso("documents", str(path), "--format", "csv").stdout)[0]["text"].replace(
        "\n", ""
    ) == text.replace("\n", "")


# ---- files -----------------------------------------------------------------


def test_a_file_holds_what_would_have_been_printed(
    sayso: Sayso, pile: Path, tmp_path: Path
) -> None:
    out = tmp_path / "deep" / "er" / "rows.jsonl"
    done = sayso("stories", str(pile), "-o", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == sayso("stories", str(pile)).stdout
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_run_that_fails_leaves_the_file_as_it_was(
    sayso: Sayso, pile: Path, tmp_path: Path
) -> None:
    out = tmp_path / "rows.jsonl"
    out.write_text("kept")
    assert sayso("compare", str(pile), "-o", str(out)).returncode == 2
    assert sayso("stories", str(tmp_path / "missing.txt"), "-o", str(out)).returncode == 1
    assert out.read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


@pytest.mark.parametrize("shape", ["jsonl", "csv", "parquet"])
def test_output_that_cannot_be_written_is_named(
    sayso: Sayso, shape: str, pile: Path, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    done = sayso("stories", str(pile), "--format", shape, "-o", str(tmp_path / "blocked" / "rows"))
    assert done.returncode == 2
    assert "blocked" in done.stderr and "Traceback" not in done.stderr
    done = sayso("stories", str(pile), "--format", shape, "-o", str(tmp_path))
    assert done.returncode == 2
    assert tmp_path.name in done.stderr and "Traceback" not in done.stderr


# ---- dossiers --------------------------------------------------------------


@pytest.mark.parametrize("shape", ["html", "md", "json", "jsonl"])
def test_dossiers_in_a_folder(sayso: Sayso, shape: str, pile: Path, tmp_path: Path) -> None:
    done = sayso("read", "--one-story", str(pile), "-o", str(tmp_path / "out"), "--format", shape)
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "out").iterdir()
    assert done.stdout.split("\n") == [str(path), ""]
    assert path.suffix == f".{shape}"
    text = path.read_text(encoding="utf-8")
    assert "Vessby" in text
    if shape == "json":
        json.loads(text)
    if shape == "jsonl":
        assert jsonl(text)
    assert sayso("read", "--one-story", str(pile), "-o", "-", "--format", shape).stdout == text


def test_several_stories_have_a_page_of_contents(sayso: Sayso, pile: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "March 3, 2021\n\nThe council of Ambleford voted to plant 600 oaks along the canal.",
        encoding="utf-8",
    )
    done = sayso("read", str(pile), str(other), "-o", str(tmp_path / "out"))
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert "index.html" in written and len(written) >= 3
    assert {Path(line).name for line in done.stdout.split()} == written
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert all(name in index for name in written - {"index.html"})


# ---- compare ---------------------------------------------------------------


def test_compare_shows_what_two_articles_share(sayso: Sayso, pile: Path, tmp_path: Path) -> None:
    paths = []
    for row in jsonl(pile.read_text(encoding="utf-8"))[::2]:
        path = tmp_path / f"{row['id']}.txt"
        path.write_text(str(row["text"]), encoding="utf-8")
        paths.append(str(path))
    done = sayso("compare", *paths)
    assert done.returncode == 0
    rows = jsonl(done.stdout)
    assert rows[0]["row"] == "copy" and not rows[0]["independent"]
    assert {row["row"] for row in rows} <= {"copy", "finding"}


@pytest.mark.parametrize("count", [1, 3])
def test_compare_takes_exactly_two(sayso: Sayso, count: int, tmp_path: Path) -> None:
    for n in range(count):
        (tmp_path / f"{n}.txt").write_text(
            f"January 7, 2020\n\n{FIRST} Number {n}.", encoding="utf-8"
        )
    done = sayso("compare", str(tmp_path))
    assert done.returncode == 2
    assert "exactly two" in done.stderr and f"{count} were read" in done.stderr
    assert done.stdout == ""


@pytest.fixture(scope="module")
def two_articles(pile: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One account and its reprint, in files; a control character stands in one."""
    folder = tmp_path_factory.mktemp("two")
    paths = []
    for row in jsonl(pile.read_text(encoding="utf-8"))[::2]:
        path = folder / f"{row['id']}.txt"
        path.write_text(
            str(row["text"]).replace("14 people", "15 \x1b[31m people" if paths else "14 people"),
            encoding="utf-8",
        )
        paths.append(str(path))
    return paths


def test_compare_as_text_sets_shared_and_own_words_beside_each_other(
    sayso: Sayso, two_articles: list[str]
) -> None:
    done = sayso("compare", *two_articles, "--format", "text")
    assert done.returncode == 0
    head, *rest = done.stdout.splitlines()
    assert "one origin" in head
    assert any(line.startswith(" ≠1") for line in rest)
    assert "[14]" in done.stdout and "[15" in done.stdout
    assert "More follows." in done.stdout
    assert "\x1b" not in done.stdout


def test_compare_as_a_page_is_one_file_that_asks_for_nothing(
    sayso: Sayso, two_articles: list[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert sayso("compare", *two_articles, "--format", "html", "-o", str(page)).returncode == 0
    html = page.read_text(encoding="utf-8")
    assert '<mark class="differs">' in html and 'id="p1"' in html
    assert "http" not in html.replace("http-equiv", "")
    assert "<script" not in html


def test_copies_as_families_fold_every_copy_under_the_fullest_text(
    sayso: Sayso, pile: Path
) -> None:
    (family,) = jsonl(sayso("copies", str(pile), "--show", "families").stdout)
    assert family["fullest"] == "reprint"
    assert family["documents"] == ["post", "reprint"]
    assert [(row["doc"], row["parent"]) for row in family["tree"]] == [("post", "reprint")]


def test_copies_can_be_narrowed_by_share_and_by_days(sayso: Sayso, pile: Path) -> None:
    assert len(jsonl(sayso("copies", str(pile)).stdout)) == 1
    assert (
        len(jsonl(sayso("copies", str(pile), "--threshold", "1.0").stdout)) == 1
    )  # all of the account is reprinted
    assert len(jsonl(sayso("copies", str(pile), "--window-days", "1").stdout)) == 1
    assert sayso("copies", str(pile), "--threshold", "2").returncode == 2


def test_boilerplate_is_listed_when_asked_for(sayso: Sayso, tmp_path: Path) -> None:
    footer = (
        "Sign up for the letter of the Lantern and read what moves the coast "
        "before the ships leave the quay at dawn."
    )
    lines = [
        json.dumps({"id": str(n), "text": " ".join(f"w{n}x{k}" for k in range(150)) + " " + footer})
        for n in range(80)
    ]
    path = tmp_path / "pile.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    (found,) = jsonl(sayso("copies", str(path), "--show", "boilerplate").stdout)
    assert found["documents"] == 80 and "moves the coast" in found["text"]
    done = sayso("copies", str(path), "--verbose")
    assert jsonl(done.stdout) == [] and "--show boilerplate" in done.stderr


def test_one_process_and_several_print_the_same(sayso: Sayso, pile: Path) -> None:
    alone = sayso("copies", str(pile)).stdout
    assert alone == started("copies", str(pile), "-j", "3").stdout != ""


# ---- what is said beside it ------------------------------------------------


def test_verbose_says_how_much_was_read(sayso: Sayso, pile: Path) -> None:
    done = sayso("stories", "--verbose", "--one-story", str(pile))
    assert "3 documents read, 0 inputs rejected" in done.stderr
    assert "3 documents in 1 stories" in done.stderr
    assert jsonl(done.stdout)
    assert sayso("stories", "--one-story", str(pile)).stderr == ""


def test_a_control_character_of_a_name_does_not_reach_the_terminal(
    sayso: Sayso, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("January 7, 2020\n\n" + FIRST, encoding="utf-8")
    (tmp_path / "bad\x1b[31m.txt").write_text("")
    done = sayso("stories", str(tmp_path))
    assert "bad" in done.stderr and "\x1b" not in done.stderr


@pytest.mark.parametrize("command", ["read", *ROWS, "compare"])
def test_help_names_the_options(sayso: Sayso, command: str) -> None:
    done = sayso(command, "--help")
    assert done.returncode == 0
    assert "--one-story" in done.stdout and "--settings" in done.stdout


def test_a_field_is_mapped_by_hand(sayso: Sayso, tmp_path: Path) -> None:
    record: dict[str, Any] = {
        "lede": {"words": "The lamp on the pier went out on Monday."},
        "out": "2031-03-03",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "s.toml").write_text('[documents]\nfields = ["text=other"]', encoding="utf-8")
    mapped = ("--field", "text=lede.words", "--field", "published=out")
    done = sayso(
        "documents", *mapped, "--settings", str(tmp_path / "s.toml"), str(tmp_path / "a.jsonl")
    )
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["published"], row["text"]) == ("2031-03-03", record["lede"]["words"])


def test_a_field_that_there_is_not_is_refused(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lamp went out.", encoding="utf-8")
    done = sayso("documents", "--field", "lead=body", str(tmp_path / "a.txt"))
    assert done.returncode == 2
    assert "there is no field 'lead'" in done.stderr and "text" in done.stderr


def test_the_keys_of_a_record_are_explained(sayso: Sayso, tmp_path: Path) -> None:
    record = {"headline": "Lamp out", "body": "The lamp on the pier went out.", "mood": "dark"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (row,) = [
        json.loads(line)
        for line in sayso("documents", "--explain", str(tmp_path / "a.jsonl")).stdout.splitlines()
    ]
    assert "key: the key “body” was taken for the text" in row["why"]
    assert "key: the key “headline” was taken for the title" in row["why"]
    assert "key: of no use were the keys mood" in row["why"]
    (plain,) = sayso("documents", str(tmp_path / "a.jsonl")).stdout.splitlines()
    assert not [said for said in json.loads(plain)["why"] if said.startswith("key:")]

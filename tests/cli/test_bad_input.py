"""Bad input through the real command: named on standard error with file, line and reason; the rest
is read.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = (
    "The harbour of Vessby was closed on Monday after a crane fell into the water, the port "
    "said. Nobody was hurt.\n"
)


Sayso = Callable[..., "subprocess.CompletedProcess[str]"]


def started(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """The program itself, in a process of its own."""
    command = [sys.executable, "-m", "sayso", *args]
    done = subprocess.run(command, check=False, capture_output=True, input=stdin, timeout=300)
    said = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, *said)


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with one good article, to which a test adds a bad one."""
    (tmp_path / "good.txt").write_text("January 6, 2020\n\n" + GOOD, encoding="utf-8")
    return tmp_path


def read_beside(sayso: Sayso, pile: Path, *named: str) -> list[dict[str, object]]:
    """Rows of `sayso copies`' cheapest sibling: the good article is read, each name stands on
    standard error.
    """
    done = sayso("stories", str(pile))
    assert done.returncode == 0
    for name in named:
        assert name in done.stderr
    got = rows(done)
    assert any(row["doc"] == "good.txt" for row in got)
    return got


def test_line_separator_inside_a_json_string_is_text(sayso: Sayso, tmp_path: Path) -> None:
    text = GOOD + "\u2028" + GOOD
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "x", "text": text, "published": "2020-01-06"}, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    done = sayso("documents", str(tmp_path / "a.jsonl"))
    assert [row["text"] for row in rows(done)] == [text]


def test_broken_line_seven(sayso: Sayso, pile: Path) -> None:
    lines = [json.dumps({"id": f"r{n}", "text": f"{GOOD} {n}"}) for n in range(1, 10)]
    lines[6] = lines[6][:-5]
    (pile / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    got = read_beside(sayso, pile, "a.jsonl:7")
    assert {row["doc"] for row in got} == {"good.txt", *(f"r{n}" for n in range(1, 10) if n != 7)}


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("page.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "page.html"),
        ("table.csv", b"day,count\n2020-01-06,5\n", "column"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.png"),
        ("broken.json", b'{"text": ', "broken.json"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    sayso: Sayso, pile: Path, name: str, data: bytes, word: str
) -> None:
    (pile / name).write_bytes(data)
    got = read_beside(sayso, pile, name, word)
    assert len(got) == 1


def test_invalid_utf8_is_read_in_the_encoding_it_has(sayso: Sayso, pile: Path) -> None:
    (pile / "old.txt").write_bytes(("Le café de Vessby était fermé lundi. " * 5).encode("cp1252"))
    done = sayso("documents", str(pile))
    texts = {row["doc"]: str(row["text"]) for row in rows(done)}
    assert texts["old.txt"].startswith("Le café")


def test_fifty_megabytes_of_one_line(sayso: Sayso, pile: Path) -> None:
    (pile / "huge.txt").write_bytes(b"word " * 10_000_000)
    (pile / "huge.jsonl").write_bytes(
        b'{"text": "' + b"word " * 10_000_000 + b'"}\n' + json.dumps({"text": GOOD * 2}).encode()
    )
    got = read_beside(sayso, pile, "huge.txt", "huge.jsonl:1")
    assert len(got) == 2


def test_duplicate_ids(sayso: Sayso, pile: Path) -> None:
    record = json.dumps({"id": "same", "text": GOOD})
    (pile / "a.jsonl").write_text(f"{record}\n{record}\n", encoding="utf-8")
    got = read_beside(sayso, pile, "same")
    assert [row["doc"] for row in got].count("same") == 1


def test_a_folder_with_nothing_usable(sayso: Sayso, tmp_path: Path) -> None:
    done = sayso("stories", str(tmp_path))
    assert done.returncode == 1
    assert "nothing usable" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_that_is_not_there(sayso: Sayso, tmp_path: Path) -> None:
    done = sayso("copies", str(tmp_path / "missing.txt"))
    assert done.returncode == 1
    assert "missing.txt" in done.stderr


def test_an_unreadable_file(sayso: Sayso, pile: Path) -> None:
    (pile / "gone.txt").symlink_to(pile / "nowhere.txt")
    read_beside(sayso, pile, "gone.txt")


def test_strict_makes_a_rejection_a_failure(sayso: Sayso, pile: Path) -> None:
    (pile / "empty.txt").write_text("")
    assert sayso("stories", "--strict", str(pile)).returncode == 1
    assert sayso("stories", str(pile)).returncode == 0


def test_wrong_use_is_two(sayso: Sayso, pile: Path) -> None:
    assert sayso("stories").returncode == 2
    assert sayso("nonsense").returncode == 2
    assert sayso("stories", "-q", "-v", str(pile)).returncode == 2
    assert sayso("stories", "--format", "parquet", str(pile)).returncode == 2
    bad = pile / "s.toml"
    bad.write_text("[stories]\nthreshhold = 1\n")
    done = sayso("stories", "--settings", str(bad), str(pile))
    assert done.returncode == 2 and "threshhold" in done.stderr


def test_standard_input(sayso: Sayso) -> None:
    given = json.dumps({"id": "in", "text": GOOD}) + "\n"
    for done in (sayso("stories", "-", stdin=given), started("stories", "-", stdin=given.encode())):
        assert [row["doc"] for row in rows(done)] == ["in"]


def test_quiet_says_nothing(sayso: Sayso, pile: Path) -> None:
    (pile / "empty.txt").write_text("")
    assert sayso("stories", "--quiet", str(pile)).stderr == ""


def test_a_broken_pipe_ends_quietly(tmp_path: Path) -> None:
    records = "".join(
        json.dumps({"id": f"r{n}", "text": f"{GOOD} Number {n}.", "published": "2020-01-06"}) + "\n"
        for n in range(3000)
    )
    (tmp_path / "a.jsonl").write_text(records)
    command = [sys.executable, "-m", "sayso", "documents", str(tmp_path / "a.jsonl")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout and running.stderr
    running.stdout.readline()
    running.stdout.close()
    said = running.stderr.read().decode()
    running.stderr.close()
    assert running.wait(timeout=120) == 0
    assert "Traceback" not in said and "BrokenPipe" not in said


def test_an_interrupt_leaves_no_file_under_its_final_name(tmp_path: Path) -> None:
    records = "".join(
        json.dumps({"id": f"r{n}", "text": f"Number {n}. {GOOD * 20}"}) + "\n" for n in range(400)
    )
    (tmp_path / "a.jsonl").write_text(records)
    out = tmp_path / "out" / "quotes.jsonl"
    command = [sys.executable, "-m", "sayso", "quotes", str(tmp_path / "a.jsonl"), "-o", str(out)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not (out.parent.exists() and list(out.parent.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130
    assert b"Traceback" not in said and b"interrupted" in said
    assert list(out.parent.iterdir()) == []


def test_a_failed_dossier_leaves_nothing_half_written(sayso: Sayso, pile: Path) -> None:
    blocked = pile / "blocked"
    blocked.write_text("a file where a folder should be")
    done = sayso("read", str(pile / "good.txt"), "-o", str(blocked))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "blocked" in done.stderr
    assert blocked.read_text() == "a file where a folder should be"


def test_version_and_module_entry() -> None:
    assert started("--version").stdout.startswith("sayso, version ")


@pytest.mark.parametrize("command", ["read", "timeline", "findings"])
@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "12.3.2024"])
def test_a_day_that_is_none_is_refused(sayso: Sayso, pile: Path, command: str, day: str) -> None:
    done = sayso(command, str(pile), "--as-of", day)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == f"sayso: --as-of: {day!r} is no day; write it as 2024-03-01\n"


def test_what_is_later_than_the_day_is_named(sayso: Sayso, pile: Path) -> None:
    done = sayso("findings", str(pile), "--as-of", "2020-01-05")
    assert done.returncode == 0 and done.stdout == ""
    assert "--as-of: 1 of 1 articles are later than 2020-01-05" in done.stderr

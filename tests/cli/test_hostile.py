"""Hostile files, texts and signals through the real command: each costs itself and nothing else."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = (
    "January 6, 2020\n\nThe harbour of Vessby was closed on Monday after a crane fell into the "
    "water, the port said. Nobody was hurt, and the crew of the ferry went home on foot.\n"
)
PAGE = "<html><head>{head}</head><body><article><p>" + GOOD * 2 + "</p></article></body></html>"
STEERING = "Bridge \x1b]0;pwn\x07 of \x9b31m Vessby \u202eclosed"
LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are read there")


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "sayso", *args]


def sayso(*args: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, *command(*args)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=200,
    )


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with a good article on either side of what a test adds."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for name in ("a.txt", "z.txt"):
        (folder / name).write_text(f"{GOOD}It was written down in {name}.", encoding="utf-8")
    return folder


def read_beside(pile: Path, before: tuple[str, ...] = ()) -> tuple[dict[str, str], str]:
    """Every text that is read, by id, the two good ones among them, and what is said beside it."""
    done = sayso("documents", str(pile), before=before)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    got = {row["doc"]: row["text"] for row in map(json.loads, done.stdout.splitlines())}
    assert {"a.txt", "z.txt"} <= set(got)
    return got, done.stderr


# ---- what a file holds, and what it is called ------------------------------


def test_an_address_that_is_none_says_nothing_of_its_page(pile: Path) -> None:
    heads = (
        '<meta property="og:url" content="http://[bad">',
        '<link rel="canonical" href="http://[bad">',
    )
    for n, head in enumerate(heads):
        (pile / f"page{n}.html").write_text(PAGE.format(head=head), encoding="utf-8")
    got, said = read_beside(pile)
    assert {"page0.html", "page1.html"} <= set(got) and said == ""


def test_values_nested_hundreds_deep_are_read(pile: Path) -> None:
    nested = f"{'[' * 900}{json.dumps('Ann Lee')}{']' * 900}"
    records = [
        f'{{"id": "{key}", "text": {json.dumps(GOOD)}, "{key}": {nested}}}'
        for key in ("authors", "title", "url", "credit")
    ]
    (pile / "nested.jsonl").write_text("\n".join(records), encoding="utf-8")
    ld = f'<script type="application/ld+json">{{"@type": {nested}, "publisher": {nested}}}</script>'
    (pile / "nested.html").write_text(PAGE.format(head=ld), encoding="utf-8")
    got, said = read_beside(pile)
    assert {"authors", "title", "url", "credit", "nested.html"} <= set(got) and said == ""


def test_file_names_that_are_not_utf8_stay_apart(pile: Path, tmp_path: Path) -> None:
    named = {
        name: pile / os.fsdecode(name + b".txt") for name in (b"bad\xff", b"bad\xfe", b"none\xff")
    }
    try:
        for name, path in named.items():
            path.write_text("" if name.startswith(b"none") else f"{GOOD}{name!r}", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    done = sayso("read", "--one-story", str(pile), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    (page,) = (tmp_path / "out").iterdir()
    written = page.read_text(encoding="utf-8")
    assert all(f"bad\\udc{sign}.txt" in written for sign in ("ff", "fe"))
    assert "none\\udcff.txt" in done.stderr and "none\\udcff.txt" in written
    assert len(read_beside(pile)[0]) == 4


def test_a_folder_that_may_not_be_entered_costs_itself(pile: Path, tmp_path: Path) -> None:
    # The superuser may enter every folder, unless it gives that up.
    before = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    if before and not shutil.which("setpriv"):
        pytest.skip("there is no other user to be")
    locked, listed = tmp_path / "locked", pile / "listed"
    for folder in (locked, listed):
        folder.mkdir()
        (folder / "b.txt").write_text(GOOD)
    (pile / "link.txt").symlink_to(locked / "b.txt")
    locked.chmod(0o000)
    listed.chmod(0o444)
    try:
        got, said = read_beside(pile, before)
    finally:
        locked.chmod(0o755)
        listed.chmod(0o755)
    assert len(got) == 2 and said.count("Permission denied") == 2
    assert "link.txt: cannot be read" in said and "listed/b.txt: cannot be read" in said


def test_a_page_that_no_parser_comes_to_the_end_of_is_refused(pile: Path) -> None:
    many = " ".join(f'a{n}=">"' for n in range(100_000))
    (pile / "attributes.html").write_text(PAGE.replace("<body>", f"<body {many}>"))
    (pile / "tags.html").write_text(
        PAGE.replace("<body>", "<body>" + "<script>x</script>" * 90_000)
    )
    script = f"<script>if (a<b) {{ {'x y ' * 9_000} }}</script><!-- <b {'x ' * 9_000} -->"
    (pile / "script.html").write_text(PAGE.replace("<body>", f"<body>{script}"))
    got, said = read_beside(pile)
    assert "script.html" in got and "attributes.html" not in got and "tags.html" not in got
    assert "attributes.html: no page for people: a tag with over 1,000 attributes" in said
    assert "tags.html: no page for people: over 50,000 tags" in said


def test_blank_lines_cost_no_more_than_their_number(pile: Path) -> None:
    # The square of this number of steps would take minutes.
    (pile / "blank.txt").write_text(GOOD + "\n" * 900_000 + "“It was luck,” Anna Lund said.")
    done = sayso("quotes", str(pile))
    assert done.returncode == 0 and '"blank.txt"' in done.stdout


def test_a_text_that_takes_minutes_is_said(pile: Path) -> None:
    (pile / "long.txt").write_text(GOOD + "word " * 60_000)
    done = sayso("copies", str(pile))
    assert done.returncode == 0
    assert "long.txt: 300," in done.stderr and "minutes" in done.stderr


# ---- what is shown ---------------------------------------------------------


@pytest.fixture
def steering(tmp_path: Path) -> list[str]:
    paths = []
    told = (
        "On Tuesday the harbour council sold its oldest ferry to a shipyard at Fenby for scrap.",
        "The oldest ferry of the harbour council was sold for scrap on Tuesday to a shipyard.",
    )
    for n in range(2):
        path = tmp_path / f"{n}.jsonl"
        text = f"{told[n]} The {STEERING}, said the port of {STEERING}. “No {STEERING},” it said."
        record = {"id": f"{STEERING} {n}", "title": STEERING, "text": text, "outlet": STEERING}
        path.write_text(json.dumps(record), encoding="utf-8")
        paths.append(str(path))
    return paths


@pytest.mark.parametrize(
    "args",
    [
        *(
            (name, "--format", "table")
            for name in ("documents", "copies", "stories", "quotes", "times", "names", "findings")
        ),
        ("compare", "--format", "text"),
        ("read", "--one-story", "--format", "md", "-o", "-"),
    ],
)
def test_no_article_steers_the_terminal(args: tuple[str, ...], steering: list[str]) -> None:
    done = sayso(*args, *steering)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.stdout + done.stderr)


@pytest.mark.parametrize("shape", ["table", "csv", "jsonl"])
def test_nor_a_real_one(shape: str, steering: list[str]) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        command("documents", "-q", "--format", shape, *steering),
        stdout=theirs,
        env={**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"},
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # Linux says so where the other side has closed
        pass
    os.close(ours)
    assert running.wait(timeout=200) == 0
    text = seen.decode("utf-8")
    assert "Bridge" in text and not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)


def test_a_pipe_carries_the_data_as_they_are(steering: list[str]) -> None:
    lines = sayso("documents", *steering).stdout.splitlines()
    assert [json.loads(line)["title"] for line in lines] == [STEERING] * 2
    table = sayso("documents", "--format", "csv", *steering).stdout
    rows = csv.DictReader(io.StringIO(table, newline=""))
    assert [row["title"] for row in rows] == [STEERING] * 2


# ---- how a run ends --------------------------------------------------------


def under_way(tmp_path: Path) -> tuple[subprocess.Popen[bytes], Path]:
    """A run whose two workers are busy."""
    folder, out = tmp_path / "long", tmp_path / "out"
    folder.mkdir()
    for n in range(60):
        text = "".join(
            f"Ledger {k * (n + 2)} of Quay{n} was closed, port{n} said. " for k in range(400)
        )
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    running = subprocess.Popen(
        command("read", str(folder), "-j", "2", "-o", str(out)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    deadline = time.monotonic() + 120
    while len(children.read_text().split()) < 2:
        assert running.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    return running, out


@LINUX
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)]
)
def test_workers_end_with_the_run(number: signal.Signals, status: int, tmp_path: Path) -> None:
    running, out = under_way(tmp_path)
    os.kill(running.pid, number)
    # Both streams end only when the last process that holds them has ended.
    _, said = running.communicate(timeout=60)
    assert running.returncode == status
    assert b"Traceback" not in said
    assert (b"nothing was left half-written" in said) == (number != signal.SIGKILL)
    if number != signal.SIGKILL:
        assert not list(out.glob(".*"))


@pytest.mark.parametrize("shape", ["jsonl", "csv", "parquet"])
def test_a_disk_that_is_full_is_said_of_the_file(shape: str, pile: Path, tmp_path: Path) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    out = tmp_path / "out" / f"rows.{shape}"
    done = subprocess.run(
        command("documents", str(pile), "--format", shape, "-o", str(out)),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        preexec_fn=little,
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert f"{out}: File too large" in done.stderr
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(("error", "is_said"), [("KeyboardInterrupt", False), ("ValueError", True)])
def test_an_interruption_that_cannot_be_raised_leaves_no_trace(error: str, is_said: bool) -> None:
    code = (
        "from sayso.cli import interrupts; interrupts.watch()\n"
        f"class Held:\n    def __del__(self): raise {error}\n"
        "Held()"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert (b"Traceback" in done.stderr) is is_said

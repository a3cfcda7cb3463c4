"""`make data` tells a set that is whole from one that differs and one that is not there."""

import gzip
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]
Patch = pytest.MonkeyPatch
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def data(bench_script: Script, monkeypatch: Patch, tmp_path: Path) -> ModuleType:
    """The script, with one invented set: a packed file and a folder of two."""
    script = bench_script("data.py")
    monkeypatch.setattr(script, "DATA", tmp_path)
    with gzip.open(tmp_path / "rows.gz", "wb") as file:
        file.write(b"one\n")
    (tmp_path / "texts").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "texts" / name).write_text(f"A text called {name}.")
    files = {path: script.digest(tmp_path / path) for path in ("rows.gz", "texts")}
    known = {"title": "Two texts", "terms": "none", "asked_by": "nobody", "files": files}
    monkeypatch.setattr(script, "SETS", {"invented": known})
    return script


def test_whole(data: ModuleType, capsys: Printed) -> None:
    assert data.main([]) == 0
    assert "invented: complete\n1 complete, 0 differ, 0 absent" in capsys.readouterr().out


def test_packing_and_notes_do_not_matter(data: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "rows.gz").write_bytes(gzip.compress(b"one\n", 1, mtime=0))
    (tmp_path / "texts" / "README.md").write_text("A note.")
    assert data.main(["invented"]) == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("texts/a.txt", "Another text.", "texts: holds something else"),
        ("texts/c.txt", "One more.", "texts: 3 files where 2 were measured"),
    ],
)
def test_differs(
    data: ModuleType, tmp_path: Path, capsys: Printed, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    assert data.main([]) == 1
    told = capsys.readouterr().out
    assert "invented: differs" in told and said in told and "rows.gz: complete" in told


def test_absent(data: ModuleType, tmp_path: Path, monkeypatch: Patch, capsys: Printed) -> None:
    monkeypatch.setattr(data, "DATA", tmp_path / "nowhere")
    assert data.main([]) == 1
    told = capsys.readouterr().out
    assert "invented: absent" in told and "title: Two texts" in told
    assert "0 complete, 0 differ, 1 absent" in told


def test_an_unknown_set_is_refused(data: ModuleType) -> None:
    assert data.main(["elsewhere"]) == 2


def test_every_set_says_what_it_is(bench_script: Script) -> None:
    for known in bench_script("data.py").SETS.values():
        assert known["title"] and known["terms"] and known["asked_by"] and known["files"]
        for digest in known["files"].values():
            files, sha256 = digest.split()
            assert int(files) > 0 and len(sha256) == 64

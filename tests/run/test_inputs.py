"""Paths as people type them: files, folders, globs, standard input, and everything that can be
wrong with them.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from sayso.documents import DocumentOptions
from sayso.model import Document, Rejected
from sayso.run.inputs import gather


def got(*paths: str | Path, stdin: bytes = b"") -> list[Document | Rejected]:
    return list(gather([str(p) for p in paths], stdin=io.BytesIO(stdin), options=DocumentOptions()))


def ids(items: list[Document | Rejected]) -> list[str]:
    return [item.id for item in items if isinstance(item, Document)]


def test_folder_is_walked_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.md", "b/c.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"Text of {name}.")
    items = got(tmp_path)
    assert ids(items) == ["a.md", "z.txt", "b/c.txt"]
    assert len(items) == 3
    assert isinstance(items[2], Document)
    assert items[2].source == str(tmp_path / "b/c.txt")


def test_single_file_is_called_by_its_name_and_records_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "p.jsonl").write_text('{"text": "Two."}\n\n{"text": "Three."}')
    assert ids(got(tmp_path / "a.txt", tmp_path / "p.jsonl")) == ["a.txt", "p.jsonl:1", "p.jsonl:3"]


def test_glob_and_one_without_matches(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("Two.")
    assert ids(got(tmp_path / "*.txt")) == ["a.txt", "b.txt"]
    (item,) = got(tmp_path / "*.csv")
    assert isinstance(item, Rejected) and "pattern" in item.reason


def test_standard_input_is_json_lines() -> None:
    assert ids(got("-", stdin=b'{"text": "One."}\n{"id": "x", "text": "Two."}')) == ["-:1", "x"]


def test_duplicate_ids_name_the_first(tmp_path: Path) -> None:
    pile = tmp_path / "p.jsonl"
    pile.write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}')
    first, second = got(pile)
    assert isinstance(first, Document) and first.text == "One."
    assert isinstance(second, Rejected)
    assert "duplicate" in second.reason and f"{pile}:1" in second.reason
    assert second.source == f"{pile}:2"


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"Text {folder}.")
    assert len(set(ids(got(tmp_path / "one", tmp_path / "two")))) == 2


def test_the_same_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    assert len(got(tmp_path, tmp_path / "a.txt")) == 1


def test_missing_empty_and_useless(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "useless").mkdir()
    (tmp_path / "useless" / "picture.bin").write_bytes(b"\0\1\2\3" * 50)
    (tmp_path / "useless" / "report.pdf").write_bytes(b"%PDF-1.4")
    items = got(tmp_path / "nowhere", tmp_path / "empty", tmp_path / "useless")
    assert all(isinstance(item, Rejected) for item in items)
    reasons = [item.reason for item in items if isinstance(item, Rejected)]
    assert [
        any(word in reason for reason in reasons) for word in ("no such", "empty", "binary", "PDF")
    ] == [True] * 4


def test_dangling_link_and_folder_named_like_a_text(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    items = got(tmp_path / "gone.txt", tmp_path / "x.txt")
    assert [type(item) for item in items] == [Rejected, Rejected]
    assert any("link" in str(item) for item in items)


def test_unreadable_file_is_refused_with_the_system_s_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("Two.")
    opened = Path.open

    def locked(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", locked)
    refused, read = got(tmp_path)
    assert isinstance(refused, Rejected) and "Permission denied" in refused.reason
    assert isinstance(read, Document)


def test_a_stream_that_breaks_midway_is_refused(tmp_path: Path) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    (item,) = gather(["-"], stdin=Broken(), options=DocumentOptions())  # type: ignore[arg-type]
    assert isinstance(item, Rejected) and "Input/output error" in item.reason

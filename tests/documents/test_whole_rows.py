"""A row that is found in one match says what the same row says line by line."""

import io
import random

import pytest

from sayso.documents import fields, whole_rows

_CELLS = (
    "One.",
    '"The pier, they said, is shut.\n\nNobody ""was"" asked."',
    '"Fenby\r\nMarlow Bay"',
    "",
    '""',
    '"left open',
    'a "bare" mark',
    '"closed" and on',
    '"Ærø"',
    " ",
    "\ufeff",
    "\0",
)


def _table(chance: random.Random) -> bytes:
    ends = chance.choice(("\n", "\r\n"))
    rows = [[chance.choice(_CELLS[: chance.choice((5, 12))]) for _ in "abc"] for _ in range(9)]
    text = ends.join(["id,text,title", *(",".join(row) for row in rows)])
    data = (text + chance.choice(("", ends))).encode()
    return data.replace("Æ".encode(), b"\xc6") if chance.random() < 0.2 else data


@pytest.mark.parametrize("seed", range(200))
def test_rows_are_the_same_line_by_line(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = _table(random.Random(seed))
    at_once = list(fields("a.csv", io.BytesIO(data)))
    monkeypatch.setattr(whole_rows.Rows, "row", lambda self: None)
    assert list(fields("a.csv", io.BytesIO(data))) == at_once


def test_most_rows_are_found_in_one_match() -> None:
    rows = whole_rows.Rows(iter([b'1,"One,\n', b'two"\n2,Three\n', b"3,", b"Four"]), 100, ",")
    assert [rows.row(), rows.row(), rows.row()] == [(1, '1,"One,\ntwo"\n'), (3, "2,Three\n"), None]
    assert [rows.line(), rows.line()] == [(4, b"3,Four"), None]


def test_a_line_over_the_limit_is_thrown_away_while_it_is_read() -> None:
    rows = whole_rows.Rows(iter([b"long", b" line", b" goes on\nshort\n"]), 6, ",")
    assert [rows.line(), rows.line(), rows.line()] == [(1, None), (2, b"short\n"), None]


def test_a_row_of_another_width_is_found_in_one_match_too() -> None:
    rows = whole_rows.Rows(iter([b'1,"a ""b""\n"\n2,c,d\n3\n4,e\n']), 100, ",")
    rows.expect(2)
    found = [rows.row() for _ in range(4)]
    assert found == [(1, ("1", 'a "b"\n')), (3, "2,c,d\n"), (4, "3\n"), (5, ("4", "e"))]

"""The table of docs/formats.md lists what the code reads; each row names a test that is there."""

import re
from pathlib import Path

from sayso.documents.options import DocumentOptions
from sayso.documents.reader import FORMATS, READABLE
from sayso.documents.unpacked import MOST_TIMES

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells[1:]
    for line in re.findall(r"^\| (.+) \|$", PAGE, re.M)
    if len(cells := line.split(" | ")) == 4 and cells[0] != "format"
}


def test_every_format_has_its_row_with_its_endings() -> None:
    told = {name: re.findall(r"`(\.\w+)`", cells[0]) for name, cells in ROWS.items()}
    assert told == {each.name: [*each.endings, *each.within] for each in FORMATS}


def test_every_row_names_tests_that_use_its_endings() -> None:
    for each in FORMATS:
        names = re.findall(r"`(test_\w+\.py)`", ROWS[each.name][2])
        assert names, each.name
        code = "".join((HERE / name).read_text(encoding="utf-8") for name in names)
        assert any(f"{ending}" in code for ending in (*each.endings, *each.within)), each.name


def test_no_ending_is_read_in_two_ways() -> None:
    endings = [ending for each in FORMATS for ending in each.endings]
    assert len(endings) == len(set(endings))
    assert set(READABLE.split()) <= set(endings)


def test_the_limits_told_are_those_of_the_code() -> None:
    options = DocumentOptions()
    for said in (
        f"({options.max_chars:,})",
        f"({options.max_record_bytes // 10**6} MB)",
        f"({options.max_file_bytes // 10**6} MB)",
        f"({options.max_unpacked_bytes // 10**9} GB)",
        f"over {MOST_TIMES} times its size",
    ):
        assert said in " ".join(PAGE.split()), said

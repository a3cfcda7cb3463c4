"""The gate: no data is no pass, and a figure may lose its noise and no more."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]
Patch = pytest.MonkeyPatch
Printed = pytest.CaptureFixture[str]

INVENTED = {
    "scorer": ["guess", "data/guess"],
    "count": {"right": 8},
    "less": {"share": {"wrong/share": 0.1}},
}


@pytest.fixture
def gate(bench_script: Script, monkeypatch: Patch, tmp_path: Path) -> ModuleType:
    """The script, with one invented task whose data is there."""
    script = bench_script("gate.py")
    monkeypatch.setattr(script, "DATA", tmp_path)
    monkeypatch.setattr(script, "TASKS", {"guess": INVENTED})
    for path in ("tools/score.py", "data/guess"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).touch()
    return script


def test_without_data_it_fails(
    gate: ModuleType, tmp_path: Path, monkeypatch: Patch, capsys: Printed
) -> None:
    monkeypatch.setattr(gate, "DATA", tmp_path / "nowhere")
    assert gate.main([]) == 2
    told = capsys.readouterr().out
    assert "NOTHING WAS MEASURED" in told and "guess: NOT MEASURED" in told


def test_what_was_asked_for_by_name_must_be_measured(gate: ModuleType, monkeypatch: Patch) -> None:
    lacking = {**INVENTED, "scorer": ["guess", "data/elsewhere"]}
    monkeypatch.setattr(gate, "TASKS", {"guess": INVENTED, "other": lacking})
    monkeypatch.setattr(gate, "holds", lambda task: True)
    assert gate.main([]) == 0
    assert gate.main(["guess", "other"]) == 2
    assert gate.main(["neither"]) == 2


def test_slow_tasks_are_left_out_unless_named(gate: ModuleType, monkeypatch: Patch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(gate, "TASKS", {"guess": INVENTED, "long": {**INVENTED, "slow": "a day"}})
    monkeypatch.setattr(gate, "holds", lambda task: not ran.append(task))
    for asked in ([], ["long"], ["all"]):
        assert gate.main(asked) == 0
    assert ran == ["guess", "long", "guess", "long"]


@pytest.mark.parametrize(
    ("right", "share", "status"),
    [(8, 0.1, 0), (9, 0.05, 0), (8, 0.105, 0), (8, 0.106, 1), (7, 0.1, 1)],
)
def test_floors(
    gate: ModuleType, monkeypatch: Patch, right: int, share: float, status: int
) -> None:
    answer = {"right": f"{right}/16", "wrong": {"share": {"one": share, "two": share + 0.1}}}
    monkeypatch.setattr(gate, "measured", lambda task: answer)
    assert gate.main([]) == status


def test_every_task_keeps_a_figure_and_names_its_data(bench_script: Script) -> None:
    script = bench_script("gate.py")
    for task in script.TASKS:
        assert list(script.figures(task))
        assert "scorer" in script.TASKS[task] or script.TASKS[task]["needs"]

"""The scripts of bench/, which is no package, as modules."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="session")
def bench_script() -> Callable[[str], ModuleType]:
    """The script of a name, loaded anew."""

    def loaded(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"bench_{Path(name).stem}", BENCH / name)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # dataclasses look for their module there
        spec.loader.exec_module(module)
        return module

    return loaded

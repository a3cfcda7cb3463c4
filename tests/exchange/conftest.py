"""The invented dossier of tests/dossiers, and a second story beside it, for every writer."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.model import Dossier


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    place = Path(__file__).parents[1] / "dossiers" / "invented.py"
    spec = importlib.util.spec_from_file_location("invented_dossier", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.dossier()
    assert isinstance(made, Dossier)
    return made


@pytest.fixture(scope="session")
def hostile(dossier: Dossier) -> Dossier:
    """The same story, where titles, outlets and addresses say what no article should."""
    said = '=cmd|"/c calc"!A1\u2028\r\nER  - </script><b>\x00\ud83d'
    documents = tuple(
        replace(doc, title=said, outlet=said, authors=(said, "Øye, Ann-Marit"), url="javascript:1")
        for doc in dossier.documents
    )
    return replace(dossier, documents=documents, title=said)

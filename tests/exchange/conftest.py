"""The invented dossier with words that mean to do harm."""

from dataclasses import replace

import pytest

from sayso.model import Dossier


@pytest.fixture(scope="session")
def hostile(dossier: Dossier) -> Dossier:
    """The same story, where titles, outlets and addresses say what no article should."""
    said = '=cmd|"/c calc"!A1\u2028\r\nER  - </script><b>\x00\ud83d'
    documents = tuple(
        replace(doc, title=said, outlet=said, authors=(said, "Øye, Ann-Marit"), url="javascript:1")
        for doc in dossier.documents
    )
    return replace(dossier, documents=documents, title=said)

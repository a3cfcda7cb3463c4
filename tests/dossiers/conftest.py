"""The invented dossier and the page made of it, for every test of this room."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from lxml import html as lxml_html

from sayso.dossiers import write
from sayso.model import Dossier


@pytest.fixture(scope="session")
def invented() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "invented_dossier", Path(__file__).with_name("invented.py")
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def dossier(invented: ModuleType) -> Dossier:
    made = invented.dossier()
    assert isinstance(made, Dossier)
    return made


@pytest.fixture(scope="session")
def html(dossier: Dossier) -> str:
    return write(dossier, "html")


@pytest.fixture(scope="session")
def page(html: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(html)

"""What the tests of several rooms share: the language model, opened once."""

import pytest

from sayso.readings import Models, open_models


@pytest.fixture(scope="session")
def models() -> Models:
    """The pinned English model."""
    return open_models()

"""The public names, pinned: adding or losing one is a decision, not an accident."""

import sayso


def test_the_public_names_are_these() -> None:
    assert sayso.__all__ == [
        "Conflict",
        "Copy",
        "Document",
        "Dossier",
        "Passage",
        "Quote",
        "Rejected",
        "Results",
        "Settings",
        "__version__",
        "from_toml",
        "read",
        "read_paths",
        "write",
    ]


def test_every_public_name_is_there() -> None:
    assert all(getattr(sayso, name) is not None for name in sayso.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(sayso, "no_such_name")

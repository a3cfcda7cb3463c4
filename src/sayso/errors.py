"""What can go wrong by misuse. Bad input is not here: it is a value, `model.Rejected`.

SaysoError
├── NothingUsable   every input was rejected, or there was none
├── ModelMissing    the language model is not installed, or its files are not the pinned ones
└── WrongUse        an option or argument that cannot be meant; says what to do instead
"""

_MOST_SAID = 200  # characters of an error's own text that a message repeats


def fault(error: Exception, doing: str) -> str:
    """The reason for refusing an article on which a step failed with an error nobody foresaw.

    >>> fault(ValueError("no day"), "read")[:38]
    'could not be read (ValueError: no day)'
    """
    said = " ".join(str(error).split())[:_MOST_SAID]
    kind = type(error).__name__
    return (
        f"could not be {doing} ({kind}{': ' + said if said else ''}); the others go on without it. "
        "This is a fault of sayso: please report it with the article"
    )


class SaysoError(Exception):
    """Base of every error that sayso raises on purpose; its text says what to do next."""


class NothingUsable(SaysoError):
    """No document could be read from the input."""


class ModelMissing(SaysoError):
    """The spaCy model is absent or its weights are not the ones sayso was measured with."""


class WrongUse(SaysoError):
    """The caller asked for something that cannot be done; the text names the way that can."""

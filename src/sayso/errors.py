"""What can go wrong by misuse. Bad input is not here: it is a value, `model.Rejected`.

SaysoError
├── NothingUsable   every input was rejected, or there was none
├── ModelMissing    the language model is not installed, or its files are not the pinned ones
└── WrongUse        an option or argument that cannot be meant; says what to do instead
"""


class SaysoError(Exception):
    """Base of every error that sayso raises on purpose; its text says what to do next."""


class NothingUsable(SaysoError):
    """No document could be read from the input."""


class ModelMissing(SaysoError):
    """The spaCy model is absent or its weights are not the ones sayso was measured with."""


class WrongUse(SaysoError):
    """The caller asked for something that cannot be done; the text names the way that can."""

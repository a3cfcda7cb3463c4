"""A reading laid onto a copy of its text."""

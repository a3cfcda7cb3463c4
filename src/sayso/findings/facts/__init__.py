"""Statements of different texts that tell the same."""

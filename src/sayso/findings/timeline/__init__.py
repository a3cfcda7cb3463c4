"""Dated happenings, each once, with everybody who tells it."""

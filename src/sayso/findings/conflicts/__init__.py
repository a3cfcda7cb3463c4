"""Where accounts part, a module a kind of conflict."""

"""Independent origins behind tellings."""

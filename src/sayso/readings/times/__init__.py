"""Time expressions: found, given a rule, and valued against a day."""

"""A document made ready to be read: opened models, one parse, restored case, quotations laid over
the tokens.
"""

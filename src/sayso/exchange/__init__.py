"""What others read: results in the forms and standards that other programs know.

In:    dossiers, and who made them
Out:   text or bytes, and the JSON Schema of what is printed as JSON
Steps: one module a standard; nothing is read back, opened or asked for
"""

from sayso.exchange.json_schema import json_schema

__all__ = ["json_schema"]

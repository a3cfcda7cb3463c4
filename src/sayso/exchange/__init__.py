"""What others read: results in the forms and standards that other programs know.

In:    dossiers, and the digest of the settings that they were made with
Out:   files as names and bytes; tables; the JSON Schema of what is printed as JSON
Steps: one module a standard; nothing is read back, opened or asked for
"""

from sayso.exchange.export import FORMS, Form, export
from sayso.exchange.json_schema import json_schema
from sayso.exchange.layout import LAYOUT
from sayso.exchange.tables import tables

__all__ = ["FORMS", "LAYOUT", "Form", "export", "json_schema", "tables"]

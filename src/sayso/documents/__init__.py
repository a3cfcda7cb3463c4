"""The room where articles arrive.

In:    a name and a byte stream (`reader.FORMATS` lists them), perhaps compressed or in an archive
Out:   Document, or Rejected with place and reason; nothing raises for bad input
Steps: decode ─▶ fields ─▶ parts, title, day, outlet, defects, language ─▶ frozen Document
"""

from sayso.documents.arrival import Source, freeze, freeze_all
from sayso.documents.fields import Fields
from sayso.documents.guard import readable_name
from sayso.documents.options import DocumentOptions
from sayso.documents.pages import placed
from sayso.documents.reader import fields, raw_fields, read
from sayso.documents.records import RawRecord
from sayso.documents.versions import outlives, settled, standing

__all__ = [
    "DocumentOptions",
    "Fields",
    "RawRecord",
    "Source",
    "fields",
    "freeze",
    "freeze_all",
    "outlives",
    "placed",
    "raw_fields",
    "read",
    "readable_name",
    "settled",
    "standing",
]

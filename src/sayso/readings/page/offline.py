"""onnxruntime, imported with its telemetry off.

Since 1.32 its packages for Linux send events on sessions, with an id of the machine that they keep
in the user's cache folder, to their maker. This has to be said before the library is loaded;
whatever it is called with later, a lookup of the name has been made by then.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]

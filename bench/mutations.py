"""What `bench/mutate.py` changes: 48 changes chosen by hand, and the drawing of more.

A change names its module and finds its place in the syntax tree by what stands there; a module that
moved is found again where one other module holds the same place. What is not found is reported.

    Mutation(module, change) ──source──▶ changed source | None
"""

from __future__ import annotations

import ast
import hashlib
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Numbers that bound work or memory; whatever they are, the result is the same.
_BOUNDS = re.compile(r"_?(BATCH|BLOCK|CHUNK|SLICE|TABLE|TASK|TOGETHER|PLANE|STRIDE|PORTION|AHEAD)")
_BOUND_WORDS = re.compile(
    r"bounds|memory|at a time|in one go|cache|portion|no \w+ is (longer|deeper)"
)
_NO_RULES = re.compile(r"sayso\.(model|errors)\b|\b__init__$|__main__$")
_LOOKS = re.compile(r"sayso\.(dossiers\.timeline_plot|cli\.(progress|output|side_by_side))$")
_EMPTY = {"", "''", "[]", "()", "{}", "0", "0.0", "None", "set()", "frozenset()"}

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.Assign | ast.AnnAssign


# ---- changes -------------------------------------------------------------------


@dataclass(frozen=True)
class Scale:
    """The first number of a module's constant, or of an option's default, times `factor`."""

    symbol: str
    factor: float

    def apply(self, tree: ast.Module) -> bool:
        """Change the tree; False where the number is not found."""
        scope = _scope(tree, self.symbol)
        if not isinstance(scope, ast.Assign | ast.AnnAssign) or scope.value is None:
            return False
        number = next(filter(_is_number, ast.walk(scope.value)), None)
        if number is None:
            return False
        assert isinstance(number, ast.Constant)
        number.value = _scaled(number.value, self.factor)
        return True


@dataclass(frozen=True)
class Swap:
    """In a function: the `place`-th of equal expressions for another."""

    symbol: str
    old: str
    new: str
    place: int = 0

    def apply(self, tree: ast.Module) -> bool:
        """Change the tree; False where the expression is not found."""
        place = _place(tree, self.symbol, self.old, self.place)
        if place is None:
            return False
        place.put(ast.parse(self.new, mode="eval").body)
        return True


@dataclass(frozen=True)
class Drop:
    """In a function or a module's tuple: one element, operand, condition, guard or statement.

    what  as it stands there; of a guard its test
    """

    symbol: str
    what: str
    place: int = 0

    def apply(self, tree: ast.Module) -> bool:
        """Change the tree; False where it is not found."""
        place = _place(tree, self.symbol, self.what, self.place)
        return place is not None and place.leave_out()


@dataclass(frozen=True)
class Mutation:
    """A change in a module, under the name by which it is reported."""

    name: str
    module: str
    change: Scale | Swap | Drop

    @property
    def room(self) -> str:
        """The room, or the module of the ground."""
        return self.module.split(".")[1]

    def on(self, source: str) -> str | None:
        """The changed module; None where the place is not found or nothing changes."""
        tree = ast.parse(source)
        if not self.change.apply(tree):
            return None
        changed = ast.unparse(ast.fix_missing_locations(tree))
        return None if changed == ast.unparse(ast.parse(source)) else changed


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _scaled(value: float, factor: float) -> float:
    if isinstance(value, int):
        return int(value * factor)
    return value * factor


def _scope(tree: ast.Module, symbol: str) -> _Scope | None:
    """The assignment, function or class of that (dotted) name."""
    scope: _Scope | None = tree
    for name in symbol.split("."):
        body = getattr(scope, "body", [])
        scope = next((node for node in body if _name(node) == name), None)
    return scope


def _name(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    return None


@dataclass(frozen=True)
class _Place:
    """A node with its parent and the field, and place in it, that hold it."""

    node: ast.AST
    parent: ast.AST
    field: str
    at: int | None

    def put(self, new: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, new)
        else:
            getattr(self.parent, self.field)[self.at] = new

    def leave_out(self) -> bool:
        """Leave the node out of what holds it; False where nothing would be left to hold."""
        if isinstance(self.parent, ast.If) and self.field == "test":
            return False  # a guard is found as a statement, see `_places`
        if isinstance(self.node, ast.stmt):
            self.put(ast.Pass())
            return True
        if self.at is None:
            return False
        held = getattr(self.parent, self.field)
        if isinstance(self.parent, ast.BoolOp) and len(held) < 2:
            return False
        del held[self.at]
        return True


def _places(scope: ast.AST) -> Iterator[tuple[str, _Place]]:
    """Every node of a scope in order, by its text; a guard (an `if` without else) by its test."""
    for node in ast.walk(scope):
        for field, value in ast.iter_fields(node):
            for at, child in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(child, ast.expr | ast.stmt):
                    continue
                place = _Place(child, node, field, at if isinstance(value, list) else None)
                if isinstance(child, ast.If):
                    if not child.orelse:
                        yield ast.unparse(child.test), place
                elif isinstance(child, ast.Expr):
                    yield ast.unparse(child.value), place
                else:
                    yield ast.unparse(child), place


def _place(tree: ast.Module, symbol: str, text: str, number: int) -> _Place | None:
    scope = _scope(tree, symbol)
    if scope is None:
        return None
    wanted = ast.unparse(ast.parse(text, mode="eval"))
    found = [place for said, place in _places(scope) if said == wanted]
    return found[number] if number < len(found) else None


# ---- by hand -------------------------------------------------------------------


def _by_hand(module: str, change: Scale | Swap | Drop, said: str = "") -> Mutation:
    if isinstance(change, Scale):
        said = f"{change.symbol} {'doubled' if change.factor > 1 else 'halved'}"
    return Mutation(f"{module}: {said}", f"sayso.{module}", change)


BY_HAND: tuple[Mutation, ...] = (
    # numbers
    _by_hand("actors.groups", Scale("_LEAD", 0.5)),
    _by_hand("copies.families", Scale("_RELATED", 2)),
    _by_hand("copies.form", Scale("_MOVED", 2)),
    _by_hand("copies.kinds", Scale("_FAR_DAYS", 2)),
    _by_hand("copies.kinds", Scale("_SAME", 0.5)),
    _by_hand("copies.options", Scale("CopyOptions.least_windows", 2)),
    _by_hand("days.days", Scale("_LIKELY", 0.5)),
    _by_hand("days.evidence", Scale("_WEEK", 2)),
    _by_hand("documents.days", Scale("_SCRAPED_LATER", 2)),
    _by_hand("documents.outlets", Scale("_LEAST_TOLD", 0.5)),
    _by_hand("text.damage", Scale("_FEW_MARKS", 2)),
    _by_hand("documents.titles", Scale("_LOOK", 0.5)),
    _by_hand("dossiers.matrix", Scale("LONG_ENOUGH", 0.5)),
    _by_hand("findings.conflicts.slots", Scale("_FAR_THING", 2)),
    _by_hand("findings.facts.agreements", Scale("_SHORTEST_CHARACTERS", 2)),
    _by_hand("findings.timeline.events", Scale("_SAME_EVENT", 0.5)),
    _by_hand("lexicon.frequency", Scale("UNSEEN", 2)),
    _by_hand("readings.attribution.attributions", Scale("_RIVAL_SHARE", 2)),
    _by_hand("readings.attribution.attributions", Scale("_TAKE", 2)),
    _by_hand("readings.attribution.pronouns", Scale("NEAR", 2)),
    _by_hand("readings.claims.claims", Scale("_LONGEST_TOKENS", 0.5)),
    _by_hand("readings.claims.quantities", Scale("_NEAR_SHARE", 2)),
    _by_hand("readings.names.titles", Scale("_LONGEST", 0.5)),
    _by_hand("readings.page.casing", Scale("_SHOUTED_WORDS", 2)),
    _by_hand("readings.times.chain", Scale("_NEAR_WORDS", 2)),
    _by_hand("stories.options", Scale("StoryOptions.least_cohesion", 0.5)),
    _by_hand("stories.options", Scale("StoryOptions.name_weight", 0.5)),
    _by_hand("stories.options", Scale("StoryOptions.near_days", 2)),
    _by_hand(
        "text.paragraphs",
        Swap("wrapped", "0.2 * len(lines)", "0.4 * len(lines)"),
        "share of wrapped lines doubled",
    ),
    # comparisons, guards and whole rules
    _by_hand(
        "cli.output",
        Drop("whole_file", "stop_if_asked()"),
        "no look for Ctrl-C before the rename",
    ),
    _by_hand("cli.session", Drop("Session.close", "self.strict"), "--strict always"),
    _by_hand(
        "copies.direction", Swap("_from_dates", "a < b", "a >= b", 0), "the later day comes first"
    ),
    _by_hand(
        "copies.candidates",
        Swap("enough", "all_told >= options.usual_share * pairs.windows", "all_told < 0"),
        "second ground of enough dropped",
    ),
    _by_hand("copies.kinds", Drop("RULES", "name_a_third"), "name_a_third dropped"),
    _by_hand(
        "documents.outlets",
        Drop("_from_words", "_is_cited(evidence.text, name)"),
        "an outlet that is cited may be the text's own",
    ),
    _by_hand(
        "dossiers.sources",
        Swap("told_once", "telling.holder or ''", "''"),
        "told_once without its holder",
    ),
    _by_hand(
        "findings.facts.same",
        Drop("clash", "_of_other_times(one, two)"),
        "history agrees with a plan",
    ),
    _by_hand(
        "findings.facts.same",
        Drop("clash", "one.judges != two.judges"),
        "a writer's judgement agrees with a fact",
    ),
    _by_hand("findings.facts.same", Drop("clash", "days_clash(one, two)"), "days apart agree"),
    _by_hand(
        "findings.origins.origins",
        Drop("_one", "a.side == b.side"),
        "the sides of a finding are one voice",
    ),
    _by_hand(
        "findings.origins.kinship",
        Drop("_one_body", "a.proper and b.proper and (not _meet(a.proper, b.proper))"),
        "proper words of two descriptions ignored",
    ),
    _by_hand(
        "readings.attribution.pronouns",
        Drop("_heard", "memory.paragraph - where <= reach"),
        "a pronoun looks back over any distance",
    ),
    _by_hand("readings.attribution.relays", Drop("_relay", "_leant_on"), "“citing X” is no relay"),
    _by_hand(
        "readings.attribution.requoted",
        Drop("_inner", "known"),
        "what is an attribution already is requoted",
    ),
    _by_hand("readings.attribution.unsaid", Drop("_RULES", "_heard"), "what was heard was said"),
    _by_hand("readings.carried.project", Drop("_quote", "cut"), "a quote cut short needs no cue"),
    _by_hand(
        "readings.claims.stances",
        Drop("_status", "not _conditional(head)"),
        "a condition is a plan",
    ),
    _by_hand("stories.sketch", Swap("_is_name", "0.6 * count", "0.0"), "any word may be a name"),
)


# ---- drawn ---------------------------------------------------------------------


def drawn(src: Path, count: int, seed: int) -> list[Mutation]:
    """`count` mutations of the package, kinds in turn; rooms alike likely, and places within one.

    A place is drawn by a hash of the seed and what stands there.
    """
    by_kind = [_by_chance(list(_candidates(src, kind)), seed) for kind in _KINDS]
    return [by_kind[n % len(by_kind)][n // len(by_kind)] for n in range(count)]


def _by_chance(found: list[Mutation], seed: int) -> list[Mutation]:
    """All of one kind in the order in which they are drawn, every room with one weight."""
    size: dict[str, int] = {}
    for mutation in found:
        size[mutation.room] = size.get(mutation.room, 0) + 1

    def rank(mutation: Mutation) -> float:
        said = f"{seed} {mutation.room} {mutation.change}"
        digest = hashlib.sha256(said.encode()).digest()
        chance = (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1)
        return -math.log(chance) * size[mutation.room]

    return sorted(found, key=lambda mutation: (rank(mutation), mutation.name))


_Kind = Callable[[str, ast.Module, list[str]], Iterator[Scale | Swap | Drop]]


def _candidates(src: Path, kind: _Kind) -> Iterator[Mutation]:
    for path in sorted((src / "sayso").rglob("*.py")):
        module = ".".join(path.relative_to(src).with_suffix("").parts)
        if _NO_RULES.search(module):
            continue
        source = path.read_text(encoding="utf-8")
        for change in kind(module, ast.parse(source), source.split("\n")):
            yield Mutation(f"{module[6:]}: {_said(change)}", module, change)


def _said(change: Scale | Swap | Drop) -> str:
    if isinstance(change, Scale):
        return f"{change.symbol} {'doubled' if change.factor > 1 else 'halved'}"
    if isinstance(change, Swap):
        return f"{change.symbol}: “{change.old}” turned round"
    return f"{change.symbol}: without “{change.what}”"


def _numbers(module: str, tree: ast.Module, lines: list[str]) -> Iterator[Scale]:
    """Numbers of the module and defaults of its options."""
    if _LOOKS.search(module):
        return
    for symbol, node in _assigned(tree):
        said = " ".join(lines[max(0, node.lineno - 2) : node.end_lineno or node.lineno])
        bound = _BOUNDS.match(symbol.split(".")[-1]) or _BOUND_WORDS.search(said)
        if not bound and node.value is not None and _is_plain_number(node.value):
            yield from (Scale(symbol, factor) for factor in (0.5, 2.0))


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.Assign | ast.AnnAssign]]:
    for node in tree.body:
        held = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for inner in held:
            if isinstance(inner, ast.Assign | ast.AnnAssign) and _name(inner):
                yield f"{before}{_name(inner)}", inner


def _is_plain_number(value: ast.expr) -> bool:
    """A number, or a span of time with one."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "timedelta":
        return True
    return _is_number(value) and ast.unparse(value) not in ("0", "0.0")


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        held = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for inner in held:
            if isinstance(inner, ast.FunctionDef):
                yield f"{before}{inner.name}", inner


def _numbered(scope: ast.AST) -> Iterator[tuple[str, int, _Place]]:
    seen: dict[str, int] = {}
    for said, place in _places(scope):
        yield said, seen.get(said, 0), place
        seen[said] = seen.get(said, 0) + 1


def _comparisons(module: str, tree: ast.Module, lines: list[str]) -> Iterator[Swap]:
    for symbol, function in _functions(tree):
        for said, number, place in _numbered(function):
            node = place.node
            if isinstance(node, ast.Compare) and len(node.ops) == 1:
                other = ast.Compare(node.left, [_OPPOSITE[type(node.ops[0])]()], node.comparators)
                yield Swap(symbol, said, ast.unparse(other), number)


def _operands(module: str, tree: ast.Module, lines: list[str]) -> Iterator[Drop]:
    for symbol, function in _functions(tree):
        for said, number, place in _numbered(function):
            if isinstance(place.parent, ast.BoolOp) and said not in _EMPTY:
                yield Drop(symbol, said, number)


def _guards(module: str, tree: ast.Module, lines: list[str]) -> Iterator[Drop]:
    for symbol, function in _functions(tree):
        for said, number, place in _numbered(function):
            node = place.node
            if isinstance(node, ast.If) and not node.orelse and _leaves(node):
                yield Drop(symbol, said, number)


def _leaves(node: ast.If) -> bool:
    """Its body is one return or continue, and no early way out for nothing."""
    if len(node.body) != 1 or not isinstance(node.body[0], ast.Return | ast.Continue):
        return False
    end = node.body[0]
    value = end.value if isinstance(end, ast.Return) else None
    returned = ast.unparse(value) if value is not None else ""
    nothing = isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)
    plain = nothing and isinstance(node.test.operand, ast.Name | ast.Attribute)
    return not (plain and returned in _EMPTY and isinstance(end, ast.Return))


def _elements(module: str, tree: ast.Module, lines: list[str]) -> Iterator[Drop]:
    """Members of a module's tuple of functions or of rows."""
    for symbol, node in _assigned(tree):
        if isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
            for said, number, place in _numbered(node.value):
                if place.parent is node.value and not isinstance(place.node, ast.Constant):
                    yield Drop(symbol, said, number)


_KINDS: tuple[_Kind, ...] = (_numbers, _comparisons, _operands, _guards, _elements)

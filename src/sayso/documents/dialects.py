"""How a table is written where it is not as RFC 4180 says: what parts its cells, which mark quotes
them, how a mark within a cell is told, and what stands above the header.

    the first lines ──the header is the line that names a text──▶ Dialect
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.patterns import pattern

SIGNS = (",", ";", "\t", "|", "^")  # what may part two cells
_LOOKED_AT = 20  # lines among which the header is looked for
_NAMED = pattern(r"\s*sep=(.)\s*$", re.I)  # Excel's own line above the header
_ESCAPED = pattern(r'(?<!\\)(?:\\\\)*\\"')
_SWAPPED = str.maketrans("'\"", "\"'")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What parts cells, and how lines are put right before they are read.

    above    lines above the header
    escaped  a mark within a cell has a backslash before it, not another mark
    spaced   blanks stand between what parts two cells and the mark of the second
    single   cells stand in single marks
    returns  lines end with a carriage return alone
    """

    sign: str = ","
    above: int = 0
    escaped: bool = False
    spaced: bool = False
    single: bool = False
    returns: bool = False

    def before(self, line: str) -> str:
        """A line as RFC 4180 would have it."""
        if self.single:
            line = line.translate(_SWAPPED)
        if self.spaced:
            line = re.sub(rf'({re.escape(self.sign)}) +"(?!")', r'\1"', line)
        return _ESCAPED.sub(lambda m: m[0][:-2] + '""', line) if self.escaped else line

    def after(self, cell: str) -> str:
        """A cell as it was meant."""
        return cell.translate(_SWAPPED) if self.single else cell


def dialect_of(sample: str, has_text: Callable[[Sequence[str]], bool]) -> Dialect:
    """The dialect of a table that begins so; `has_text` tells the header by its names.

    >>> found = dialect_of('sep=;\\na;text\\n1;"It is; shut."\\n', lambda names: "text" in names)
    >>> found.sign, found.above
    (';', 1)
    """
    returns = "\n" not in sample and "\r" in sample
    lines = re.split(r"\r\n|[\r\n]" if returns else r"\r?\n", sample)
    named = next((m[1] for line in lines[:1] if (m := _NAMED.match(line))), None)
    signs = (named,) if named else SIGNS
    for above, line in enumerate(lines[:_LOOKED_AT]):
        single = re.fullmatch(r"'[^']*'(?:[^\w'\"]'[^']*')+\s*", line) is not None
        read = line.translate(_SWAPPED) if single else line
        held = [(len(names), sign) for sign in signs if has_text(names := _names(read, sign))]
        if held:
            sign = max(held, key=lambda pair: pair[0])[1]
            rest = "\n".join(lines[above:])
            return Dialect(
                sign,
                above,
                escaped=_is_escaped(rest, sign),
                spaced=_is_spaced(rest, sign),
                single=single,
                returns=returns,
            )
    first = next((line for line in lines if line.strip()), "")
    return Dialect(named or max(SIGNS[:4], key=first.count), returns=returns)


def _names(line: str, sign: str) -> list[str]:
    """Names of a header; none of them holds what parts them, unless within marks."""
    parted = re.escape(sign)
    cells = re.findall(rf'(?:^|{parted}) *("(?:[^"]|"")*"|[^{parted}]*)', line)
    return [cell.strip().strip('"').strip() for cell in cells]


def _is_escaped(rest: str, sign: str) -> bool:
    """Marks with a backslash stand within cells, and doubled ones do not."""
    within = re.findall(rf'\\"(?![{re.escape(sign)}\r\n]|$)', rest)
    doubled = re.findall(rf'(?<![{re.escape(sign)}"\\\n])""(?!")', rest)
    return len(within) > len(doubled)


def _is_spaced(rest: str, sign: str) -> bool:
    parted = re.escape(sign)
    return re.search(rf'{parted} +"', rest) is not None and f'{sign}"' not in rest

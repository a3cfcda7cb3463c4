"""Mr. and Mrs. of one surname: which full names a form of address can go with.

title, given names ──sex told──▶ full names that suit
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.actors.known_forms import KnownForms, Node
from sayso.actors.titles import sex_told
from sayso.lexicon import mapping


def suited(story: KnownForms, hosts: Sequence[Node], sex: str) -> list[Node]:
    """The full names that a form of address can go with: those that a text tells to be of that sex
    where it tells of some, else all but those known to be of the other; a son only where no other
    is known to be a man.
    """
    if not sex:
        return list(hosts)
    told = [host for host in hosts if _told(story, host) == sex]
    if any(story.forms[host].young for host in told):
        elder = [h for h in hosts if not story.forms[h].young and _sex(story, h) == sex]
        told = elder or told
    return told or [host for host in hosts if _sex(story, host) in ("", sex)]


def nobody_knows_which(story: KnownForms, hosts: Sequence[Node], sexes: Iterable[str]) -> bool:
    """True where a text has "Mr." and "Mrs." of a surname and one full name that may be of both."""
    both = {"he", "she"} <= set(sexes)
    return (
        both and len({story.root(h) for h in hosts}) == 1 and not any(_sex(story, h) for h in hosts)
    )


def parted(story: KnownForms, found: list[Node]) -> None:
    """Marks what is left of a short form by the form of address, where the story has both: they are
    two people whom no full name tells apart.
    """
    left: dict[Node, dict[str, list[int]]] = {}
    for i, mention in enumerate(story.mentions):
        sex = sex_told(mention)
        if sex and found[i] == mention.words:
            left.setdefault(found[i], {}).setdefault(sex, []).append(i)
    for node, by_sex in left.items():
        if len(by_sex) > 1:
            for sex, mine in by_sex.items():
                for i in mine:
                    found[i] = (*node, f"~{sex}")


def _told(story: KnownForms, host: Node) -> str:
    told = {sex for sex, count in story.forms[host].sexes.items() if count and sex}
    return told.pop() if len(told) == 1 else ""


def _sex(story: KnownForms, host: Node) -> str:
    return _told(story, host) or mapping("given_names").get(host[0], "")

"""Live blogs: the posts of a page with their hours, oldest first, and the posts of each day apart.

    JSON-LD LiveBlogPosting, microdata, elements with a time ──▶ posts ──▶ text and its date marks
    articleBody, what trafilatura found above the posts      ──▶ their introduction

"Yesterday" means another day in a post of Tuesday than in one of Monday: a page whose posts are of
several days gives one article for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sayso.documents.cleaning import cleaned
from sayso.documents.fields import Fields, mend, said_by
from sayso.documents.marked_up import flat, words_within
from sayso.documents.related import beside
from sayso.model import PartKind, Reason
from sayso.patterns import pattern

_LEAST = 2  # posts with words from which a page is read as a live blog
_MOST = 2_000  # posts of one page
_FEW_LINES = 6  # of a text that are in no post, all of which may introduce them
_LONGEST = 20_000  # letters of a text in which that is looked for
_TOLD_BY = 60  # letters of a line by which it is found again in a post
_SENTENCE = pattern(r"(?:\S+\s+){4,}.*[.!?…][\"”’')]*", re.S)
_HOLDERS = ("article", "section", "li", "div")
_POST_NAMES = ("post", "update", "entry", "block", "live", "item", "event")


@dataclass(frozen=True, slots=True)
class Post:
    """One post: when it was sent as the page says it, its headline, its words."""

    when: datetime | None
    headline: str
    text: str


def from_live_blog(page: Fields, tree: Any, nodes: Sequence[dict[str, Any]]) -> tuple[Fields, ...]:
    """The articles of a live blog, one a day; nothing where the page is none. `page` is what the
    page says of itself, `nodes` its JSON-LD.
    """
    blogs = [node for node in nodes if "LiveBlogPosting" in _kinds(node)]
    found = [post for node in blogs for post in _of_json(node)]
    if len(found) < _LEAST:
        found = list(_of_microdata(tree))
    if len(found) < _LEAST and blogs:
        found = list(_of_elements(tree))
    if len(found) < _LEAST:
        return ()
    lead = _introduction(page, blogs, found)
    posts = sorted(dict.fromkeys([*lead, *found]), key=_order)
    posts, left = posts[:_MOST], len(posts[_MOST:])
    days: dict[date | None, list[Post]] = {}
    for post in posts:
        days.setdefault(post.when.date() if post.when else None, []).append(post)
    undated = days.pop(None, [])
    if not days:
        days[None] = []
    first = next(iter(days))
    days[first] = [*undated, *days[first]]
    many = len(days) > 1
    made = [
        _of_day(page, day, of_day, line=n if many else None)
        for n, (day, of_day) in enumerate(days.items(), 1)
    ]
    if left:
        made[-1] = replace(made[-1], why=(*made[-1].why, Reason("cut-short", ("posts", left))))
    return tuple(made)


def _introduction(
    page: Fields, blogs: Sequence[dict[str, Any]], posts: Sequence[Post]
) -> Iterator[Post]:
    """What is said beside the posts, as one that has no hour: of much that is in no post only what
    stands above them, as posts may be printed otherwise than they are declared.
    """
    bodies = [body for node in blogs if isinstance(body := node.get("articleBody"), str)]
    said = _alike(" ".join(f"{post.headline} {post.text}" for post in posts))
    for text in (*(cleaned(body)[0] for body in bodies), page.text):
        lines = [line.strip() for line in text[:_LONGEST].splitlines() if line.strip()]
        inside = [_alike(line)[:_TOLD_BY] in said for line in lines]
        prose = [line != page.title and bool(_SENTENCE.fullmatch(line)) for line in lines]
        above = inside.index(True) if True in inside else 0
        told = [n for n in range(len(lines)) if prose[n] and not inside[n]]
        if len(told) > _FEW_LINES:
            told = [n for n in told if n < above]
        if told:
            yield Post(None, "", "\n\n".join(lines[n] for n in told))
            return


def _alike(said: str) -> str:
    return " ".join(said.split()).casefold()


def _kinds(node: dict[str, Any]) -> tuple[str, ...]:
    kinds = node.get("@type")
    return tuple(map(str, kinds)) if isinstance(kinds, list) else (str(kinds),)


def _order(post: Post) -> tuple[bool, datetime]:
    when = post.when or datetime.min
    return post.when is not None, when if when.tzinfo else when.replace(tzinfo=UTC)


def _of_day(page: Fields, day: date | None, posts: list[Post], *, line: int | None) -> Fields:
    pieces: list[str] = []
    marks: list[tuple[PartKind, int, int]] = []
    at = 0
    for post in posts:
        said = [post.text] if post.text.startswith(post.headline) else [post.headline, post.text]
        if post.when is not None:
            hour = f"{post.when:%B} {post.when.day}, {post.when.year}, {post.when:%H:%M}"
            marks.append(("date", at, at + len(hour)))
            said.insert(0, hour)
        block = "\n\n".join(piece for piece in said if piece)
        pieces.append(block)
        at += len(block) + 2
    text, mended = mend("\n\n".join(pieces))
    made = replace(
        page,
        text=text,
        line=line,
        marks=tuple(marks),
        why=(*page.why, *mended, Reason("live-blog", (len(posts),))),
    )
    return replace(made, published=day.isoformat(), days=()) if day else made


def _when(said: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(said).strip().replace("Z", "+00:00"))
    except ValueError:
        return None


# ---- where posts stand -------------------------------------------------------------


def _of_json(node: dict[str, Any]) -> Iterator[Post]:
    updates = node.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, dict):
            continue
        body = update.get("articleBody") or update.get("text")
        text = cleaned(str(body))[0].strip() if isinstance(body, str) else ""
        if text:
            headline = cleaned(said_by(update.get("headline")) or "")[0]
            yield Post(_when(said_by(update.get("datePublished"))), headline, text)


def _of_microdata(tree: Any) -> Iterator[Post]:
    """schema.org as attributes: `itemprop="liveBlogUpdate"`."""
    update = "*[contains(@itemprop, 'liveBlogUpdate')]"
    for element in tree.xpath(f"//{update}[not(ancestor::{update})]"):
        times = element.xpath(".//*[contains(@itemprop, 'datePublished')]")
        heads = element.xpath(".//*[@itemprop='headline' or @itemprop='name']")
        bodies = element.xpath(".//*[@itemprop='articleBody']")
        text = words_within(bodies[0], loose=True) if bodies else words_within(element)
        said = [each.get("datetime") or each.get("content") for each in times]
        if text:
            headline = flat(heads[0]) if heads else ""
            yield Post(next(filter(None, map(_when, said)), None), headline, text)


def _of_elements(tree: Any) -> Iterator[Post]:
    """Elements that look like posts, each around a time of its own; not what is of other articles,
    and not the head of the page.
    """
    others = beside(tree)
    seen: set[Any] = set()
    for time in tree.xpath("//body//time[@datetime]"):
        above = list(time.iterancestors())
        if any(each in others for each in above):
            continue
        post = next((each for each in above if _is_post(each)), None)
        if post is None or post in seen:
            continue
        seen.add(post)
        text = "" if post.xpath(".//h1") else words_within(post)
        if text:
            yield Post(_when(time.get("datetime")), "", text)


def _is_post(element: Any) -> bool:
    named = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return element.tag == "article" or (
        element.tag in _HOLDERS and any(name in named for name in _POST_NAMES)
    )

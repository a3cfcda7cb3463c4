"""The words within marked-up text: each once, in order, whatever stands within what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from sayso.documents.marked_up import flat, words_within

_NAMES = ("p", "li", "ul", "div", "blockquote", "h3", "tr", "td", "pre", "block", "em", "hl2")
_LEAF = st.just("w")
_TREES = st.recursive(
    _LEAF,
    lambda inner: st.tuples(st.sampled_from(_NAMES), st.lists(inner, max_size=4)),
    max_leaves=25,
)


def _built(tree: object) -> tuple[etree._Element, list[str]]:
    """An element for a drawn tree, and its words in order, no two alike."""
    words: list[str] = []

    def said() -> str:
        words.append(f"w{len(words)}")
        return f" {words[-1]} "

    def add(element: etree._Element, node: object) -> None:
        if isinstance(node, tuple):
            child = etree.SubElement(element, node[0])
            child.text = said()
            for each in node[1]:
                add(child, each)
            child.tail = said()
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + said()
        else:
            element.text = (element.text or "") + said()

    root = etree.Element("body")
    add(root, tree)
    return root, words


@given(_TREES)
def test_every_word_once_and_in_order(tree: object) -> None:
    root, words = _built(tree)
    assert words_within(root, loose=True).split() == words
    held = words_within(root).split()
    assert held == [word for word in words if word in set(held)]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<ul><li><div><p>The pier is shut.</p></div></li></ul>", "The pier is shut."),
        ("<ul><li>Shut:<ul><li>the pier</li><li>the weir</li></ul></li></ul>",
         "Shut:\n\nthe pier\n\nthe weir"),
        ("<blockquote>“Go.”<p>So he said.</p></blockquote>", "“Go.”\n\nSo he said."),
        ("<p>Shut since<br>Tuesday.</p>", "Shut since Tuesday."),
        ("<table><tr><td>Boats</td><td>14</td></tr></table>", "Boats 14"),
        ("<p>It <em>ru</em>sts.</p>", "It rusts."),
        ("<p>Shut <!-- why? -->since Tuesday.</p>", "Shut since Tuesday."),
        ("<p><time>10:15</time> The pier is shut.</p>", "The pier is shut."),
        ("<p>The pier is shut since <time>Tuesday</time>.</p>",
         "The pier is shut since Tuesday."),
        ("<div>Share this</div><p>The pier is shut.</p>", "The pier is shut."),
        ("<div>The pier is shut.</div>", "The pier is shut."),
        ("<p>Shut.</p><figure><p>A boat</p></figure><aside><p>More</p></aside>", "Shut."),
        ("<p>Shut<script>var a = 1</script>.</p>", "Shut."),
    ],
)  # fmt: skip
def test_words_of_a_page(markup: str, words: str) -> None:
    assert words_within(html.fragment_fromstring(markup, create_parent="div")) == words


def test_words_on_two_lines_of_a_headline_are_two() -> None:
    assert flat(html.fragment_fromstring("<h1>Pier<br/>shut</h1>")) == "Pier shut"

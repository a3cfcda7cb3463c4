"""The sentences of all rules in English.

The numbers in a template are places of the reason's values. Keys before a template of several are
the first value, which says what was found; the numbers then count from the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.words.templates import Words, say


def _and(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def _quoted(printed: Sequence[str]) -> str:
    return ", ".join(f"“{p}”" for p in printed)


def _half_characters(halves: int) -> str:
    number = "half of a surrogate pair was" if halves == 1 else "halves of surrogate pairs were"
    return f"{halves} {number} replaced by U+FFFD"


def _cut_short(what: int | str, of: str | int = "") -> str:
    if what == "export":
        return f"{of}’s export ends inside it"
    if what == "posts":
        return f"{of:,} later posts of the live blog are not here"
    if what == "summary":
        return "only the summary of a feed was read"
    return f"only the opening was given: {what} more characters are not here"


def _export(database: str, articles: int) -> str:
    one = "the one article" if articles == 1 else f"one of {articles} articles"
    return f"{one} of {database}’s export"


_MANY = {
    "labels": "the same labels come again",
    "numbers": "numbered headings",
    "ends": "marks of an end",
    "rules": "headlines below lines of marks",
    "copyrights": "copyright lines",
    "datelines": "paragraphs that begin with a dateline",
    "openings": "headlines with a day or a byline",
}


def _many_articles(sign: str, articles: int) -> str:
    return (
        f"it looks like {articles} articles in one text ({_MANY[sign]}), and was read as one: "
        "divide it, an article a file"
    )


# ---- copies and stories ------------------------------------------------------------


def _shared_words(words: int, first: float, second: float, *quoted: float) -> str:
    figures = f"{words} words shared, {first:.0%} of the first and {second:.0%} of the second"
    return figures + "".join(f"; {share:.0%} of them in quotation marks" for share in quoted)


_FIELDS = {
    "isBasedOn": "isBasedOn in its page",
    "canonical": "its canonical address",
    "original-source": "original-source in its page",
    "syndication-source": "syndication-source in its page",
    "source": "<source> of its feed or record",
}
_DECLARED = {
    "other": "one text declares, by {0}, that it rests on {1}, the other",
    "third": "both declare that they rest on {1}, the first by {0}",
    "voice": "{0} names nobody, and declares by {1} that it rests on {2}",
    "open": "{0} declares by {1} that it rests on {2}, so {3} and {4} count as one",
}


def _declared_origin(found: str, *values: Any) -> str:
    at = 0 if found in ("other", "third") else 1  # the place of the field
    said = [_FIELDS[value] if place == at else value for place, value in enumerate(values)]
    return say(_DECLARED, (found, *said))


_ONE_HAND = {
    "mostly": "both texts are mostly the same words ({0:.0%} and {1:.0%})",
    "own": "{0:.0%} of the shorter text, not counting quotations, is in the other",
    "opening": "{0:.0%} of the shorter text and part of its opening are in the other",
}


def _one_hand(found: str, agencies: Sequence[str], *shares: float) -> str:
    credited = f"; {', '.join(agencies)} is credited" if agencies else ""
    return say(_ONE_HAND, (found, *shares)) + credited


def _copy_family(documents: Sequence[str], more: int) -> str:
    return f"shares its words with {', '.join(documents)}" + (f" and {more} more" if more else "")


def _shared_names(names: Sequence[str], fewest: int, most: int) -> str:
    others = (
        f"{fewest} to {most} others"
        if fewest < most
        else f"{most} {'others' if most > 1 else 'other'}"
    )
    return f"shares {', '.join(names)} with {others}"


# ---- readings ----------------------------------------------------------------------

_COUNTED = {
    "near": "read within the time mentioned earlier, {0}",
    "back": "counted back from {0}",
    "on": "counted on from {0}",
    "past": "in a past-tense clause counts back from {0}",
    "future": "in a future clause counts on from {0}",
    "intended": "as an aim told in the past: the next is taken, if near, from {0}",
    "nearest": "without a tense: the nearest is taken, looking back first, from {0}",
    "plain": "counts back from {0}",
}


def _how(what: str) -> dict[str, str]:
    return {how: f"{what} {words}" for how, words in _COUNTED.items()}


_DISPUTED = {
    "denied": "denied",
    "false": "said to be false",
    "rejected": "rejected",
    "disputed": "disputed",
    "insisted": "said not to be so",
    "reversed": "taken back",
    "earlier": "said at first, and overtaken",
    "revised": "revised",
}


def _disputed(kind: str, cue: str, *days: str) -> str:
    """How an article says it, in its own words; with the days of both articles where they are
    known.
    """
    apart = len(set(days)) > 1
    when = f"; the one side is of {days[0]}, the other of {days[1]}" if apart else ""
    return f"the article itself says that it is {_DISPUTED[kind]}: “{cue}”{when}"


TIMES: Mapping[str, Words] = {
    "no-such-day": "there is no {0} in {1}",
    "either-order": "{0} or {1}: nothing says whether the month comes first",
    "other-calendar": "a date of the {0} calendar, which is not converted",
    "this-year": "this year, counted from {0}",
    "date": _how("date without a year"),
    "month": _how("month without a year"),
    "weekday": _how("weekday"),
    "weekday-of-week": "that weekday of the week of {0}",
    "in-month": "counted in the month of {0}",
    "years-off": "{0} Y from {1}",
    "month-before": "in the month mentioned earlier, {0:%Y-%m}",
    "day-of-month": _how("day of the month"),
    "holiday": _how("holiday"),
    "season": _how("season"),
    "weekend": _how("weekend"),
    "quarter": "quarter or half counted from {0}",
    "step": "{0:+d} {1} from {2}",
    "within": "the one that {0} lies in",
}


def _time(*steps: Sequence[Any]) -> str:
    return " then ".join(say(TIMES[kind], values) for kind, *values in steps)


# ---- findings ----------------------------------------------------------------------


def _wording(found: str, *edit: str) -> str:
    cut = "an ellipsis shows where words were cut; " if found == "cut" else ""
    gap = f"“{edit[0]}” against “{edit[1]}”" if edit else "they begin or end differently"
    return f"{cut}the printed words differ: {gap}"


def _one_voice(documents: Sequence[str], label: str, called: Sequence[str]) -> str:
    verb = {1: "rests on", 2: "both rest on"}.get(len(documents), "all rest on")
    also = f" (also called {_and(called)})" if called else ""
    return f"{_and(documents)} {verb} {label}{also}"


def _same_fact(texts: int, shared: Sequence[str]) -> str:
    told = f"{texts} texts" if texts > 1 else "versions of one text"
    return f"{told} share {', '.join(shared)}"


def _unattributed(found: str, texts: int) -> str:
    number = "1 text states" if texts == 1 else f"{texts} texts state"
    ends = {"together": "; together they count as one", "open": ", which adds no origin"}
    return f"{number} it without saying from whom{ends[found]}"


def _not_apart(label: str, origins: Sequence[str]) -> str:
    known = _and(origins) if len(origins) < 2 else f"one of {_and(origins)}"
    return f"nothing sets {label} surely apart from {known}, so it adds no origin"


def _decided_apart(count: int) -> str:
    number = "one telling tells" if count == 1 else f"{count} tellings tell"
    return f"a person said that {number} something else"


REASONS: Mapping[str, Words] = {
    # people
    "decided-story": {
        "merge": "a person said that these articles tell one story",
        "split": "a person said that this article does not belong to the story it was in",
    },
    "decided-apart": _decided_apart,
    # documents
    "day-declared": "the {0} says {1}",
    "day-unread": "the {0} says {1!r}, which names no one day",
    "day-conflict": "the {0} says {1}, the {2} {3}",
    "day-doubted": {
        "page": "the {0} says {1}, {2} days after the {3}",
        "story": "the article says {0}, months away from every other article of its story",
    },
    "day-in-address": "the address holds {0}",
    "day-in-text": "the {1} is “{0}”",
    "encoding": {
        "other": "not UTF-8, read as {0}",
        "broken": "UTF-8 with {0} broken characters, each shown as U+FFFD",
    },
    "half-characters": _half_characters,
    "export": _export,
    "cleaned": {
        "list": "a printed list of paragraphs was made text again",
        "escapes": 'line breaks and marks written as \\n and \\" were put right',
        "tags": "HTML tags were taken out",
        "shortcodes": "what a publishing system puts a picture for was taken out",
        "entities": "HTML entities were put right",
        "encoding": "UTF-8 that was read in another encoding was put right",
        "soft-hyphens": "soft hyphens within words were taken out",
    },
    "many-articles": _many_articles,
    "live-blog": "a live blog: {0} posts, oldest first, each below its hour",
    "corrected": "this version corrects an earlier one: {0}",
    "front-matter": {"lines": "its front matter is no valid YAML; it was read line by line"},
    "pages-without-text": {
        "wordless": "pages without words: {0} of {1} (pictures, or blank)",
        "damaged": "damaged pages that were not read: {0} of {1}",
    },
    "key": {
        "taken": "the key “{0}” was taken for the {1}",
        "left": "of no use were the keys {0}",
    },
    "cut-short": _cut_short,
    "outlet-declared": "the {0} says {1}",
    "outlet-address": "published at {0}",
    "outlet-rubric": "“{0}” is a rubric of {1}",
    "outlet-masthead": "“{0}” is printed above the title",
    "outlet-contact": "the contact line is “{0}”",
    "outlet-furniture": "a copyright line or staff credit reads “{0}”",
    "outlet-dateline": "the dateline is “{0}”",
    "outlet-told": {
        "once": "the text says “{0}”, or the like, once, and names no other outlet",
        "often": "the text says “{0}”, or the like, {1} times",
    },
    "outlet-agency": "the text opens with “{0}” and ends with an editing credit",
    # copies
    "shared-words": _shared_words,
    "same-text": {
        "equal": "neither text has words that the other lacks",
        "one-changed": "the texts are alike but for one place where the words differ",
        "changed": "the texts are alike but for {0} places where the words differ",
    },
    "template": "one form of words filled in twice: other names and other figures",
    "site-words": "only lines of the site are shared, not of the article",
    "contained": "{0:.0%} of one text is in the other",
    "one-hand": _one_hand,
    "declared-origin": _declared_origin,
    "agency-text": "both print words credited to {0}",
    "agency-background": "both print words credited to {0}, but only as background below leads "
    "of their own",
    "names-the-other": "one text names {0}, the outlet of the other, and takes {1:.0%} of its "
    "words from there",
    "names-a-third": {
        "quoted": "the words were said to {0}, and both quote them from there",
        "rests": "both rest on {0}",
    },
    "days-apart": "the two texts are {0} days apart",
    "printed-statement": "both print a statement of about {0} words",
    "quotations": "{0:.0%} of the shared words are quotations",
    "own-reporting": "the shared words are a small part of both texts, or background below "
    "leads of their own",
    "agency-first": "one of the two is the agency's own text",
    "clean-first": "the other has lost its capitals or its punctuation",
    "common-source": "the damaged text, without capitals or punctuation, has words that the "
    "clean one lacks",
    "each-has-own": "each text has words that the other lacks, and no day is known",
    "earlier-first": "{0} comes before {1}",
    # stories
    "alone": "no other text here is alike enough",
    "copy-family": _copy_family,
    "shared-names": _shared_names,
    "alike": {
        "much": "much like the others in its words and names (likeness {0:.2f} on average)",
        "some": "like the others in its words and names (likeness {0:.2f} on average)",
        "little": "a little like the others in its words and names (likeness {0:.2f} on average)",
    },
    # readings
    "cue": "“{0}”: of 100 attributions with this score, about {1} are right",
    "beside": "“{0}” is next to the quotation",
    "label": "the paragraph is labelled “{0}”",
    "block": {
        "report": "a colon ends the paragraph before, and this one begins like a report by "
        "someone else",
        "cue": "“{0}” and a colon end the paragraph before",
    },
    "unowned": "a complete sentence in quotation marks with no speaker nearby",
    "continued": "a quotation without a cue of its own continues the one before it",
    "full-name": "“{0}” stands for “{1}”, named in the same text",
    "pronoun": "“{0}” refers to {1}, the last one who could be meant",
    "doubtful": "“{0}” may be {1}; nothing tells which",
    "writer": "“{0}” is the writer, or whoever speaks around it",
    "unresolved": {
        "antecedent": "“{0}” has no clear antecedent",
        "nobody": "“{0}” cannot be a speaker",
    },
    "author": "“{0}” speaks for {1}, who wrote or signed it",
    "description": "“{0}” refers back to “{1}”",
    "office": "“{0}” is {1}, whose office it is in the article and who alone can be meant here",
    "time-anchor": _time,
    "time-value": _time,
    "read-through-copy": {
        "reading": "the same words were read in {0}",
        "quote": "recovered through {0}",
    },
    "language-not-read": "the text is in {0!r}; only English is read",
    # days
    "day-updated": "updated after {0}: “{1}” at its top is the day after",
    "day-of-copy": "the same text as {0}, which is of {1}",
    "day-from-story": {
        "best": "the day of the story that fits best is {0}",
        "day": "“{0}” dates what {1} dates to {2}",
        "span": "“{0}” dates what {1} dates to {2} to {3}",
    },
    "day-after-relay": "hands on a report of {0}, which is of {1}",
    "news-is-fresh": "counted from {0}, the latest day that it looks back to is “{1}”",
    "day-unknown": {
        "story": "no article of the story says when it was published",
        "article": "names no day; its story's dated articles are of {0} to {1}",
        "unlikely": "no day is likely enough; the likeliest are {0} to {1}",
    },
    # findings
    "same-fact": _same_fact,
    "looks-wider": "{0} texts report it, and all rest on {1}",
    "one-text": "no other text in this pile was found to report it",
    "copy-collapses": lambda documents: f"{_and(documents)} are one text",
    "one-voice": _one_voice,
    "not-apart": _not_apart,
    "unattributed": _unattributed,
    "number": {
        "corrected": "the later report replaces the other figure with {0}",
        "grows": "the later report gives {0}; such counts grow",
        "least": "“{0}” leaves room for {1}; such counts grow",
        "vague": "“{0}” covers the difference between {1} and {2}",
        "exclude": "{0} and {1} cannot both be right",
    },
    "when": {
        "exclude": "what happened once cannot have happened at two times: {0} / {1}",
        "loose": "{0} and {1} may be one time, once rounded",
    },
    "status": {
        "exclude": "“{0}” and “{1}” contradict each other",
        "both": "both can be true: “{0}” is about {2}, “{1}” about {3}",
    },
    "contradicted": "in one article one says “{0}”, another says “{1}”",
    "plan-done": "still to come in one article, done in the other",
    "disputed": _disputed,
    "not-known": {
        "open": "the article says that it is not known",
        "on": "the article of {0} says that it is not known",
        "answered": "not known in the article of {0}, told in one of {1}",
    },
    "wording": _wording,
    "attribution": "the same words are attributed to {0} and to {1}",
    "spelling": "one name is spelled in two ways: {0} / {1}",
    "place": "two places are given of one thing: {0} / {1}",
    "first-report": "the texts name different outlets as the source of the report: {0} / {1}",
    "dated-by": _quoted,
    "planned-before": "an article reported it as a plan",
    "said-by-then": "given in an article of {0}; it names no day of its own",
}

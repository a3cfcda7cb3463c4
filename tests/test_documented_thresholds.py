"""The thresholds that docs/how-it-decides.md quotes are those of the code."""

import ast
import dataclasses
import re
from pathlib import Path

import pytest

from sayso.settings import Settings

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how-it-decides.md").read_text(encoding="utf-8")

# Heading, module, constant, the words of the page around it, times how much it is printed.
_CONSTANTS = [
    ("cue", "readings/attribution/attributions", "_TAKE", "from a score of {} of 100", 100),
    ("cue", "readings/attribution/attributions", "_TAKE_ALONE", "from {} if it has no source", 100),
    ("cue", "readings/attribution/attributions", "_TAKE_NESTED", "from {} if it is nested", 100),
    ("label", "readings/attribution/layout", "_LABELLED_PARAGRAPHS", "at least {} paragraphs", 1),
    ("continued", "readings/attribution/turns", "_TURN_WORDS", "at least {} words", 1),
    ("pronoun", "readings/attribution/antecedents", "NEAR", "at most {} paragraphs back", 1),
    ("description", "readings/attribution/antecedents", "NEAR", "at most {} paragraphs back", 4),
    ("block", "readings/attribution/layout", "_LEADS_IN", "at least {} words of prose", 1),
    ("block", "readings/attribution/layout", "_BLOCK_PARAGRAPHS", "at most {} paragraphs", 1),
    ("outlet-told", "documents/outlets", "_LEAST_TOLD", "says at least {} times", 1),
    ("outlet-told", "documents/outlets", "_LEAD", "at least {} times as often", 1),
    ("day-doubted", "documents/days", "_SCRAPED_LATER", "more than {} days later", 1),
    ("day-doubted", "days/days", "_LEAST_DATED", "at least {} other dated articles", 1),
    ("day-doubted", "days/days", "_DOUBTED_DAYS", "more than {} days from each", 1),
    ("day-of-copy", "days/days", "_REPRINT_DAYS", "up to {} days younger", 1),
    ("day-from-story", "days/days", "_LIKELY", "likelier than not ({})", 1),
    ("day-from-story", "days/evidence", "LEAST_LIKE", "(likeness {})", 1),
    ("same-text", "copies/kinds", "_SAME", "At least {}%", 100),
    ("site-words", "copies/kinds", "_ROW_WORDS", "Fewer than {} words", 1),
    ("contained", "copies/kinds", "_CONTAINED", "At least {}% of one text", 100),
    ("contained", "copies/kinds", "_BOTH", "less than {}% of the other", 100),
    ("one-hand", "copies/kinds", "_MOST", "{}% of the shorter text", 100),
    ("one-hand", "copies/kinds", "_SENTENCE", "at least {} words, is in the other", 1),
    ("one-hand", "copies/kinds", "_SENTENCES", "at least {} words with one run", 1),
    ("one-hand", "copies/kinds", "_THIRD", "{}% of one and a quarter", 100),
    ("agency-text", "copies/kinds", "_FEW_WORDS", "at least {} shared words", 1),
    ("agency-text", "copies/kinds", "_BACKGROUND", "{}% of the fuller text", 100),
    ("agency-background", "copies/kinds", "_SOME", "at least {}%", 100),
    ("names-the-other", "copies/kinds", "_BORROWED", "at least {}% of its words", 100),
    ("names-a-third", "copies/kinds", "_PASSAGE", "one run of {} words", 1),
    ("days-apart", "copies/kinds", "_FAR_DAYS", "more than {} days apart", 1),
    ("quotations", "copies/kinds", "_QUOTES", "At least {}%", 100),
    ("clean-first", "copies/direction", "_LACKS", "at least {}%", 100),
    ("each-has-own", "copies/direction", "_LACKS_LITTLE", "less than {}%", 100),
    ("Findings", "findings/tellings/units", "_COVERED", "less than {}% of it", 100),
    ("same-fact", "findings/facts/agreements", "_COPIED", "below {}%", 1),
    ("not-apart", "findings/facts/second_voices", "_HELD", "{}% is enough at 0.35", 100),
    ("not-apart", "findings/facts/second_voices", "_NEARLY_ALL", "holds {}% of the other's", 100),
    ("one-text", "findings/facts/agreements", "_SHORTEST_CHARACTERS", "at least {} characters", 1),
    (
        "one-voice",
        "findings/origins/origins",
        "_STATEMENT_CHARACTERS",
        "at least {} folded characters",
        1,
    ),
    ("one-voice", "findings/origins/origins", "_SAME_WORDS", "are {}% alike", 1),
    ("number", "findings/conflicts/slots", "_TOLD_ALIKE", "{} for people of whom", 1),
    ("number", "findings/conflicts/slots", "_FAR_THING", "more than {} times", 1),
    ("number", "findings/conflicts/slots", "_FAR_STATE", "or {} times for people", 1),
    ("number", "findings/conflicts/slots", "SURELY", "likeness is at least {} and one", 1),
    ("number", "findings/conflicts/slots", "NEAR_SURE", "or at least {} and each", 1),
    ("number", "findings/conflicts/slots", "MANY_WORDS", "at least {} words beside", 1),
    ("not-apart", "findings/facts/sure", "_WORDS", "at least {} words in common", 1),
    ("not-apart", "findings/facts/sure", "_LEAST", "or at least {} that are", 1),
    ("not-apart", "findings/facts/sure", "_SHARE", "that are {}% of the shorter one's", 100),
    ("not-apart", "findings/facts/sure", "_ONE_SUBJECT", "({}% if both have one subject)", 100),
    ("contradicted", "findings/conflicts/contradictions", "_NEAR", "within {} sentences", 1),
    ("disputed", "findings/conflicts/sides", "_NEAR_BY", "within {} sentences", 1),
    ("disputed", "findings/conflicts/sides", "_DENIES", "likeness of {}", 1),
    ("not-known", "findings/conflicts/answers", "_LIKELY", "likeness of {}", 1),
    ("not-known", "findings/conflicts/answers", "_HELD", "{}% of the weight", 100),
    ("wording", "findings/conflicts/printed", "_STRETCH", "At most {} words may differ", 1),
    ("wording", "findings/conflicts/wordings", "_WEIGHT", "a summed rarity of {}", 1),
    ("wording", "findings/conflicts/wordings", "_EQUAL", "or at least {},", 1),
    ("wording", "findings/conflicts/wordings", "_WORDS", "or {} where nobody", 1),
    ("wording", "findings/conflicts/wordings", "_BEYOND", "by more than {} words", 1),
    ("wording", "findings/conflicts/wordings", "_LONG_RUN", "{} must be equal", 1),
    ("attribution", "findings/conflicts/wordings", "_MOUTHS", "at least {} equal words", 1),
    ("attribution", "findings/conflicts/wordings", "_WHOLE", "{}% of the shorter", 100),
    ("first-report", "findings/conflicts/first_reports", "_SHARED_WORDS", "at least {} rare", 1),
    ("spelling", "findings/conflicts/names", "_ALIKE", "at least {} letters", 1),
    ("spelling", "findings/conflicts/names", "_TWO_LETTERS", "two letters from {} on", 1),
    ("spelling", "findings/conflicts/names", "_STEM", "stem of {} letters", 1),
    ("spelling", "findings/conflicts/names", "_MOST", "at most {} are shown", 1),
]
# Heading, room, option, the words of the page around its default, times how much it is printed.
_OPTIONS = [
    ("Copies", "copies", "least_windows", "Enough is {} windows", 1),
    ("Copies", "copies", "least_share", "or {}% of the smaller text's", 100),
    ("Copies", "copies", "usual_docs", "if more than {} texts", 1),
    ("Copies", "copies", "house_docs", "or if more than {} texts", 1),
    ("Copies", "copies", "usual_share", "make up {}% of the smaller", 100),
    ("Copies", "copies", "refrain_docs", "in more than {} texts", 1),
    ("Copies", "copies", "short_text", "Under {} characters", 1),
    ("Stories", "stories", "name_weight", "as much as {} other words", 1),
    ("Stories", "stories", "least_similarity", "below {},", 1),
    ("Stories", "stories", "least_cohesion", "below {} of what", 1),
    ("Stories", "stories", "near_days", "Days more than {} apart", 1),
    ("Findings", "findings", "same_fact", "likeness of {} (option `same_fact`)", 1),
    ("Findings", "findings", "linkage", "at {} or more (option `linkage`)", 1),
    ("Findings", "findings", "every_pair", "at {} or more (option `every_pair`)", 1),
    ("Findings", "findings", "attached", "at least {} (option `attached`)", 1),
    ("one-text", "findings", "not_found", "likeness of {} or more (option `not_found`)", 1),
    ("not-apart", "findings", "several", "at least {} (option `several`)", 1),
    ("wording", "findings", "same_words", "at least {}% of the letters", 100),
    ("one-text", "findings", "single_limit", "At most {} are listed", 1),
]


def _section(heading: str) -> str:
    """What stands under a heading, up to the next one, in one line."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGE, re.M | re.S)
    assert found, f"no heading {heading}"
    return " ".join(found[1].split())


def _constant(module: str, name: str) -> float:
    """A number that a module assigns to a name, read and not imported."""
    path = ROOT / "src" / "sayso" / f"{module}.py"
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return float(ast.literal_eval(node.value))
    raise LookupError(f"{module} has no {name}: has the page's rule moved?")


@pytest.mark.parametrize(("heading", "module", "name", "words", "times"), _CONSTANTS)
def test_a_threshold_on_the_page_is_the_codes(
    heading: str, module: str, name: str, words: str, times: int
) -> None:
    assert words.format(f"{_constant(module, name) * times:g}") in _section(heading)


@pytest.mark.parametrize(("heading", "room", "option", "words", "times"), _OPTIONS)
def test_a_default_on_the_page_is_the_options(
    heading: str, room: str, option: str, words: str, times: int
) -> None:
    value = dataclasses.asdict(Settings())[room][option]
    assert words.format(f"{value * times:g}") in _section(heading)

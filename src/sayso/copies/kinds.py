"""What a pair is, and whether a reader should count two origins: rules in plain sight, the first
that speaks decides.

Public words (a speech, a statement, a letter, a post) quoted by both leave two origins; words that
reached both through one outlet or one agency do not; agency text used as background under an own
lead does. Rules were read off one half of the hand-labelled pairs and checked on the other
(bench/copies).

    Pair ──RULES, first to speak──▶ Verdict ──direction, form──▶ Copy
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso import lexicon
from sayso.copies.direction import direction_of
from sayso.copies.evidence import Pair, Traced
from sayso.copies.form import forms
from sayso.copies.overlap import Overlap
from sayso.model import Copy, CopyKind, Direction, Reason

_SAME = 0.96  # share of both texts from which they are one text
_CONTAINED = 0.85  # share from which one text is a part of the other, whatever it consists of
_BOTH = 0.7  # share of the fuller text from which the other is the same article, not a part of it
_MOST = 0.45  # share outside quotation marks that own reporting does not leave to others
_LEAD_TAKEN = 0.1  # share of an opening (forty characters) that two reporters do not write alike
_SOME = 0.2  # share outside quotation marks that, with a taken lead, shows one text behind both
# share outside quotation marks of a short text that, with much of its opening, shows the same
_THIRD = 0.3
_QUARTER_OF_LEAD = 0.25  # share of an opening (a hundred characters) taken over
_BACKGROUND = 0.4  # share of agency text under which it is background (rule of the labelled pairs)
_BORROWED = 0.2  # share of the borrower from which it rests on the outlet it names
_FEW_WORDS = 40  # shared words below which naming an outlet proves nothing about these words
_ALL = 0.99  # share that brief texts must reach instead
# folded characters (some 30 words) below which a text is brief; set on 60,000 headlines
_BRIEF = 150
_SENTENCE = 25  # words outside quotation marks: more than a headline
# words of one run: more than the names and titles that every report of an event repeats
_PASSAGE = 20
# words outside quotation marks, two or three sentences, that are not alike by chance
_SENTENCES = 50
_QUOTES = 0.6  # share in quotation marks from which the quotations are what is shared
_ROW_WORDS = 12  # words of a quotation that two origins share to be shown
# words of a run outside quotation marks: "the chairman of the committee on ..." is shorter
_ROW_RUN = 18
_ROW_SUM = 50  # or words in all
_ROW_SHARE = 0.1  # or share of one of the texts
_SITE_WORDS = 20  # words of site lines worth showing
_FILLED_IN = 3  # places where words differ from which a form was filled in,
_WORDS_A_PLACE = 20  # one for so many shared words at least
_FAR_DAYS = 14  # days after which shared passages are old words reused
_STATEMENT_WORDS = 90  # words in one run: nobody quotes so much of a statement without printing it


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer. `direction` is given where the rule knows it."""

    kind: CopyKind
    independent: bool
    reason: Reason
    direction: Direction | None = None


KindRule = Callable[[Pair], Verdict | None]


def judge(a: Traced, b: Traced, found: Overlap) -> Copy:
    """The pair as a Copy: the first rule that speaks names its kind and says whether it counts as
    one origin.
    """
    pair = Pair(a, b, found)
    verdict = next(v for v in (rule(pair) for rule in RULES) if v is not None)
    direction, source = direction_of(pair, verdict.independent, verdict.direction)
    quoted = (found.quoted_share,) if found.quoted else ()
    figures = (found.words, found.share_a, found.share_b, *quoted)
    return Copy(
        a=a.doc.id,
        b=b.doc.id,
        kind=verdict.kind,
        form=forms(found, direction, one_text=not verdict.independent),
        containment_a=found.share_a,
        containment_b=found.share_b,
        direction=direction,
        independent=verdict.independent,
        passages=found.passages(),
        why=(Reason("shared-words", figures), verdict.reason, *source),
    )


def worth_a_row(found: Overlap) -> bool:
    """Whether two origins share enough to be shown: a quotation or a sentence, not names and titles
    that all repeat.
    """
    if found.words < _ROW_WORDS:
        return found.as_words(sum(run.n for run in found.site)) >= _SITE_WORDS
    if found.larger >= _ROW_SHARE or found.longest >= _ROW_RUN or found.words >= _ROW_SUM:
        return True
    return found.longest >= _ROW_WORDS and found.quoted_share >= _QUOTES


def plainly_nothing(found: Overlap) -> bool:
    """So little that no rule calls it one origin or shows it: asked before all else."""
    return (
        found.larger < _ROW_SHARE
        and found.longest < _ROW_WORDS
        and found.words < _ROW_SUM
        and not found.site
    )


def template(pair: Pair) -> Verdict | None:
    """One form of words filled in twice: results of two companies, reports of two games."""
    found = pair.found
    if found.own < _SOME:
        return None
    between = len(found.runs) - 1  # of the places where words differ, those between the passages
    least = max(_FILLED_IN, found.words / _WORDS_A_PLACE)
    filled = (
        found.most_changed + between >= least  # a bound, told without looking at the words
        and found.changed + between >= least
        and pair.one_template
    )
    if not filled and pair.blanks * _WORDS_A_PLACE < max(1, found.words):
        return None
    return Verdict("shared-background", True, Reason("template"))


def same_text(pair: Pair) -> Verdict | None:
    """Both texts hold next to nothing of their own; a word or a figure may be another one."""
    if pair.found.smaller < (_ALL if _brief(pair) else _SAME):
        return None
    changed = pair.found.changed
    if changed:
        why = ("one-changed",) if changed == 1 else ("changed", changed)
        return Verdict("edited-copy", False, Reason("same-text", why))
    return Verdict("identical", False, Reason("same-text", ("equal",)))


def site_words(pair: Pair) -> Verdict | None:
    """Only lines of the site are shared: subscriptions, credits, captions."""
    if pair.found.words >= _ROW_WORDS or not pair.found.site:
        return None
    return Verdict("boilerplate", True, Reason("site-words"))


def one_in_the_other(pair: Pair) -> Verdict | None:
    """One text stands nearly whole in the other."""
    found = pair.found
    if found.larger < (_ALL if _brief(pair) else _CONTAINED):
        return None
    if found.smaller >= _BOTH:
        return _copy_of(pair, "mostly", found.larger, found.smaller)
    return Verdict("excerpt", False, Reason("contained", (found.larger,)))


def declared_origin(pair: Pair) -> Verdict | None:
    """The page, record or feed of one declares that it rests on the other, or of both that they
    rest on one third; and they share sentences. Quotations are no exception: they came with it.
    """
    found = pair.found
    if found.words < _FEW_WORDS or found.larger < _LEAD_TAKEN:
        return None
    kind: CopyKind = "shared-quotes" if found.quoted_share >= _QUOTES else "excerpt"
    a, b = pair.a_declares_b, pair.b_declares_a
    if one := a or b:
        lender = pair.b if a else pair.a
        label = lender.doc.outlet or one.label
        why = Reason("declared-origin", ("other", one.field, label))
        direction: Direction = "unknown" if a and b else "b->a" if a else "a->b"
        return Verdict(kind, False, why, direction)
    if (third := pair.both_declare) and not pair.one_house:
        why = Reason("declared-origin", ("third", third.field, third.label))
        return Verdict(kind, False, why, "common-source")
    return None


def agency_text(pair: Pair) -> Verdict | None:
    """An agency is credited, and the two outlets share words outside quotation marks."""
    found = pair.found
    if found.plain < _FEW_WORDS or found.quoted_share >= _QUOTES:
        return None
    one = (
        found.own >= _MOST
        or found.smaller >= _BACKGROUND
        or (found.lead >= _LEAD_TAKEN and found.own >= _SOME)
    )
    if not one and found.own < _SOME:
        return None
    if pair.one_house or not pair.agencies:  # asked last: it takes reading both
        return None
    credit = (tuple(sorted(pair.agencies)),)
    if one:
        return Verdict("wire-in-both", False, Reason("agency-text", credit), "common-source")
    return Verdict("wire-in-both", True, Reason("agency-background", credit), "common-source")


def names_the_other(pair: Pair) -> Verdict | None:
    """One text hands on the other outlet's work, and rests on it."""
    found = pair.found
    if found.words < _FEW_WORDS:
        return None
    if (found.share_a >= _BORROWED or pair.a_is_digest) and pair.a_credits_b:
        why = (pair.b.doc.outlet or "", found.share_a)
        return Verdict("excerpt", False, Reason("names-the-other", why), "b->a")
    if (found.share_b >= _BORROWED or pair.b_is_digest) and pair.b_credits_a:
        why = (pair.a.doc.outlet or "", found.share_b)
        return Verdict("excerpt", False, Reason("names-the-other", why), "a->b")
    return None


def name_a_third(pair: Pair) -> Verdict | None:
    """Both hand on one third outlet's work, and share words."""
    found = pair.found
    if found.words < _FEW_WORDS or found.larger < _LEAD_TAKEN or found.longest < _PASSAGE:
        return None
    if not pair.houses_known or pair.one_house:
        return None  # the outlet that a text of unknown origin names may be its own
    if found.quoted_share >= _QUOTES:
        if found.larger < _BORROWED or not pair.thirds_beside:
            return None  # public words; the outlet is named for something else
        why = ("quoted", tuple(sorted(pair.thirds_beside)))
        return Verdict("shared-quotes", False, Reason("names-a-third", why), "common-source")
    if not pair.third_outlets:
        return None
    why = ("rests", tuple(sorted(pair.third_outlets)))
    return Verdict("rewrite", False, Reason("names-a-third", why), "common-source")


def old_words(pair: Pair) -> Verdict | None:
    """Weeks lie between the texts and neither is mostly the other's."""
    if pair.days_apart is None or pair.days_apart <= _FAR_DAYS or pair.found.own >= _MOST:
        return None
    return Verdict(_background(pair), True, Reason("days-apart", (pair.days_apart,)))


def printed_statement(pair: Pair) -> Verdict | None:
    """A long statement, announced as one, printed by both."""
    found = pair.found
    if found.longest < _STATEMENT_WORDS or found.quoted_share >= _QUOTES:
        return None
    run = max(found.runs, key=lambda r: r.n)
    starts = (
        (pair.a, found.a.folded.span(run.i, run.i2)[0]),
        (pair.b, found.b.folded.span(run.j, run.j2)[0]),
    )
    if not any(_announced(side.doc.text[max(0, start - 160) : start]) for side, start in starts):
        return None
    why = Reason("printed-statement", (found.longest,))
    return Verdict("press-release", found.larger < _MOST, why, "common-source")


def quotations(pair: Pair) -> Verdict | None:
    """What is shared stands in quotation marks: public words that both quote."""
    if pair.found.quoted_share < _QUOTES:
        return None
    why = Reason("quotations", (pair.found.quoted_share,))
    return Verdict("shared-quotes", True, why, "common-source")


def one_hand(pair: Pair) -> Verdict | None:
    """Too much is the same outside quotation marks for two reporters, though nobody is credited."""
    found = pair.found
    if found.own >= _MOST and found.plain >= _SENTENCE:
        return _copy_of(pair, "own", found.own)
    if (
        found.own >= _SOME
        and found.lead >= _LEAD_TAKEN
        and found.plain >= _SENTENCES
        and found.longest >= _PASSAGE
    ):
        return _copy_of(pair, "opening", found.own)
    if found.own >= _THIRD and found.lead >= _QUARTER_OF_LEAD and found.plain >= _PASSAGE:
        # short texts: a third of one, its opening included, is no accident
        return _copy_of(pair, "opening", found.own)
    return None


def some_words(pair: Pair) -> Verdict | None:
    """Whatever is left: words in common, not enough to make one origin of two."""
    return Verdict(_background(pair), True, Reason("own-reporting"))


RULES: tuple[KindRule, ...] = (
    template,
    same_text,
    site_words,
    one_in_the_other,
    declared_origin,
    agency_text,
    names_the_other,
    name_a_third,
    old_words,
    printed_statement,
    quotations,
    one_hand,
    some_words,
)


def _brief(pair: Pair) -> bool:
    """A headline or a notice: they look alike, and one number or name makes another story."""
    return min(len(pair.found.a.folded), len(pair.found.b.folded)) < _BRIEF


def _copy_of(pair: Pair, found: str, *shares: float) -> Verdict:
    agencies = () if pair.one_house else tuple(sorted(pair.agencies))
    why = Reason("one-hand", (found, agencies, *shares))
    if agencies:
        return Verdict("wire-in-both", False, why, "common-source")
    return Verdict("edited-copy" if pair.found.smaller >= _BACKGROUND else "excerpt", False, why)


def _background(pair: Pair) -> CopyKind:
    return "shared-quotes" if pair.found.quoted_share >= 0.5 else "shared-background"


def _announced(before: str) -> bool:
    tail = " ".join(before.lower().split())
    return any(phrase in tail for phrase in lexicon.words("statement_marks"))

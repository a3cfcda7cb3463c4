"""What changed in an archive after some run: rows of a digest.

    since ──articles new, revised, withdrawn ──▶ their stories ──what rests on new words──▶ rows

A conflict is new, and a claim has grown, where that rests on words that were not there before: on
an article that came since, or on what a revision changed. So the same is told whenever one asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.archive import Archive, Change, Spine, changes, typed_day
from sayso.archive.since import rejected_since, text_at, withdrawn_since
from sayso.findings.tellings.cues import is_correction
from sayso.lexicon import words
from sayso.model import Agreement, Conflict, Document, Dossier, Finding, Passage
from sayso.plain import Row
from sayso.run.keeping import Keeper
from sayso.text import fold_words

_MOST_CHANGES = 12  # of one revision that are listed
_MOST_PLACES = 4  # passages of a row
_LONGEST = 300  # characters of words in a row
_OPENING = 8  # words of a text in which a kill notice says what it is
_SIDES = 2  # that a conflict needs


@dataclass(frozen=True, slots=True)
class Came:
    """What came after a run: `revised` with the stretches of the text of today that are new."""

    new: frozenset[str]
    revised: Mapping[str, tuple[Change, ...]]
    earlier: Mapping[str, Document]

    def is_fresh(self, at: Passage) -> bool:
        """True for words that were not there before."""
        if at.doc_id in self.new:
            return True
        spots = (change.new for change in self.revised.get(at.doc_id, ()))
        return any(start < at.end and at.start < max(end, start + 1) for start, end in spots)


def came_since(archive: Archive, since: int) -> Came:
    """What came to the archive, or was revised in it, after that run."""
    new: set[str] = set()
    revised: dict[str, tuple[Change, ...]] = {}
    earlier: dict[str, Document] = {}
    for doc_id in archive.added_since(since):
        old = text_at(archive, doc_id, since)
        if old is None:
            new.add(doc_id)
        else:
            earlier[doc_id] = old
            revised[doc_id] = tuple(changes(old.text, archive.get(doc_id).text))
    return Came(frozenset(new), revised, earlier)


def rows(archive: Archive, keeper: Keeper, since: int) -> Iterator[Row]:
    """Everything that changed after that run, in the order in which a reader wants it."""
    came = came_since(archive, since)
    yield from _notices(archive, came)
    yield from _revisions(archive, came)
    for doc_id, reason in withdrawn_since(archive, since).items():
        yield row("withdrawn", doc=doc_id, what=reason)
    homes = archive.shelves.story_of([*came.new, *came.revised])
    for spine in sorted((archive.shelves.spine(n) for n in set(homes.values())), key=_latest):
        yield from _story(archive, keeper, spine, came)
    for refused in rejected_since(archive, since):
        yield row("refused", doc=None, what=str(refused))


def row(
    change: str,
    *,
    what: str,
    story: int | None = None,
    doc: str | None = None,
    finding: str | None = None,
    before: object = None,
    after: object = None,
    passages: Sequence[Row] = (),
) -> Row:
    """One row of a digest."""
    return {
        "change": change,
        "story": story,
        "doc": doc,
        "id": finding,
        "what": what,
        "before": before,
        "after": after,
        "passages": list(passages),
    }


def _latest(spine: Spine) -> tuple[str, int]:
    return "".join(chr(0x10FFFF - ord(sign)) for sign in spine.last or ""), spine.n


# ---- articles ------------------------------------------------------------------------------


def _notices(archive: Archive, came: Came) -> Iterator[Row]:
    """Articles that open like a kill notice: they are named, and nothing is done about them."""
    for doc_id in sorted({*came.new, *came.revised}):
        doc = archive.get(doc_id)
        if is_kill_notice(doc):
            home = archive.shelves.story_of([doc_id]).get(doc_id)
            words_of = _cut(doc, Passage(doc_id, 0, min(len(doc.text), _LONGEST)))
            said = doc.title or words_of["text"][:_LONGEST]
            yield row("kill-notice", story=home, doc=doc_id, what=said, passages=[words_of])


def is_kill_notice(doc: Document) -> bool:
    """True where the title or the text opens with words that take back what was published.

    >>> is_kill_notice(Document("a", "MANDATORY KILL: do not use the story on the bridge."))
    True
    >>> is_kill_notice(Document("a", "Kill count rises in the cull of the gulls of Osk."))
    False
    """
    openings = words("kill_notices")
    for text in (doc.title or "", doc.text[:_LONGEST]):
        head = text.partition("\n")[0].partition(":")[0].partition("—")[0].partition(".")[0]
        folded = " ".join(word for word, _, _ in fold_words(head)[:_OPENING])
        if folded in openings:
            return True
    return False


def _revisions(archive: Archive, came: Came) -> Iterator[Row]:
    for doc_id, spots in sorted(came.revised.items()):
        old, now = came.earlier[doc_id], archive.get(doc_id)
        home = archive.shelves.story_of([doc_id]).get(doc_id)
        changed = [
            {
                "old": old.text[slice(*spot.old)][:_LONGEST],
                "new": now.text[slice(*spot.new)][:_LONGEST],
                "start": spot.new[0],
                "end": spot.new[1],
            }
            for spot in spots[:_MOST_CHANGES]
        ]
        if not changed and old.title != now.title:
            changed = [{"old": old.title, "new": now.title, "start": 0, "end": 0}]
        kind = "corrected" if _says_corrected(now) and not _says_corrected(old) else "revised"
        yield row(
            kind,
            story=home,
            doc=doc_id,
            what=now.title or doc_id,
            before=None,
            after=len(spots),
            passages=changed,
        )


def _says_corrected(doc: Document) -> bool:
    """True where a note in the text says that the text was corrected."""
    return any(map(is_correction, doc.text.splitlines()))


# ---- stories -------------------------------------------------------------------------------


def _story(archive: Archive, keeper: Keeper, spine: Spine, came: Came) -> Iterator[Row]:
    members = archive.shelves.story(spine.n).story.doc_ids
    fresh = [doc_id for doc_id in members if doc_id in came.new]
    if fresh:
        kind = "new-story" if len(fresh) == len(members) else "grown-story"
        before = len(members) - len(fresh)
        yield row(kind, story=spine.n, what=spine.title, before=before, after=len(members))
    for doc in archive.many(fresh):
        day = doc.published.isoformat() if doc.published else None
        after = {"outlet": doc.outlet, "day": day, "url": doc.url}
        yield row(
            "new-article", story=spine.n, doc=doc.id, what=doc.title or _first(doc), after=after
        )
    if not keeper.is_ready(spine.n):
        yield row("not-read", story=spine.n, what=spine.title)
        return
    dossier = archive.shelves.dossier(spine.n)
    if dossier:
        yield from finding_rows(dossier, spine.n, came)


def _first(doc: Document) -> str:
    return " ".join(doc.text.split()[:12])


def finding_rows(dossier: Dossier, n: int, came: Came) -> Iterator[Row]:
    """Conflicts that were none without what came, and firm agreements that rest on more origins."""
    texts = {doc.id: doc for doc in dossier.documents}
    for finding in dossier.findings.findings:
        old = {k for k, t in enumerate(finding.tellings) if not came.is_fresh(t.at)}
        if len(old) == len(finding.tellings):
            continue
        places = [
            _cut(texts[t.at.doc_id], t.at) for k, t in enumerate(finding.tellings) if k not in old
        ][:_MOST_PLACES]
        if isinstance(finding, Conflict):
            before = sum(1 for side in finding.sides if old & set(side.tellings))
            if before < _SIDES <= len(finding.sides):
                yield _grown(
                    "new-conflict", finding, n, (before, len(finding.sides)), passages=places
                )
        elif isinstance(finding, Agreement) and finding.certainty == "firm" and old:
            before = sum(1 for origin in finding.origins if old & set(origin.tellings))
            if before < len(finding.origins):
                yield _grown(
                    "more-origins", finding, n, (before, len(finding.origins)), passages=places
                )


def _grown(
    change: str, finding: Finding, n: int, counts: tuple[int, int], *, passages: Sequence[Row]
) -> Row:
    before, after = counts
    return row(
        change,
        story=n,
        finding=finding.id,
        what=finding.what,
        before=before,
        after=after,
        passages=passages,
    )


def _cut(doc: Document, at: Passage) -> Row:
    end = min(at.end, at.start + _LONGEST)
    return {"doc": doc.id, "start": at.start, "end": end, "text": doc.text[at.start : end]}


def since_day(archive: Archive, day: str) -> int:
    """The last run before a day (2024-03-01). Raises WrongUse where that is no day."""
    return archive.run_before(typed_day("--since", day).isoformat())

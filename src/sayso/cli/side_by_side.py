"""Two articles side by side: the words they share, then what they agree on and where they part."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.cli.session import Session
from sayso.errors import WrongUse
from sayso.findings import compare
from sayso.plain import Row, copy_row, finding_row


def rows(session: Session) -> Iterator[Row]:
    """Rows with a key `row`: first the copy if there is one, then the findings that both articles bear on."""
    if len(session.documents) != 2:
        raise WrongUse(f"compare takes exactly two articles, and {len(session.documents)} were read")
    for case in session.cases():
        texts = {doc.id: doc.text for doc in case.documents}
        for copy in case.copies:
            yield {"row": "copy", **copy_row(copy)}
        for finding in compare(case, options=session.settings.findings).findings:
            if len({telling.at.doc_id for telling in finding.tellings}) == 2:
                yield {"row": "finding", **finding_row(finding, texts)}

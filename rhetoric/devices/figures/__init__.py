"""The four classical figures, found by their form: anaphora, tricolon, antithesis, rhetorical question.

A candidate of strength 1 has every mark of its figure; below 1 the form is there but chance could explain it.
"""

from rhetoric.devices.document import Candidate, Document
from rhetoric.devices.figures import anaphora, antithesis, questions, tricolon
from rhetoric.devices.figures.flow import flow
from rhetoric.devices.grammar import grammar


def find(document: Document) -> tuple[Candidate, ...]:
    """Return the figures of a document in order of place, then device; none for languages without word lists."""
    lists = grammar(document.language)
    if lists is None or not any(sentence.tokens for sentence in document.sentences):
        return ()
    row = flow(document)
    found = [
        *anaphora.find(row, lists),
        *tricolon.find(row, lists),
        *antithesis.find(row, lists),
        *questions.find(document, lists),
    ]
    return tuple(sorted(found, key=lambda item: (item.parts[0].start, item.device, item.parts)))

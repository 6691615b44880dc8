from hypothesis import given, settings
from hypothesis import strategies as st

from rhetoric.devices import figures
from rhetoric.devices.document import Document
from rhetoric.records import check_ordered
from tests.devices.samples import document

WORDS = (
    "we they not but and sino no y without sin peace war paz guerra remember will vamos a the la"
    " , . ? ¿ ; who quién Lisk 3 it is es nosotros ellos"
).split()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.sampled_from(["en", "es", "fr"]))
def test_candidates_are_whole_on_any_text(words: list[str], language: str) -> None:
    doc = document(" ".join(words), language)
    for found in figures.find(doc):
        check_ordered("part", found.parts, len(doc.text))
        assert found.parts
        assert 0 < found.strength <= 1
        assert all(item.chars is None or item.chars.slice(doc.text) == item.cue for item in found.evidence)


def test_nothing_in_an_empty_document() -> None:
    assert figures.find(Document("", "en", ())) == ()


def test_order_is_of_place() -> None:
    doc = document("Who paid? You did. We remember the mines. We remember the snow. We remember the gates.")
    starts = [found.parts[0].start for found in figures.find(doc)]
    assert starts == sorted(starts)
    assert len(starts) >= 2

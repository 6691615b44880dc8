from pathlib import Path

import pytest
import yaml

from rhetoric.devices.status import StatusReader
from rhetoric.records import Span
from tests.devices.samples import document

TABLE = yaml.safe_load(Path(__file__).with_name("double_negation.yaml").read_text(encoding="utf-8"))
CASES = [(language, *case) for language, cases in TABLE.items() for case in cases]


@pytest.mark.parametrize(("language", "text", "words", "denied"), CASES)
def test_what_negations_leave_of_a_claim(language: str, text: str, words: str, denied: bool) -> None:  # noqa: FBT001 - a table's column
    start = text.index(words)
    flags = StatusReader(document(text, language)).flags(0, Span(start, start + len(words)))
    assert ("negated" in flags) is denied

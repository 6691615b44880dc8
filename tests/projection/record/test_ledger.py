from pathlib import Path

import pytest

from rhetoric.errors import UnknownNameError
from rhetoric.projection.record import entries as rules
from rhetoric.projection.record.ledger import render
from rhetoric.projection.record.reading import read_record
from rhetoric.projection.record.starter import example
from rhetoric.projection.record.wording import WORDS
from tests.projection.records import ACTS, SMALL, written

NAMES = {act: {"en": act.partition(".")[2].title()} for act in ACTS}
LEDGER = """\
# A record

Entries say what their sources say. This program checks the form of a record, not its truth.
Searched: 2030-01-01 to 2031-12-31; ours, theirs. two papers read through

## Ours (ours)

* 2030-05-02 · Ddos (cyber.ddos) · documented · r-1
  The port's pages were flooded.
  Sources:
  - [B2] The Quay Herald, 2030-05: Flooded (press; g-1)

## Theirs (theirs)

* 2031-02 · Hoarding (economy.hoarding) · alleged · r-2
  Grain was kept back.
  Sources:
  - [F6] P, 2031: T (anonymous; g)
"""


def test_a_ledger(tmp_path: Path) -> None:
    assert render(read_record(written(tmp_path, SMALL), acts=ACTS), NAMES) == LEDGER


def test_what_is_shown_can_be_chosen(tmp_path: Path) -> None:
    record = read_record(written(tmp_path, SMALL), acts=ACTS)
    assert "## Ours" not in render(record, NAMES, side="theirs")
    shown = render(record, NAMES, act="cyber")
    assert "r-1" in shown
    assert "r-2" not in shown
    assert "No entry." in shown
    for wrong in ({"ui": "fr"}, {"side": "their"}, {"act": "cyb"}):
        with pytest.raises(UnknownNameError):
            render(record, NAMES, **wrong)


def test_everything_of_an_entry_is_shown_in_spanish(tmp_path: Path) -> None:
    record = read_record(written(tmp_path, example("es")))
    shown = render(record, {}, ui="es")
    for words in (
        "Contra: public", "Atribución: media", "En contra:", "[C4]", "«los dos sitios", "https://redviva.example/",
        "Miembros: Tomás Vega", "Actúan por él", "2031-Q1", "retirada: se muestra y no prueba nada",
    ):  # fmt: skip
        assert words in shown


def test_no_value_of_a_file_reaches_the_terminal_raw(tmp_path: Path) -> None:
    with_controls = SMALL.replace("title: A record", "title: \u202eA\u2066 record\u200f").replace(
        "summary: Grain was kept back.", 'summary: "\u202eGrain\\L# was"'
    )
    shown = render(read_record(written(tmp_path, with_controls), acts=ACTS), NAMES)
    assert shown.replace("\n", "").isprintable()
    assert "# A record" in shown
    assert "  Grain # was" in shown


def test_the_words_are_whole_in_both_languages() -> None:
    assert set(WORDS["en"]) == set(WORDS["es"])
    assert {*rules.STATUSES, *rules.SOURCE_TYPES, *rules.LEVELS} <= set(WORDS["en"])

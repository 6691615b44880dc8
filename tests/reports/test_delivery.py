from dataclasses import replace

import pytest

from rhetoric.records import Analysis, Delivery
from rhetoric.reports.delivery import delivery_table
from rhetoric.reports.html import render_html
from rhetoric.reports.markdown import render_markdown
from tests.builders import DEVICES, long_speech, speech


def spoken(base: Analysis) -> Analysis:
    """Give each sentence figures that grow by its place; the first one has no pace and no pauses."""
    delivery = [
        Delivery(
            chars,
            "sentence",
            rate=100.0 + 10 * place if place else None,
            pause=100 if place else None,
            loudness=-30.0 + place,
            pitch=120.0,
            pitch_range=4.5,
        )
        for place, chars in enumerate(base.transcript.sentences)
    ]
    return replace(base, delivery=tuple(delivery))


def test_a_line_per_speaker_with_medians_and_their_n() -> None:
    table = delivery_table(spoken(speech()), "en")
    names = [row[0] for row in table.rows]
    assert names == ["Ana Ruiz Peña", "Tomás Oduya", "S3"]
    ana = table.rows[0]
    count = int(ana[1])
    assert ana[2].endswith(f"(n = {count - 1})")
    assert ana[3].endswith(f"(n = {count - 1})")
    assert ana[5:] == ("120", "4.5")


def test_a_few_sentences_have_no_range() -> None:
    third = delivery_table(spoken(speech()), "en").rows[2]
    assert int(third[1]) < 5
    assert third[4] == ""


def test_the_range_leaves_out_the_outer_tenths() -> None:
    base = long_speech(minutes=30, speakers=1, devices=list(DEVICES), tags=5)
    count = len(base.transcript.sentences)
    (row,) = delivery_table(spoken(base), "en").rows
    assert row[4] == f"{0.8 * (count - 1):.1f}"


def test_one_line_where_speakers_are_not_separated() -> None:
    table = delivery_table(spoken(speech(form="unseparated")), "en")
    assert [row[0] for row in table.rows] == ["speakers not separated"]


def test_a_column_nobody_fills_is_left_out() -> None:
    base = spoken(speech())
    base = replace(base, delivery=tuple(replace(item, pause=None) for item in base.delivery))
    table = delivery_table(base, "en")
    assert "Pauses (%)" not in table.head
    assert {len(row) for row in table.rows} == {len(table.head)} == {6}


def test_nothing_measured_gives_no_table() -> None:
    assert delivery_table(speech(), "en").rows == ()
    assert "tell no emotion" not in render_html(speech(), devices=DEVICES)
    blank = replace(speech(), delivery=(Delivery(speech().transcript.sentences[0]),))
    assert "tell no emotion" not in render_markdown(blank, devices=DEVICES)


@pytest.mark.parametrize(
    ("language", "head", "rule"),
    [
        ("en", "Range (st)", "tell no emotion"),
        ("es", "Rango (st)", "no dicen nada de emoción"),
    ],
)
def test_reports_show_the_table_and_what_it_is_not(language: str, head: str, rule: str) -> None:
    for document in (
        render_html(spoken(speech(language)), devices=DEVICES),
        render_markdown(spoken(speech(language)), devices=DEVICES).replace("\\", ""),
    ):
        assert head in document
        assert rule in document

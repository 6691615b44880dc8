"""Where nobody said who is on which side, pages and charts say so."""

from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric.charts.sheet import Caption, sheet
from rhetoric.config import Options
from rhetoric.notices import sides_unknown
from rhetoric.pipeline import annotate, tag_text
from rhetoric.reports.html import render_html
from rhetoric.reports.markdown import render_markdown

TEXTS = {"en": "Ada Veltz stole the harbour funds.", "es": "Ada Veltz robó los fondos del puerto."}
WORDS = {"en": "Sides unknown", "es": "Bandos sin indicar"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_unknown_sides_are_told(language: str) -> None:
    analysis = tag_text(TEXTS[language], language)
    assert WORDS[language] in render_html(analysis)
    assert WORDS[language] in render_markdown(analysis)
    figure = sheet(analysis, Caption("x", 1), body=1, ui=language).figure
    assert any(WORDS[language].lower() in text.get_text() for text in figure.texts)


def test_marked_actors_or_an_older_analysis_say_nothing(tmp_path: Path) -> None:
    actors = tmp_path / "a.yaml"
    actors.write_text("actors: [{name: Ada Veltz, side: rival}]", encoding="utf-8")
    analysis = tag_text(TEXTS["en"], "en")
    assert sides_unknown(annotate(analysis, Options(actors=actors)), "en") is None
    assert sides_unknown(replace(analysis, runs=()), "en") is None
    actors.write_text("actors: [{name: Ada Veltz}]", encoding="utf-8")
    assert sides_unknown(annotate(analysis, Options(actors=actors)), "fr") == sides_unknown(analysis, "en")

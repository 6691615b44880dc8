"""`rhetoric explain` on a written analysis."""

from pathlib import Path

import pytest

from rhetoric.devices.codebook import load
from rhetoric.devices.explain import explain_all
from rhetoric.errors import ConfigError, UnknownNameError
from rhetoric.formats.rhetoric_json import dumps
from rhetoric.pipeline import tag_text
from tests.program import Program

ANALYSIS = tag_text("ANA: La empresa del puerto sobornó a dos jueces en marzo.", "es")


def test_one_annotation_is_explained(rhetoric: Program, tmp_path: Path) -> None:
    (tmp_path / "analysis.json").write_text(dumps(ANALYSIS), encoding="utf-8")
    said = rhetoric("explain", str(tmp_path), "A1", "--ui", "es").out
    assert "ACT: sobornó" in said
    assert "orador: ANA" in said
    assert "Quien habla culpa a una parte identificable" in said


def test_an_unknown_id_or_language_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="'A9'"):
        explain_all(ANALYSIS, load(), only="A9")
    with pytest.raises(ConfigError, match="'fr'"):
        explain_all(ANALYSIS, load(), ui="fr")

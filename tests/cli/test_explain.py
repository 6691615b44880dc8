"""`rhetoric explain` on a written analysis."""

import re
from dataclasses import replace
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
    assert "no cuenta: autocrítica" in said
    assert "acto: Soborno (corruption.bribery)" in said


def test_an_unknown_id_or_language_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="'A9'"):
        explain_all(ANALYSIS, load(), only="A9")
    with pytest.raises(ConfigError, match="'fr'"):
        explain_all(ANALYSIS, load(), ui="fr")


def test_spanish_throughout() -> None:
    candidate = replace(
        ANALYSIS.annotations[0], decision="candidate", status=("negated",), risks=("home_unknown",), score=0.4
    )
    [said] = explain_all(replace(ANALYSIS, annotations=(candidate,)), load(), ui="es")
    assert "Es una candidata" in said
    assert "negado" in said
    assert "Señala la forma" in said
    english = {"candidate", "status", "risk", "score", "for", "against", "rule", "defined", "negated", "counts"}
    own = (line for line in said.lower().splitlines() if "cuenta:" not in line and "se define" not in line)
    assert not english & set(re.findall(r"\w+", " ".join(own)))


def test_a_device_the_codebook_lacks_is_explained_from_the_analysis() -> None:
    book = replace(load(), devices=())
    [first, *_] = explain_all(ANALYSIS, book, only="A1")
    assert "Acusación" in first
    assert "Quien habla culpa" in first
    assert "otro libro de códigos" in first
    [bare] = explain_all(replace(ANALYSIS, devices=()), book, only="A1")
    assert "accusation" in bare

"""WER, CER, cpWER by hand, risk classes fitted, and the command end to end."""

import json
from pathlib import Path

import numpy as np
import pytest

from rhetoric.errors import ConfigError
from rhetoric.evaluate.risk_fit import fit
from rhetoric.evaluate.transcripts import normalised, score, units, view
from rhetoric.formats import read_text
from rhetoric.formats.rhetoric_json import dumps
from rhetoric.records import Analysis, Run, Span
from rhetoric.transcribe import HeardPassage, HeardWord
from rhetoric.transcribe.assemble import assemble
from rhetoric.transcribe.risk import rated, read_rules, write_rules
from tests.program import Program

SAID = "We want the road. We want the school. Nobody asked us about the old bridge."


def typed(text: str) -> Analysis:
    return read_text(text, language="en")


def heard(text: str, confidences: list[float | None] | None = None) -> Analysis:
    pieces = text.split()
    sure = confidences or [0.9] * len(pieces)
    words = tuple(
        HeardWord(f" {piece}", Span(400 * at, 400 * at + 400), chance)
        for at, (piece, chance) in enumerate(zip(pieces, sure, strict=True))
    )
    passage = HeardPassage(Span(0, 400 * len(pieces)), "en", words)
    return Analysis(assemble([passage]), runs=(Run("transcribe", "scripted", "1"),))


def test_words_are_compared_without_case_and_punctuation_but_with_accents() -> None:
    assert normalised("¿Qué, DON’T — 1,5?") == ["qué", "don't", "1", "5"]
    assert score(typed("Sí."), heard("si")).substitutions == 1


def test_each_kind_of_error_is_counted() -> None:
    found = score(typed(SAID), heard("We want a road. We want the big school. Nobody asked about the old bridge."))
    assert (found.reference, found.hits) == (15, 13)
    assert (found.substitutions, found.deletions, found.insertions) == (1, 1, 1)
    assert found.wer.value == pytest.approx(3 / 15)
    assert found.wer.low is not None
    assert found.wer.low <= 0.2 <= (found.wer.high or 0)
    assert sum(found.wrong) == 2
    assert found.cpwer is None


def test_characters_are_counted_within_sentences() -> None:
    found = score(typed("They sing. They run."), heard("They song. They run."))
    assert found.cer.value == pytest.approx(1 / len("they sing" + "they run"))
    assert score(typed("They sing."), heard("They sing.")).cer.value == 0.0


def test_speakers_are_paired_whatever_they_are_called() -> None:
    said = typed("ANA: We want bread now.\n\nBEN: You get nothing at all from us.\n")
    same = typed("XENA: We want bread now.\n\nYAGO: You get nothing at all from us.\n")
    merged = typed("XENA: We want bread now. You get nothing at all from us.\n")
    assert score(said, same).cpwer == 0.0
    assert score(said, merged).wer.value == 0.0
    assert score(said, merged).cpwer == pytest.approx((4 + 4) / 11)


def test_nothing_heard_and_nothing_said() -> None:
    nothing = Analysis(assemble([]))
    lost = score(typed("They sing."), nothing)
    assert (lost.wer.value, lost.deletions) == (1.0, 2)
    assert score(nothing, heard("thank you")).insertions == 2


def test_the_view_shows_only_what_is_wrong() -> None:
    shown = view(score(typed("They sing. They run."), heard("They song. They run.")))
    assert "sing" in shown
    assert "song" in shown
    assert "run" not in shown


def drawn(count: int, seed: int = 1) -> tuple[Analysis, Analysis]:
    """Return what was said and heard: words below a confidence of 0.5 are mostly wrong, above 0.8 right."""
    chance = np.random.default_rng(seed)
    sure = chance.uniform(0, 1, count)
    share = np.where(sure < 0.5, 0.7, np.where(sure < 0.8, 0.2, 0.01))
    bad = chance.uniform(0, 1, count) < share
    said = [f"w{at}{'.' if at % 9 == 8 else ''}" for at in range(count)]
    got = [f"x{at}" if wrong else word for at, (word, wrong) in enumerate(zip(said, bad, strict=True))]
    return typed(" ".join(said)), heard(" ".join(got), [round(float(one), 4) for one in sure])


def test_risk_classes_are_fitted_on_references(tmp_path: Path) -> None:
    said, got = drawn(3000)
    rules = fit([(score(said, got, rounds=100), got)])
    assert rules.high_below == pytest.approx(0.5, abs=0.06)
    assert rules.medium_below == pytest.approx(0.8, abs=0.06)
    assert rules.errors is not None
    assert rules.errors["low"] < 0.04 < rules.errors["medium"] < 0.4 < rules.errors["high"]
    assert rules.calibrated
    write_rules(rules, tmp_path / "risk.json")
    assert read_rules(tmp_path / "risk.json") == rules
    codes = {notice.code for notice in rated(got, tmp_path / "risk.json").transcript.notices}
    assert "risk_uncalibrated" not in codes
    assert "risk_uncalibrated" in {notice.code for notice in rated(got).transcript.notices}


def test_too_little_to_fit_on_is_said() -> None:
    said, got = drawn(50)
    with pytest.raises(ConfigError, match="too few"):
        fit([(score(said, got, rounds=100), got)])
    said, _ = drawn(300)
    bare = heard(" ".join(units(said).texts), [None] * 300)
    with pytest.raises(ConfigError, match="confidence"):
        fit([(score(said, bare, rounds=100), bare)])


def test_the_command(rhetoric: Program) -> None:
    said, got = drawn(400)
    Path("ref").mkdir()
    Path("ref/a.txt").write_text(said.transcript.text, encoding="utf-8")
    Path("out/a").mkdir(parents=True)
    Path("out/a/analysis.json").write_text(dumps(rated(got)), encoding="utf-8")
    done = rhetoric("evaluate", "transcript", "ref", "out", "--alignment", "--rounds", "100")
    assert done.code == 0, done.err
    assert "| a | 400 |" in done.out
    assert "| low |" in done.out
    assert "HYP:" in done.out
    done = rhetoric("evaluate", "transcript", "--fit-risk", "ref/a.txt", "out/a", "--format", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["risk"]["words"] == 400
    assert read_rules(Path("risk.json")).calibrated
    lost = rhetoric("evaluate", "transcript", "ref/a.txt", "ref")
    assert lost.code == 0
    Path("ref/b.txt").write_text("One more text of some words.", encoding="utf-8")
    missing = rhetoric("evaluate", "transcript", "ref", "out")
    assert missing.code == 1
    assert "'b'" in missing.err

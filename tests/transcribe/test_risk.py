from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric.config import Options
from rhetoric.errors import ConfigError
from rhetoric.formats.rhetoric_json import dumps
from rhetoric.pipeline import analyze_file
from rhetoric.records import Overlap, Span, Transcript, Turn
from rhetoric.transcribe import HeardPassage, HeardWord
from rhetoric.transcribe.assemble import assemble
from rhetoric.transcribe.risk import (
    RiskRules,
    at_most,
    inherited,
    level_of,
    rate_words,
    read_rules,
    unsupported_by,
)
from tests.program import Program
from tests.scripted_engine import Scripted, say, use
from tests.transcribe.test_guarded import SAID, SPEECH

RULES = RiskRules()


def made(*words: HeardWord) -> Transcript:
    return assemble([HeardPassage(Span(0, 60_000), "en", words)])


def risks(transcript: Transcript, reactions: tuple[Span, ...] = ()) -> list[str | None]:
    return [word.risk for word in rate_words(transcript, RULES, reactions).words]


def word(
    confidence: float | None, at: int = 0, *, suspect: str | None = None, estimated: bool = False
) -> HeardWord:
    return HeardWord(f" word{at}", Span(at, at + 300), confidence, estimated=estimated, suspect=suspect)


@pytest.mark.parametrize(
    ("given", "risk"),
    [
        (word(0.9), "low"),
        (word(0.6), "medium"),
        (word(None), "medium"),
        (word(0.9, estimated=True), "medium"),
        (word(0.6, estimated=True), "high"),
        (word(0.2), "high"),
        (word(0.99, suspect="loop"), "high"),
    ],
)
def test_each_rule_by_itself(given: HeardWord, risk: str) -> None:
    assert risks(made(given)) == [risk]


def test_applause_and_other_voices_underneath_are_doubts() -> None:
    transcript = made(word(0.9), word(0.9, 2000), word(0.6, 4000))
    under = (Span(1900, 2100), Span(4000, 4100))
    assert risks(transcript, under) == ["low", "medium", "high"]
    two = replace(transcript, overlaps=(Overlap(Span(0, 500), ("S1", "S2")),))
    assert risks(two, under) == ["medium", "medium", "high"]


def test_words_beside_another_speakers_are_doubtful() -> None:
    transcript = made(*(word(0.9, at) for at in range(0, 6000, 1000)))
    cut = transcript.words[3].chars.start
    turns = (Turn("S1", Span(0, cut - 1)), Turn("S2", Span(cut, len(transcript.text))))
    assert risks(replace(transcript, turns=turns)) == ["low", "low", "medium", "medium", "low", "low"]
    same = (Turn("S1", Span(0, cut - 1)), Turn("S1", Span(cut, len(transcript.text))))
    assert set(risks(replace(transcript, turns=same))) == {"low"}


def test_a_file_of_rules_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "risk.json"
    for content in ("", "{}x", '{"schema": "other/1"}', '{"high_below": 0.9, "medium_below": 0.2}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ConfigError):
            read_rules(path)
    path.write_text('{"high_below": 0.2, "medium_below": 0.5, "words": 900}', encoding="utf-8")
    assert read_rules(path).calibrated


def test_charts_can_be_drawn_of_low_risk_tags_only(rhetoric: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def words(time: Span) -> tuple[HeardWord, ...]:
        risky = say("They lied about bread. They lied about work. They lied about peace.", Span(20_000, 26_000))
        return (*say(SAID, Span(1000, 6000)), *(replace(one, confidence=0.3) for one in risky))

    use(monkeypatch, Scripted(words, languages=lambda time: "en"))
    analysis = analyze_file(SPEECH, Options(language="en", speakers="1"))
    levels = {level_of(note) for note in analysis.annotations}
    assert levels == {"low", "high"}
    kept = at_most(analysis, "low")
    assert kept.annotations
    assert {level_of(note) for note in kept.annotations} == {"low"}
    assert at_most(analysis, "high") == analysis
    Path("out/a").mkdir(parents=True)
    Path("out/a/analysis.json").write_text(dumps(analysis), encoding="utf-8")
    for level in ("all", "low"):
        flags = () if level == "all" else ("--risk", level)
        done = rhetoric("chart", "out/a", "--kind", "timeline", "--out", level, *flags)
        assert done.code == 0, done.err
    assert {path.name for path in Path("low").rglob("*.svg")} == {path.name for path in Path("all").rglob("*.svg")}
    drawn = [next(Path(level).rglob("*.svg")).read_bytes() for level in ("all", "low")]
    assert drawn[0] != drawn[1]
    wrong = rhetoric("chart", "out/a", "--risk", "tiny")
    assert wrong.code == 1
    assert "'tiny'" in wrong.err


def test_typed_words_give_no_risk_and_marks_do_not_add_up() -> None:
    typed = Transcript("no words", "en")
    assert inherited((), typed) == ()
    assert unsupported_by((), typed) == ()

"""Records refuse what contradicts itself."""

import pytest

from rhetoric.errors import RecordError
from rhetoric.records import (
    Analysis,
    Annotation,
    Source,
    Span,
    Speaker,
    Theme,
    Transcript,
    Turn,
    Word,
    quote_at,
)

TEXT = "They came. We stayed."
RULE = Source("rule", "test")


def note(**changes: object) -> Annotation:
    values: dict[str, object] = {
        "id": "A1", "device": "antithesis", "parts": (Span(0, 4), Span(11, 13)), "quote": "They […] We",
        "decision": "tag", "source": RULE,
    }  # fmt: skip
    return Annotation(**{**values, **changes})  # type: ignore[arg-type]


def test_span_algebra() -> None:
    assert Span(2, 5).length == 3
    assert Span(2, 5).slice("abcdefg") == "cde"
    assert Span(2, 5).overlap(Span(4, 9)) == 1
    assert Span(2, 5).overlap(Span(5, 9)) == 0
    assert Span(2, 5).hull(Span(7, 9)) == Span(2, 9)
    assert Span(2, 5).contains(Span(3, 5))
    assert not Span(2, 5).contains(Span(3, 6))


def test_quote_joins_parts() -> None:
    assert quote_at(TEXT, (Span(0, 4), Span(11, 13))) == "They […] We"


def test_offsets_count_code_points() -> None:
    text = "¡Ñandú 😀 e\u0301l!"
    assert Span(7, 8).slice(text) == "😀"


@pytest.mark.parametrize(
    "words",
    [
        (Word(Span(0, 0)),),
        (Word(Span(18, 22)),),
        (Word(Span(-1, 4)),),
        (Word(Span(5, 9)), Word(Span(0, 4))),
        (Word(Span(0, 4)), Word(Span(3, 9))),
        (Word(Span(0, 4), Span(500, 400)),),
        (Word(Span(0, 4), Span(500, 600)), Word(Span(5, 9), Span(400, 700))),
        (Word(Span(0, 4), Span(-1, 400)),),
    ],
)
def test_transcript_refuses_bad_words(words: tuple[Word, ...]) -> None:
    with pytest.raises(RecordError):
        Transcript(TEXT, "en", words=words)


def test_transcript_takes_untimed_words_between_timed_ones() -> None:
    words = (Word(Span(0, 4), Span(0, 400)), Word(Span(5, 9)), Word(Span(11, 13), Span(400, 500)))
    assert Transcript(TEXT, "en", words=words).timed
    assert not Transcript(TEXT, "en", words=words[1:2]).timed


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Transcript(TEXT, "en").text = "other"  # type: ignore[misc]


def test_annotation_needs_parts_and_sorted_status() -> None:
    with pytest.raises(RecordError, match="no parts"):
        note(parts=(), quote="")
    with pytest.raises(RecordError, match="unsorted"):
        note(status=("reported", "negated"))


def test_analysis_checks_quotes() -> None:
    transcript = Transcript(TEXT, "en")
    Analysis(transcript, annotations=(note(),))
    with pytest.raises(RecordError, match="not the text at its parts"):
        Analysis(transcript, annotations=(note(quote="They […] we"),))
    with pytest.raises(RecordError, match="not the text at its parts"):
        Analysis(transcript, annotations=(note(parts=(Span(0, 99),), quote=TEXT),))


def test_analysis_checks_references_and_ids() -> None:
    transcript = Transcript(TEXT, "en", turns=(Turn("S1", Span(0, 21)),))
    with pytest.raises(RecordError, match="speaker 'S1'"):
        Analysis(transcript)
    speakers = (Speaker("S1"),)
    Analysis(transcript, speakers=speakers)
    with pytest.raises(RecordError, match="twice"):
        Analysis(transcript, speakers=(*speakers, *speakers))
    with pytest.raises(RecordError, match="theme 'T9'"):
        Analysis(transcript, speakers=speakers, annotations=(note(theme="T9"),))
    with pytest.raises(RecordError, match="leaves the text"):
        Analysis(transcript, speakers=speakers, themes=(Theme("T1", "x", (), (Span(0, 22),)),))

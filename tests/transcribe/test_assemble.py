from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Notice, Passage, Span, Turn
from rhetoric.transcribe import HeardPassage, HeardWord
from rhetoric.transcribe.assemble import assemble, core


def _passage(start: int, language: str, *texts: str) -> HeardPassage:
    words = tuple(
        HeardWord(text, Span(start + 100 * place, start + 100 * place + 100), 0.5)
        for place, text in enumerate(texts)
    )
    return HeardPassage(Span(start, start + 10_000), language, words)


def test_passages_become_one_text_with_words_and_turns() -> None:
    transcript = assemble([_passage(0, "es", " ¿Quién", " paga?"), _passage(10_000, "es", " «Nadie»,", " dijo.")])
    assert transcript.text == "¿Quién paga?\n«Nadie», dijo."
    assert [word.chars.slice(transcript.text) for word in transcript.words] == ["Quién", "paga", "Nadie", "dijo"]
    assert [word.time for word in transcript.words] == [
        Span(0, 100),
        Span(100, 200),
        Span(10_000, 10_100),
        Span(10_100, 10_200),
    ]
    assert transcript.turns == (Turn(None, Span(0, 12)), Turn(None, Span(13, 27)))
    assert transcript.passages == (Passage(Span(0, 12), "es"), Passage(Span(13, 27), "es"))
    assert [span.slice(transcript.text) for span in transcript.sentences] == ["¿Quién paga?", "«Nadie», dijo."]
    assert transcript.words[0].confidence == 0.5


def test_words_without_blanks_between_them_stay_joined() -> None:
    transcript = assemble([_passage(0, "en", " well", "-known", "  to", " us.")])
    assert transcript.text == "well-known to us."
    assert [word.chars.slice(transcript.text) for word in transcript.words] == ["well", "known", "to", "us"]


def test_the_language_is_that_of_most_words_and_passages_keep_theirs() -> None:
    transcript = assemble([_passage(0, "en", " Hello"), _passage(10_000, "es", " hola", " a", " todos")])
    assert transcript.language == "es"
    assert [passage.language for passage in transcript.passages] == ["en", "es"]


def test_nothing_heard_is_an_empty_transcript_with_its_notices() -> None:
    transcript = assemble([_passage(0, "und"), _passage(10_000, "und", " ")], notices=[Notice("no_speech")])
    assert (transcript.text, transcript.words, transcript.language) == ("", (), "und")
    assert transcript.notices == (Notice("no_speech"),)


def test_overlapping_windows_cannot_turn_time_back() -> None:
    transcript = assemble([_passage(5000, "en", " one", " two"), _passage(4950, "en", " three")])
    assert [word.time.start for word in transcript.words if word.time] == [5000, 5100, 5100]


def test_the_core_of_a_word_leaves_punctuation_out() -> None:
    text = "—¡Viva!— 3,5% … U.S."
    assert [core(text, Span(*place)).slice(text) for place in ((0, 8), (8, 13), (13, 15), (15, 20))] == [
        "Viva",
        "3,5",
        "…",
        "U.S",
    ]


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=4))
def test_any_words_make_a_transcript_whose_words_slice_back(passages: list[list[str]]) -> None:
    heard = [_passage(10_000 * place, "en", *texts) for place, texts in enumerate(passages)]
    transcript = assemble(heard)
    spoken = [text.strip() for texts in passages for text in texts if text.strip()]
    assert len(transcript.words) == len(spoken)
    for word, text in zip(transcript.words, spoken, strict=True):
        assert " ".join(word.chars.slice(transcript.text).split()) in " ".join(text.split())

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Analysis, Notice, Span, Transcript, Turn, Word
from rhetoric.transcribe import HeardWord
from rhetoric.transcribe.join import estimate, join, match, words_of

TEXT = "Señoras y señores: la crisis no la paga el pueblo. (Aplausos) Nunca más."


def _heard(*words: tuple[str, int, int]) -> list[HeardWord]:
    return [HeardWord(f" {text}", Span(start, end), 0.9) for text, start, end in words]


def _times(transcript: Transcript) -> list[tuple[str, tuple[int, int] | None, bool]]:
    return [
        (word.chars.slice(transcript.text), tuple(word.time) if word.time else None, word.estimated)
        for word in transcript.words
    ]


def test_words_get_the_times_they_were_heard_at_and_what_is_missing_shares_the_rest() -> None:
    official = Transcript("La crisis no la paga el pueblo.", "es")
    heard = _heard(
        ("la", 0, 200), ("crisis", 200, 800), ("no", 900, 1000), ("apaga", 1000, 1700), ("el", 1700, 1800),
        ("pueblo", 1800, 2500),
    )  # fmt: skip
    joined = join(official, heard)
    assert _times(joined) == [
        ("La", (0, 200), False),
        ("crisis", (200, 800), False),
        ("no", (900, 1000), False),
        ("la", (1000, 1233), True),
        ("paga", (1233, 1700), True),
        ("el", (1700, 1800), False),
        ("pueblo", (1800, 2500), False),
    ]
    assert joined.text == official.text
    assert joined.words[1].confidence == 0.9
    assert joined.notices == (Notice("time_estimated", "29 %"),)
    assert match(official, heard).share == 5 / 7


def test_what_was_not_spoken_has_no_time() -> None:
    official = Transcript("we pay all of it and nobody ever asked us today", "en")
    heard = _heard(("we", 0, 200), ("pay", 200, 500), ("today", 520, 900))
    assert [time for _, time, _ in _times(join(official, heard))] == [
        (0, 200),
        (200, 500),
        *[None] * 8,
        (520, 900),
    ]


def test_words_are_those_of_the_turns_where_the_text_has_events() -> None:
    turns = (Turn(None, Span(0, 50)), Turn(None, Span(62, 72)))
    words = words_of(Transcript(TEXT, "es", turns=turns))
    assert [word.chars.slice(TEXT) for word in words][-3:] == ["pueblo", "Nunca", "más"]


def test_hyphens_and_apostrophes_match_however_they_are_cut() -> None:
    official = Transcript("It's well-known.", "en")
    heard = [
        HeardWord(" It’s", Span(0, 300)),
        HeardWord(" well", Span(300, 500)),
        HeardWord("-known", Span(500, 900)),
    ]
    assert _times(join(official, heard)) == [("It's", (0, 300), False), ("well-known", (300, 900), False)]


def test_signs_of_scripts_without_blanks_are_compared_one_by_one() -> None:
    official = Transcript("我们的国家", "zh")
    heard = [
        HeardWord("我们", Span(0, 400)),
        HeardWord("的", Span(400, 500)),
        HeardWord("国家。", Span(500, 1000)),
    ]
    assert _times(join(official, heard)) == [("我们的国家", (0, 1000), False)]


def test_another_speech_is_noticed() -> None:
    official = Transcript(" ".join(f"palabra{letter}" for letter in "abcdefghijklmnop"), "es")
    joined = join(official, _heard(("nada", 0, 300), ("de", 300, 400), ("eso", 400, 900)))
    assert joined.notices[0] == Notice("transcript_mismatch", "0 %")
    assert join(official, []).notices == (Notice("transcript_mismatch", "0 %"),)


def test_a_timed_transcript_stays_as_it_is() -> None:
    timed = Transcript("Hola", "es", words=(Word(Span(0, 4), Span(5, 9)),))
    assert join(timed, _heard(("hola", 100, 200))) is timed
    assert join(Analysis(timed), []) is timed
    assert estimate(timed, [Span(0, 100)]) is timed


def test_estimated_times_lie_in_the_speech() -> None:
    spread = estimate(Transcript("uno dos. tres seis", "es"), [Span(1000, 1800), Span(5000, 6000)])
    assert _times(spread) == [
        ("uno", (1000, 1400), True),
        ("dos", (1400, 1800), True),
        ("tres", (5000, 5500), True),
        ("seis", (5500, 6000), True),
    ]
    assert spread.notices == (Notice("time_estimated", "100 %"),)


def test_without_speech_nothing_is_estimated() -> None:
    official = Transcript("uno dos", "es")
    assert estimate(official, []) is official


@given(
    st.lists(st.sampled_from(["la", "paz", "no", "guerra", "y", "2030"]), max_size=30),
    st.lists(st.tuples(st.sampled_from(["la", "paz", "no", "sí", "2030"]), st.integers(0, 900)), max_size=30),
)
def test_any_pair_joins_with_times_in_order(said: list[str], sounds: list[tuple[str, int]]) -> None:
    heard, place = [], 0
    for text, length in sounds:
        heard.append(HeardWord(f" {text}", Span(place, place + length)))
        place += length
    official = Transcript(" ".join(said), "es")
    joined = join(official, heard)
    assert len(joined.words) == len(said)
    assert join(replace(official), heard) == joined
    assert all(word.time.end <= place for word in joined.words if word.time)

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Notice, Overlap, Span, Speaker, Transcript, Turn, Word
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.assign import assign


def _transcript(text: str, times: list[Span | None], *, turns: tuple[Turn, ...] = ()) -> Transcript:
    places = [match.span() for match in re.finditer(r"\w+", text)]
    words = tuple(Word(Span(*place), time) for place, time in zip(places, times, strict=True))
    return Transcript(text, "en", words=words, turns=turns, notices=(Notice("speakers_not_separated"),))


def _steps(count: int, step: int = 400) -> list[Span | None]:
    """Return times of words that follow each other without pause."""
    return [Span(place * step, place * step + step) for place in range(count)]


def _segment(start: int, end: int, name: str) -> SpeakerSegment:
    return SpeakerSegment(Span(start, end), name)


def _said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.chars.slice(transcript.text)) for turn in transcript.turns]


def test_words_go_to_the_voice_of_their_time() -> None:
    before = _transcript("We came home. “Did you?” Yes, we did!", _steps(8))
    after, speakers = assign(
        before, [_segment(0, 1200, "S1"), _segment(1200, 2000, "S2"), _segment(2000, 3200, "S1")]
    )
    assert _said(after) == [("S1", "We came home."), ("S2", "“Did you?”"), ("S1", "Yes, we did!")]
    assert speakers == (Speaker("S1"), Speaker("S2"))
    assert after.text == before.text
    assert after.words == before.words
    assert [span.slice(after.text) for span in after.sentences] == ["We came home.", "“Did you?”", "Yes, we did!"]
    assert after.notices == ()


def test_a_segment_is_split_between_words() -> None:
    after, _ = assign(
        _transcript("one two three four", _steps(4)), [_segment(0, 700, "A"), _segment(700, 1600, "B")]
    )
    assert _said(after) == [("A", "one two"), ("B", "three four")]


def test_spanish_marks_belong_to_their_turns() -> None:
    after, _ = assign(
        _transcript("Llegan tarde. ¿Por qué? ¡No! (Así fue.)", _steps(7)),
        [_segment(0, 800, "A"), _segment(800, 1600, "B"), _segment(1600, 2000, "A"), _segment(2000, 2800, "B")],
    )
    assert _said(after) == [("A", "Llegan tarde."), ("B", "¿Por qué?"), ("A", "¡No!"), ("B", "(Así fue.)")]


def test_a_change_one_word_off_moves_to_the_sentence_end() -> None:
    late = [_segment(0, 1600, "A"), _segment(1600, 2800, "B")]
    after, _ = assign(_transcript("we are done here. You are not.", _steps(7)), late)
    assert _said(after) == [("A", "we are done here."), ("B", "You are not.")]
    for change in (1200, 2000):
        parts = [_segment(0, change, "A"), _segment(change, 2800, "B")]
        moved, _ = assign(_transcript("we are done here. You are not.", _steps(7)), parts)
        assert _said(moved) == [("A", "we are done here."), ("B", "You are not.")]


def test_a_change_far_from_a_sentence_end_stays() -> None:
    parts = [_segment(0, 800, "A"), _segment(800, 2800, "B")]
    after, _ = assign(_transcript("we are done here. You are not.", _steps(7)), parts)
    assert _said(after) == [("A", "we are"), ("B", "done here. You are not.")]


def test_a_turn_of_one_word_survives_its_neighbours() -> None:
    parts = [_segment(0, 800, "A"), _segment(800, 1000, "B"), _segment(1000, 1600, "A")]
    after, _ = assign(_transcript("so it. goes on. and so. on", _steps(7, 200)), parts)
    assert [speaker for speaker, _ in _said(after)] == ["A", "B", "A"]


def test_words_outside_go_to_the_nearest_within_a_second() -> None:
    times: list[Span | None] = [Span(0, 500), Span(2000, 2400), Span(9000, 9400)]
    after, _ = assign(_transcript("one two three", times), [_segment(1500, 1900, "A"), _segment(3300, 4000, "B")])
    assert _said(after) == [("A", "one two"), (None, "three")]


def test_untimed_words_follow_their_neighbours() -> None:
    times = [None, Span(0, 300), None, None, Span(2000, 2300), None]
    parts = [_segment(0, 300, "A"), _segment(2000, 2300, "B")]
    after, _ = assign(_transcript("zero one. two three four five", times), parts)
    assert _said(after) == [("A", "zero one."), ("B", "two three four five")]
    after, _ = assign(_transcript("zero one two three four five", times), parts)
    assert _said(after) == [("A", "zero one two three"), ("B", "four five")]


def test_two_at_once_are_recorded_and_the_speaker_goes_on() -> None:
    parts = [_segment(0, 1600, "B"), _segment(800, 1200, "A")]
    after, _ = assign(_transcript("one two three four", _steps(4)), parts)
    assert _said(after) == [("B", "one two three four")]
    assert after.overlaps == (Overlap(Span(800, 1200), ("A", "B")),)


def test_labels_and_events_stay_out_of_turns() -> None:
    text = "ANA: good evening (APPLAUSE) to all. LUIS: thanks"
    spoken = ["good evening", "to all.", "thanks"]
    turns = tuple(Turn("ANA", Span(text.index(part), text.index(part) + len(part))) for part in spoken)
    words = tuple(
        Word(Span(text.index(word), text.index(word) + len(word)), Span(place * 400, place * 400 + 400))
        for place, word in enumerate(["good", "evening", "to", "all", "thanks"])
    )
    before = Transcript(text, "en", words=words, turns=turns)
    after, speakers = assign(before, [_segment(0, 2000, "S1")])
    assert _said(after) == [("S1", "good evening"), ("S1", "to all."), ("S1", "thanks")]
    assert speakers == (Speaker("S1"),)


def test_without_times_or_segments_nothing_changes() -> None:
    text = "good evening"
    untimed = _transcript(text, [None, None], turns=(Turn("ANA", Span(0, 12)),))
    assert assign(untimed, [_segment(0, 2000, "S1")]) == (untimed, (Speaker("ANA"),))
    timed = _transcript(text, _steps(2))
    assert assign(timed, []) == (timed, ())
    empty = Transcript("", "en")
    assert assign(empty, [_segment(0, 2000, "S1")]) == (empty, ())


def test_long_rows_of_marks_cost_nothing() -> None:
    marks = "!(" * 200_000
    text = f"one{marks} two{marks} three"
    after, _ = assign(_transcript(text, _steps(3)), [_segment(0, 400, "A"), _segment(400, 1200, "B")])
    assert [turn.speaker for turn in after.turns] == ["A", "B"]


texts = st.text(alphabet="ab .!?¿“”(),—\n", max_size=60).filter(lambda text: bool(re.search(r"\w", text)))


@given(texts, st.data())
def test_turns_hold_every_word_once(text: str, data: st.DataObject) -> None:
    count = len(re.findall(r"\w+", text))
    steps = data.draw(st.lists(st.integers(0, 900), min_size=2 * count, max_size=2 * count))
    bounds = list(itertools.accumulate(steps))
    missing = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    times = [None if missing[i] else Span(bounds[2 * i], bounds[2 * i + 1]) for i in range(count)]
    parts = data.draw(
        st.lists(
            st.builds(_segment, st.integers(0, 900), st.integers(901, 4000), st.sampled_from("AB")),
            min_size=1,
            max_size=5,
        )
    )
    before = _transcript(text, times)
    after, speakers = assign(before, parts)
    assert after.text == text
    if not before.timed:
        assert after == before
        return
    for word in after.words:
        assert sum(turn.chars.contains(word.chars) for turn in after.turns) == 1
    assert {speaker.id for speaker in speakers} == {turn.speaker for turn in after.turns} - {None}
    for turn in after.turns:
        assert turn.chars.slice(text) == turn.chars.slice(text).strip()

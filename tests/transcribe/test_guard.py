from itertools import pairwise

import pytest

from rhetoric.records import Span
from rhetoric.transcribe import HeardPassage, HeardWord
from rhetoric.transcribe.guard import FAST, LOOP, SILENT, STOCK, TRANSLATED, Speech, find_loops, guard
from tests.scripted_engine import say

MINUTE = Span(0, 60_000)


def held(*words: HeardWord, speech: tuple[Span, ...] = (MINUTE,), duration: int = 60_000) -> list[HeardWord]:
    ordered = tuple(sorted(words, key=lambda word: word.time.start))
    (passage,) = guard([HeardPassage(MINUTE, "en", ordered)], speech, duration)
    return list(passage.words)


def reasons(*words: HeardWord, speech: tuple[Span, ...] = (MINUTE,)) -> set[str | None]:
    return {word.suspect for word in held(*words, speech=speech)}


@pytest.mark.parametrize(
    "said",
    [
        "We will build the road. We will build the school. We will build the bridge. We will build the port.",
        "Never again. Never again. Never again.",
        "Queremos pan, queremos techo, queremos paz, queremos trabajo, queremos tierra.",
        "No more, no more, no more! They gave us nothing, nothing, nothing.",
        "Yes we do. Yes we do. Yes we do. Yes we do.",
        "Thank you, thank you, thank you so much, thank you.",
    ],
)
def test_figures_of_speech_stay_unmarked(said: str) -> None:
    assert reasons(*say(said, Span(1000, 1000 + 380 * len(said.split())))) == {None}


@pytest.mark.parametrize(
    ("period", "times"), [("I am going to the house", 6), ("la", 20), ("one two three four five six seven", 5)]
)
def test_words_that_come_back_too_often_are_a_loop(period: str, times: int) -> None:
    words = say(" ".join([period] * times), Span(0, 400 * len(period.split()) * times))
    assert reasons(*words) == {LOOP}


def test_a_loop_is_found_across_passages() -> None:
    parts = [
        HeardPassage(Span(at, at + 3000), "en", say("so we went there and then so", Span(at, at + 3000)))
        for at in range(0, 24_000, 3000)
    ]
    whole = guard(parts, [MINUTE], 60_000)
    assert {word.suspect for part in whole for word in part.words} == {LOOP}
    assert {word.suspect for part in guard(parts[:2], [MINUTE], 60_000) for word in part.words} == {None}


def test_fewer_returns_are_a_loop_where_nobody_speaks() -> None:
    words = say("we go home now " * 3, Span(20_000, 26_000))
    assert reasons(*words) == {None}
    assert reasons(*words, speech=(Span(0, 22_000),)) == {LOOP}


@pytest.mark.parametrize(
    "said", ["Thanks for watching!", "Subtítulos por la comunidad", "¡Suscríbete!", "Gracias por ver el video."]
)
def test_credits_are_marked_on_silence_and_where_they_stand_alone(said: str) -> None:
    words = say(said, Span(30_000, 31_500))
    around = say("and so it ends", Span(28_000, 29_800))
    assert reasons(*words, speech=(Span(0, 10_000),)) == {STOCK}
    assert reasons(*words) == {STOCK}  # the voice detector is wrong about music at times
    assert {word.suspect for word in held(*around, *words)} == {None}


def test_a_courtesy_in_a_speech_is_believed() -> None:
    assert reasons(*say("Muchas gracias por su atención.", Span(30_000, 32_000))) == {None}
    assert reasons(*say("Thanks for listening.", Span(30_000, 32_000), confidence=0.2)) == {STOCK}


def test_nothing_repeated_is_believed_of_a_scrap_of_speech_in_a_long_silence() -> None:
    words = say("Thank you. Thank you. Thank you.", Span(20_000, 22_500))
    assert reasons(*words, speech=(Span(20_000, 22_600),)) == {LOOP}
    assert reasons(*words, speech=(Span(20_000, 29_600),)) == {None}


def test_a_scrap_may_cut_a_loop_off() -> None:
    scrap = (Span(20_000, 22_600),)
    assert reasons(*say("we will go on we will", Span(20_000, 22_500)), speech=scrap) == {LOOP}
    assert reasons(*say("no peace no peace", Span(20_000, 22_500)), speech=scrap) == {None}
    spoken = (Span(0, 40_000),)
    assert reasons(*say("we will go on we will", Span(20_000, 22_500)), speech=spoken) == {None}


def test_words_in_a_scrap_are_believed_only_of_a_sure_recogniser() -> None:
    scrap = (Span(20_000, 22_600),)
    assert reasons(*say("long live the peace", Span(20_000, 22_500), confidence=0.3), speech=scrap) == {SILENT}
    assert reasons(*say("long live the peace", Span(20_000, 22_500)), speech=scrap) == {None}


def test_words_where_nobody_speaks_are_marked_even_right_after_spoken_ones() -> None:
    spoken = say("this was said by somebody at the table", Span(1000, 4000))
    invented = say("and this was said by nobody at all", Span(4200, 7000))
    words = held(*spoken, *invented, speech=(Span(900, 4300),))
    assert [word.suspect for word in words] == [None] * 8 + [SILENT] * 8


def test_words_faster_than_anyone_speaks_are_marked() -> None:
    text = "the committee has considered all of the proposals that were put before it this afternoon"
    assert reasons(*say(text, Span(0, 1500))) == {FAST}
    assert reasons(*say(text, Span(0, 5000))) == {None}


def test_a_translation_in_place_of_the_words_is_marked() -> None:
    english = (
        "we want to tell the people of this country that we are not afraid and that we will be there with them"
    )
    passage = HeardPassage(MINUTE, "es", say(english, Span(0, 10_000)))
    (found,) = guard([passage], [MINUTE], 60_000)
    assert {word.suspect for word in found.words} == {TRANSLATED}


def test_times_are_in_order_and_inside_the_file() -> None:
    words = (
        HeardWord(" one", Span(4000, 5000)),
        HeardWord(" two", Span(3500, 9000)),
        HeardWord(" three", Span(8000, 70_000)),
        HeardWord(" four", Span(65_000, 71_000)),
    )
    (passage,) = guard([HeardPassage(MINUTE, "en", words)], [MINUTE], 60_000)
    times = [word.time for word in passage.words]
    assert times == sorted(times)
    assert all(a.end <= b.start for a, b in pairwise(times))
    assert times[-1].end <= 60_000


def test_loops_take_the_shortest_period() -> None:
    assert [(loop.period, loop.times) for loop in find_loops("a b a b a b c d d".split())] == [(2, 3), (1, 2)]
    assert find_loops("a b c d".split()) == []


def test_a_scrap_needs_a_silence_inside_the_file() -> None:
    assert not Speech([Span(0, 3000)], 4000).lonely(Span(100, 200))
    assert Speech([Span(0, 3000)], 40_000).lonely(Span(100, 200))
    assert not Speech([Span(0, 3000), Span(9000, 30_000)], 60_000).lonely(Span(100, 200))

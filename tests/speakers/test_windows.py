import itertools

from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.windows import Window, join_windows, place_windows


def test_windows_spread_evenly_over_a_stretch() -> None:
    stretch = Span(1000, 3600)
    assert place_windows([stretch]) == tuple(
        Window(middle, stretch) for middle in (1800, 2000, 2200, 2400, 2600, 2800)
    )


def test_a_short_stretch_has_one_window_around_its_middle() -> None:
    assert place_windows([Span(0, 300)]) == (Window(150, Span(0, 300)),)


def test_voices_change_midway() -> None:
    windows = place_windows([Span(0, 2400)])
    assert [window.middle for window in windows] == [800, 1000, 1200, 1400, 1600]
    assert join_windows(windows, ["S1", "S1", "S1", "S2", "S2"]) == (
        SpeakerSegment(Span(0, 1300), "S1"),
        SpeakerSegment(Span(1300, 2400), "S2"),
    )


def test_short_pauses_of_one_voice_are_bridged() -> None:
    windows = place_windows([Span(0, 1000), Span(1800, 2500), Span(3301, 4000), Span(4100, 5000)])
    assert join_windows(windows, ["S1", "S1", "S1", "S2"]) == (
        SpeakerSegment(Span(0, 2500), "S1"),
        SpeakerSegment(Span(3301, 4000), "S1"),
        SpeakerSegment(Span(4100, 5000), "S2"),
    )


def test_nothing_gives_nothing() -> None:
    assert join_windows(place_windows([]), []) == ()


@given(st.lists(st.integers(1, 9000), max_size=20), st.integers(0, 2**32))
def test_segments_are_ordered_apart_and_cover_all_speech(lengths: list[int], seed: int) -> None:
    bounds = list(itertools.accumulate(lengths, initial=0))
    speech = [Span(start, end) for start, end in itertools.pairwise(bounds)][::2]
    windows = place_windows(speech)
    speakers = [f"S{(seed >> (place % 32)) % 3 + 1}" for place in range(len(windows))]
    segments = join_windows(windows, speakers)
    assert all(before.time.end <= after.time.start for before, after in itertools.pairwise(segments))
    assert all(segment.time.length > 0 for segment in segments)
    assert all(sum(segment.time.overlap(stretch) for segment in segments) == stretch.length for stretch in speech)

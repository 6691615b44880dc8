from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Overlap, Span
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.overlaps import find_overlaps, timeline

segment_lists = st.lists(
    st.builds(
        lambda start, length, name: SpeakerSegment(Span(start, start + length), name),
        st.integers(0, 200),
        st.integers(1, 60),
        st.sampled_from("ABC"),
    ),
    max_size=15,
)


def _segment(start: int, end: int, name: str) -> SpeakerSegment:
    return SpeakerSegment(Span(start, end), name)


def test_finds_who_talks_at_once() -> None:
    parts = [_segment(0, 100, "B"), _segment(80, 200, "A"), _segment(90, 95, "C"), _segment(200, 300, "B")]
    assert find_overlaps(parts) == (
        Overlap(Span(80, 90), ("A", "B")),
        Overlap(Span(90, 95), ("A", "B", "C")),
        Overlap(Span(95, 100), ("A", "B")),
    )


def test_one_speaker_does_not_overlap_with_himself() -> None:
    assert find_overlaps([_segment(0, 100, "A"), _segment(50, 150, "A")]) == ()
    parts = [_segment(0, 100, "A"), _segment(50, 150, "A"), _segment(90, 130, "B")]
    assert find_overlaps(parts) == (Overlap(Span(90, 130), ("A", "B")),)


@given(segment_lists)
def test_overlaps_are_where_two_or_more_talk(parts: list[SpeakerSegment]) -> None:
    found = find_overlaps(parts)
    for moment in range(270):
        talking = {part.speaker for part in parts if part.time.start <= moment < part.time.end}
        expected = [tuple(sorted(talking))] if len(talking) > 1 else []
        assert [lap.speakers for lap in found if lap.time.start <= moment < lap.time.end] == expected


@given(segment_lists, st.integers(0, 260), st.integers(0, 40), st.integers(0, 30))
def test_near_finds_all_within_reach(parts: list[SpeakerSegment], start: int, length: int, reach: int) -> None:
    near = timeline(parts).near(Span(start, start + length), reach)
    low, high = start - reach, start + length + reach
    assert list(near) == sorted(part for part in parts if part.time.start <= high and part.time.end >= low)

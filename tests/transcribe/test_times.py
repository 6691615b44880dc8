from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Span
from rhetoric.transcribe import HeardWord
from rhetoric.transcribe.times import guess_words, milliseconds, settle, spread


def test_seconds_become_ms_of_the_recording() -> None:
    assert milliseconds(1.2345, 5000) == 6234


def test_words_are_kept_inside_the_window_and_apart() -> None:
    heard = [
        HeardWord(" a", Span(900, 1500)),
        HeardWord(" b", Span(1400, 1300)),
        HeardWord(" c", Span(1200, 9000)),
    ]
    assert [word.time for word in settle(heard, Span(1000, 2000))] == [
        Span(1000, 1400),
        Span(1400, 1400),
        Span(1400, 2000),
    ]


def test_words_without_times_share_the_stretch_by_length() -> None:
    words = guess_words(" uno dos catorce", Span(1000, 2300))
    assert [(word.text.strip(), word.time, word.estimated) for word in words] == [
        ("uno", Span(1000, 1300), True),
        ("dos", Span(1300, 1600), True),
        ("catorce", Span(1600, 2300), True),
    ]
    assert guess_words("  ", Span(0, 10)) == ()


def test_spreading_leaves_out_the_pauses() -> None:
    assert spread([2, 2, 1], [Span(0, 400), Span(1000, 1100)]) == (Span(0, 200), Span(200, 400), Span(1000, 1100))
    assert spread([1, 1], [Span(0, 100), Span(300, 600)]) == (Span(0, 400), Span(400, 600))
    assert spread([1], []) == (Span(0, 0),)


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), max_size=20),
    st.integers(0, 2000),
    st.integers(0, 3000),
)
def test_settled_times_never_run_backwards(times: list[tuple[int, int]], start: int, length: int) -> None:
    bounds = Span(start, start + length)
    last = bounds.start
    for word in settle([HeardWord(" x", Span(*time)) for time in times], bounds):
        assert last <= word.time.start <= word.time.end <= bounds.end
        last = word.time.end


@given(st.lists(st.integers(1, 30), min_size=1), st.lists(st.integers(1, 900), min_size=1, max_size=6))
def test_spread_items_ascend_and_fill_the_stretches(weights: list[int], lengths: list[int]) -> None:
    stretches = [Span(1000 * place, 1000 * place + length) for place, length in enumerate(lengths)]
    times = spread(weights, stretches)
    assert times[0].start == 0
    assert times[-1].end == stretches[-1].end
    last = 0
    for time in times:
        assert last <= time.start <= time.end
        last = time.end

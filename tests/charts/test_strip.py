import itertools
from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

from rhetoric.charts import draw, strip
from rhetoric.charts.render import to_svg
from rhetoric.records import Analysis, Delivery, Reaction, Span
from tests.builders import DEVICES, long_speech, speech

RULE = "Each sentence against its speaker's median"


def spoken(base: Analysis, **figures: float) -> Analysis:
    """Give the first sentence other figures than all others, which are alike."""
    usual = {"rate": 150.0, "loudness": -20.0, "pitch_range": 6.0}
    chars = base.transcript.sentences
    delivery = [Delivery(one, "sentence", **(usual | (figures if one is chars[0] else {}))) for one in chars]
    return replace(base, delivery=tuple(delivery))


def words(analysis: Analysis) -> list[str]:
    figure = draw(analysis, "timeline", devices=DEVICES)
    assert figure is not None
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]


def bars(analysis: Analysis) -> dict[str, list[tuple[float, float, float, float]]]:
    found = strip.rows(analysis, analysis.annotations, "en", end=60_000)
    return {row.label: [*row.pale, *row.dark] for row in found}


def test_a_louder_sentence_stands_above_its_line_and_a_slower_one_below() -> None:
    found = bars(spoken(replace(speech(), reactions=()), rate=90.0, loudness=-14.0))
    assert list(found) == ["pace\n±20 words/min", "loudness\n±3 dB", "pitch range\n±3 semitones"]
    slow, loud, same = (min(rows) for rows in found.values())
    assert slow[2:] == (-1.0, 0.0)
    assert loud[2:] == (0.0, 1.0)
    assert same[2:] == (0.0, 0.0)


def test_sentences_with_a_mark_are_dark() -> None:
    base = replace(spoken(speech()), reactions=())
    pace, *_ = strip.rows(base, base.annotations[:1], "en", end=60_000)
    assert len(pace.dark) == len(base.annotations[0].parts) == 3
    assert len(pace.pale) == len(base.transcript.sentences) - 3
    pace, *_ = strip.rows(base, (), "en", end=60_000)
    assert pace.dark == ()


def test_what_was_not_measured_is_not_drawn() -> None:
    bare = replace(speech(), reactions=(Reaction("applause", chars=Span(0, 1)),))
    assert bars(bare) == {}
    assert not any(text.startswith(RULE) for text in words(bare))
    untold = spoken(bare)
    untold = replace(untold, delivery=tuple(replace(item, rate=None) for item in untold.delivery))
    assert list(bars(untold)) == ["loudness\n±3 dB", "pitch range\n±3 semitones"]


def test_reactions_have_a_line_per_kind_as_high_as_they_are_strong() -> None:
    heard = (
        Reaction("applause", Span(1000, 3000), -6.0),
        Reaction("applause", Span(9000, 9001), 30.0),
        Reaction("laughter", Span(5000, 6000)),
    )
    found = bars(replace(speech(), reactions=heard))
    assert found == {
        "applause": [(1000, 3000, -0.5, 0.5), (9000, 9150.0, -1.0, 1.0)],
        "laughter": [(5000, 6000, -0.25, 0.25)],
    }
    assert not any(text.startswith(RULE) for text in words(replace(speech(), reactions=heard)))


@pytest.mark.parametrize(("language", "label"), [("en", "loudness\n±3 dB"), ("es", "volumen\n±3 dB")])
def test_the_strip_is_in_the_timeline(language: str, label: str) -> None:
    shown = words(spoken(speech(language)))
    assert label in shown
    assert "laughter" in shown or "risas" in shown


def test_without_speakers_there_is_one_median_for_all() -> None:
    shown = words(spoken(speech(form="unseparated")))
    assert any(text.startswith("Each sentence against the median of all") for text in shown)


def test_no_time_no_strip() -> None:
    assert words(spoken(speech(form="untimed"))) == words(speech(form="untimed"))


@pytest.mark.parametrize(("minutes", "speakers"), [(1, 1), (60, 14)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_labels_stay_on_the_sheet_and_apart(minutes: int, speakers: int, language: str) -> None:
    base = long_speech(minutes=minutes, speakers=speakers, devices=list(DEVICES), tags=40)
    base = replace(base, transcript=replace(base.transcript, language=language))
    kinds = ("applause", "booing", "chant", "cheering", "laughter")
    heard = [Reaction(kind, Span(9000, 12_000), 0.0) for kind in kinds]
    figure = draw(replace(spoken(base), reactions=tuple(heard)), "timeline", devices=DEVICES)
    assert figure is not None
    agg = FigureCanvasAgg(figure)
    agg.draw()
    canvas = agg.get_renderer()
    under = figure.axes[-1]
    boxes = sorted(
        (one.get_window_extent(canvas) for one in under.get_yticklabels()), key=lambda box: float(box.y0)
    )
    assert len(boxes) == 8
    assert all(lower.y1 <= upper.y0 for lower, upper in itertools.pairwise(boxes))
    assert min(box.x0 for box in boxes) >= 0
    for text in figure.texts:
        box = text.get_window_extent(canvas)
        assert box.x1 <= figure.bbox.width
        assert not box.overlaps(under.xaxis.label.get_window_extent(canvas))
    assert under.get_xlim() == figure.axes[0].get_xlim()


def test_a_long_recording_stays_light() -> None:
    base = long_speech(minutes=300, speakers=3, devices=list(DEVICES), tags=60)
    figure = draw(spoken(base), "timeline", devices=DEVICES)
    assert figure is not None
    assert len(figure.axes[-1].findobj(PolyCollection)) <= 6
    assert len(to_svg(figure)) < 3_000_000

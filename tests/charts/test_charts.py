import io
import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from rhetoric.charts import CHARTS, draw
from rhetoric.charts.render import to_png, to_svg
from rhetoric.charts.style import plain as label
from rhetoric.errors import UnknownNameError
from rhetoric.records import Analysis, Recording, Speaker, Theme
from tests.builders import DEVICES, long_speech, plain, speech

NAMES = ("rates", "themes", "timeline")
MANY = [*DEVICES, *(f"own_device_{number}" for number in range(25))]


def drawn(analysis: Analysis, name: str) -> Figure:
    figure = draw(analysis, name, devices=DEVICES)
    assert figure is not None
    return figure


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def unseen(figure: Figure) -> set[Text]:
    """Return the tick labels beyond the ends of their axis, which are never drawn."""
    return {
        label
        for axes in figure.axes
        for label in axes.get_xticklabels()
        if not axes.get_xlim()[0] <= label.get_position()[0] <= axes.get_xlim()[1]
    }


def overlaps(boxes: Iterable[tuple[float, float]]) -> bool:
    ordered = sorted(boxes)
    return any(first[1] > second[0] for first, second in itertools.pairwise(ordered))


def test_the_charts_are_known_by_name() -> None:
    assert CHARTS.names() == ("projection", *NAMES)
    with pytest.raises(UnknownNameError, match="unknown chart 'timelime'"):
        draw(speech(), "timelime", devices=DEVICES)


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_carries_disclaimer_count_and_provenance(name: str) -> None:
    shown = words(drawn(speech(), name))
    assert "Marks how something is said, not whether it is true." in shown
    assert any(text.startswith("Water and the bridge · n = 4 counted tags") for text in shown)
    assert any(text.endswith("· codebook rhetoric 3f9a12cd · estimated times") for text in shown)


@pytest.mark.parametrize("name", NAMES)
def test_charts_speak_spanish(name: str) -> None:
    shown = words(drawn(speech("es"), name))
    assert "Señala la forma del discurso, no si es verdad." in shown
    assert any("n = 3 marcas contadas" in text for text in shown)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_tagged_gives_no_chart(name: str) -> None:
    assert draw(speech(form="untagged"), name, devices=DEVICES) is None
    assert draw(plain(""), name, devices=DEVICES) is None


def test_rates_are_withheld_where_speakers_are_not_separated() -> None:
    assert draw(speech(form="unseparated"), "rates", devices=DEVICES) is None
    assert "speakers not separated" in words(drawn(speech(form="unseparated"), "timeline"))


def test_themes_are_withheld_where_there_are_none() -> None:
    base = speech()
    bare = replace(base, themes=(), annotations=tuple(replace(note, theme=None) for note in base.annotations))
    assert draw(bare, "themes", devices=DEVICES) is None


def test_rates_give_value_and_count_and_mark_short_speakers() -> None:
    shown = words(drawn(speech(), "rates"))
    assert " 27.0 (1)" in shown
    assert "37 words · too short" in shown


def test_speakers_of_500_words_are_not_marked() -> None:
    figure = drawn(long_speech(minutes=10, speakers=1, devices=list(DEVICES), tags=20), "rates")
    assert not any("too short" in text for text in words(figure))


def test_an_untimed_transcript_has_an_axis_of_words() -> None:
    assert "words from the start (no times known)" in words(drawn(speech(form="untimed"), "timeline"))
    assert "time (minutes:seconds)" in words(drawn(speech(), "timeline"))


def test_devices_left_out_of_charts_are_not_drawn() -> None:
    for name in ("rates", "themes"):
        assert "Accusation" not in words(drawn(speech(), name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("minutes", "speakers", "tags"), [(1, 1, 3), (60, 9, 250), (30, 14, 90)])
def test_labels_stay_on_the_sheet_and_apart(name: str, minutes: int, speakers: int, tags: int) -> None:
    figure = drawn(long_speech(minutes=minutes, speakers=speakers, devices=MANY, tags=tags), name)
    agg = FigureCanvasAgg(figure)
    agg.draw()
    canvas = agg.get_renderer()
    width, height = figure.bbox.width, figure.bbox.height
    beyond = unseen(figure)
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_text().strip() and text not in beyond:
            box = text.get_window_extent(canvas)
            assert box.x0 >= -1, text
            assert box.x1 <= width + 1, text
            assert box.y0 >= -1, text
            assert box.y1 <= height + 1, text
    for axes in figure.axes:
        boxes = [one.get_window_extent(canvas) for one in axes.get_yticklabels() if one.get_text()]
        assert not overlaps((box.y0, box.y1) for box in boxes)
        if name != "themes":
            boxes = [one.get_window_extent(canvas) for one in axes.get_xticklabels() if one not in beyond]
            assert not overlaps((box.x0, box.x1) for box in boxes)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_are_drawn_as_text(name: str) -> None:
    bad = "$\\frac{a}{$ <b>\u202e\x00\n漢字 \ud800" + "w" * 10_000
    base = speech()
    analysis = replace(
        base,
        recording=Recording("a", "0", 60_000, 16_000, 1, bad),
        speakers=tuple(Speaker(one.id, bad) for one in base.speakers),
        themes=tuple(Theme(one.id, bad, (bad,), one.parts) for one in base.themes),
    )
    assert to_png(drawn(analysis, name), dpi=50)
    assert ET.fromstring(to_svg(drawn(analysis, name)))  # noqa: S314 - our own bytes


@pytest.mark.parametrize("name", NAMES)
def test_the_same_analysis_gives_the_same_bytes_whatever_the_users_settings(name: str) -> None:
    first = drawn(speech(), name)
    with mpl.rc_context(
        {"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "none", "svg.hashsalt": "other"}
    ):
        second = drawn(speech(), name)
        svg, png = to_svg(second), to_png(second, dpi=50)
    assert to_svg(first) == svg
    assert to_png(first, dpi=50) == png
    assert b"dc:date" not in svg


def test_drawing_leaves_the_users_settings_alone() -> None:
    before = dict(mpl.rcParams)
    to_svg(drawn(speech(), "timeline"))
    assert dict(mpl.rcParams) == before


def test_png_has_the_asked_resolution() -> None:
    image = Image.open(io.BytesIO(to_png(drawn(speech(), "timeline"), dpi=100)))
    assert image.width == 800


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana\nRuiz", "Ana Ruiz"),
        ("price in $", r"price in \$"),
        ("x\u202ey\x00z", "xyz"),
        ("漢字 ñ", "□□ ñ"),
        ("abcdefghijkl", "abcdefghi…"),
        ("", ""),
    ],
)
def test_label(text: str, expected: str) -> None:
    assert label(text, 10) == expected

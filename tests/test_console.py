import io
import json

import pytest
from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TextColumn

from rhetoric import console
from rhetoric.console import BarProgress, JsonProgress, LineProgress, progress_for, tell


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_json_progress_tells_stages_tenths_and_messages() -> None:
    stream = io.StringIO()
    shown = JsonProgress(stream, "añó.wav")
    shown.stage("transcribing", 1000)
    for done in (0, 99, 100, 150, 450, 1000):
        shown.reach(done)
    shown.say('a "word"\nof two lines')
    assert shown.ask("download?") is False
    shown.stage("themes")
    shown.reach(5)
    events = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert {event["file"] for event in events} == {"añó.wav"}
    assert [(event["event"], event.get("done")) for event in events] == [
        ("stage", None), ("progress", 100), ("progress", 450), ("progress", 1000), ("message", None),
        ("stage", None),
    ]  # fmt: skip
    assert events[4]["text"] == 'a "word"\nof two lines'
    assert events[-1] == {"file": "añó.wav", "stage": "themes", "event": "stage", "total": None}


def test_line_progress_tells_stages_and_messages_only() -> None:
    stream = io.StringIO()
    shown = LineProgress(stream, "a.wav")
    shown.stage("decoding", 100)
    shown.reach(50)
    shown.say("hello")
    assert shown.ask("download?") is False
    assert stream.getvalue() == "a.wav: decoding\na.wav: hello\n"


def test_a_bar_shows_name_stage_and_messages_as_they_are() -> None:
    stream = Terminal()
    with Bars(
        TextColumn("{task.description}"),
        TextColumn("{task.fields[stage]}"),
        console=Console(file=stream, force_terminal=True, width=200, color_system=None),
    ) as bars:
        shown = BarProgress(bars, "[bold]a[/bold].wav")
        shown.stage("decoding", 100)
        shown.reach(50)
        shown.say("[red]not markup[/red] " + "x" * 300)
        bars.refresh()
        assert bars.tasks[0].completed == 50
    text = stream.getvalue()
    assert "[bold]a[/bold].wav" in text
    assert "decoding" in text
    assert "[red]not markup[/red] " + "x" * 300 in text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("y\n", True), ("YES\n", True), ("sí\n", True), ("n\n", False), ("\n", False), ("", False), ("why\n", False)],
)
def test_a_question_on_a_terminal(monkeypatch: pytest.MonkeyPatch, typed: str, *, answer: bool) -> None:
    asked = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", asked)
    with Bars(console=Console(file=io.StringIO())) as bars:
        assert BarProgress(bars, "a").ask("download small, 486 MB?") is answer
    assert asked.getvalue() == "download small, 486 MB? [y/N] "


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    monkeypatch.setattr("sys.stderr", Terminal())
    assert console._ask("download?") is False


@pytest.mark.parametrize(
    ("style", "tty", "kind"),
    [
        ("quiet", True, "Silence"), ("json", True, "JsonProgress"), ("bar", False, "LineProgress"),
        ("bar", True, "BarProgress"),
    ],
)  # fmt: skip
def test_the_style_of_progress(monkeypatch: pytest.MonkeyPatch, style: str, kind: str, *, tty: bool) -> None:
    monkeypatch.setattr("sys.stderr", Terminal() if tty else io.StringIO())
    with progress_for("a", style) as shown:
        assert type(shown).__name__ == kind


def test_messages_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    tell("hello")
    assert capsys.readouterr() == ("", "hello\n")

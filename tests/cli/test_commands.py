"""Commands as a user sees them: what is on stdout, what on stderr, which exit code."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from rhetoric.formats import WRITERS
from rhetoric.formats.rhetoric_json import loads
from tests.program import Balanced, Program, notices, result

SPEECH = "ANA RUIZ: They took our roads. They took our votes. They took our water.\n\nBEN ODE: Who pays for it?"
TIMED = (
    "WEBVTT\nLanguage: en\n\n00:01.000 --> 00:06.000\n<v Ana Ruiz>They took our roads. They took our votes. "
    "They took our water.\n\n00:07.000 --> 00:09.000\n<v Ben Ode>Who pays for it?\n"
)


@pytest.fixture
def text(rhetoric: Program) -> Path:
    Path("a.txt").write_text(SPEECH, encoding="utf-8")
    return Path("a.txt")


@pytest.fixture
def analysed(rhetoric: Program) -> Path:
    Path("a.vtt").write_text(TIMED, encoding="utf-8")
    assert rhetoric("analyze", "a.vtt", "--quiet").code == 0
    return Path("out/a")


def test_tag_gives_the_whole_analysis_and_nothing_else_on_stdout(rhetoric: Program, text: Path) -> None:
    done = rhetoric("tag", text, "--format", "json", "--language", "en")
    assert done.code == 0
    analysis = loads(done.out.encode(), where="stdout")
    assert analysis.schema == "rhetoric/1"
    assert any(note.device == "anaphora" for note in analysis.annotations)
    assert done.err.splitlines() == ["a.txt: reading", "a.txt: themes", "a.txt: devices"]


@pytest.mark.parametrize("name", ["", "analysis.json"])
def test_tag_of_an_analysis_or_its_folder_is_the_analysis(rhetoric: Program, analysed: Path, name: str) -> None:
    done = rhetoric("tag", analysed / name, "--format", "json", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out == (analysed / "analysis.json").read_text(encoding="utf-8")


def test_transcribe_of_a_transcript_tags_nothing(rhetoric: Program, text: Path) -> None:
    done = rhetoric("transcribe", text, "--format", "json", "--language", "en", "--quiet")
    assert loads(done.out.encode(), where="stdout").annotations == ()
    plain = rhetoric("transcribe", text, "--language", "en", "--quiet")
    assert "They took our roads." in plain.out


def test_quiet_says_nothing(rhetoric: Program, text: Path) -> None:
    done = rhetoric("analyze", text, "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_progress_names_stages_and_the_result(rhetoric: Program, text: Path) -> None:
    done = rhetoric("analyze", text, "--language", "en")
    *stages, last = done.err.splitlines()
    assert stages == ["a: reading", "a: themes", "a: devices", "a: writing"]
    assert last.startswith("a: 16 words, ")
    assert last.endswith(" tags → out/a")


def test_json_log_is_one_json_object_a_line(rhetoric: Program, text: Path) -> None:
    Path("broken.mp3").write_bytes(b"")
    done = rhetoric("analyze", text, "broken.mp3", "--json-log", "--language", "en")
    assert done.code == 3
    events = [json.loads(line) for line in done.err.splitlines()]
    assert [event["event"] for event in events if event["file"] == "a" and event["event"] != "progress"] == [
        "stage", "stage", "stage", "stage", "done",
    ]  # fmt: skip
    assert events[-1]["event"] == "error"
    assert "broken.mp3" in events[-1]["text"]
    assert events[-1]["hint"]


def test_json_log_of_one_failing_file(rhetoric: Program) -> None:
    Path("broken.mp3").write_bytes(b"")
    done = rhetoric("tag", "broken.mp3", "--json-log", "--quiet")
    assert done.code == 1
    done = rhetoric("analyze", "broken.mp3", "--json-log")
    assert done.code == 1
    assert json.loads(done.err.splitlines()[-1])["event"] == "error"


def test_nothing_measured_is_said(rhetoric: Program, analysed: Path) -> None:
    done = rhetoric("export", analysed, "--to", "delivery")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[0] == "rhetoric: this analysis has no delivery"


@pytest.mark.parametrize("kind", sorted(set(WRITERS.names()) - {"delivery"}))
def test_export_of_each_format(rhetoric: Program, analysed: Path, kind: str) -> None:
    done = rhetoric("export", analysed, "--to", kind)
    assert (done.code, done.err) == (0, "")
    assert "Ana" in done.out
    assert rhetoric("export", analysed / "analysis.json", "--to", kind, "--out", f"x/y.{kind}").out == ""
    assert Path(f"x/y.{kind}").read_bytes().decode() == done.out


@pytest.mark.parametrize("kind", ["vtt", "srt", "rttm"])
def test_export_of_times_that_are_not_there(rhetoric: Program, text: Path, kind: str) -> None:
    assert rhetoric("analyze", text, "--quiet").code == 0
    done = rhetoric("export", "out/a", "--to", kind)
    assert done.code == 1
    assert len(done.err.splitlines()) == 2
    assert "times" in done.err


def test_charts_are_drawn_again(rhetoric: Program, analysed: Path) -> None:
    before = (analysed / "charts/timeline.svg").read_bytes()
    (analysed / "charts/timeline.svg").unlink()
    done = rhetoric("chart", analysed, "--kind", "timeline")
    assert done.code == 0
    assert done.out.splitlines() == ["out/a/charts/timeline.svg", "out/a/charts/timeline.png"]
    assert (analysed / "charts/timeline.svg").read_bytes() == before
    done = rhetoric("chart", analysed, analysed / "analysis.json", "--out", "drawn")
    assert {path.name for path in Path("drawn").rglob("*.svg")} == {"rates.svg", "themes.svg", "timeline.svg"}


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("chart", "out/a", "--kind", "timelin"), "did you mean 'timeline'"),
        (("export", "out/a", "--to", "vttt"), "did you mean 'vtt'"),
        (("tag", "a.txt", "--format", "jsn"), "did you mean 'json'"),
        (("transcribe", "a.txt", "--format", "vtxt"), "did you mean"),
        (("analyze", "a.txt", "--asr", "whisperr"), "did you mean 'whisper'"),
        (("analyze", "a.txt", "--compute", "cuba"), "did you mean 'cuda'"),
        (("codebook", "show", "anafora"), "did you mean 'anaphora'"),
        (("models", "fetch", "smal"), "did you mean 'small'"),
    ],
)
def test_wrong_names(rhetoric: Program, text: Path, args: tuple[str, ...], named: str) -> None:
    done = rhetoric(*args)
    assert done.code == 1
    assert len(done.err.splitlines()) == 2 + ("fetching" in done.err)
    assert named in done.err


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--beam", "0"), "beam is 0"),
        (("--threads", "-1"), "threads is -1"),
        (("--until", "25:99"), "until is '25:99'"),
        (("--glossary", "none.txt"), "none.txt"),
        (("--codebook", "none"), "none"),
        (("--actors", "none.yaml"), "none.yaml"),
        (("--language", "klingonese"), "klingonese"),
    ],
)
def test_wrong_values(rhetoric: Program, text: Path, flags: tuple[str, ...], named: str) -> None:
    done = rhetoric("analyze", text, "--quiet", *flags)
    assert done.code == 1
    assert len(done.err.splitlines()) == 2
    assert named in done.err


def test_settings_of_the_folder_and_flags_over_them(rhetoric: Program, text: Path) -> None:
    Path("rhetoric.toml").write_text('language = "es"\nnames = "S1=Ana R."\n', encoding="utf-8")
    assert rhetoric("analyze", text, "--quiet").code == 0
    analysis = result(Path("out/a"))
    assert (analysis.transcript.language, analysis.speakers[0].name) == ("es", "Ana R.")
    assert rhetoric("analyze", text, "--quiet", "--language", "en").code == 0
    assert result(Path("out/a")).transcript.language == "en"


@pytest.mark.parametrize(
    ("settings", "named"),
    [('languge = "es"', "did you mean 'language'"), ("beam = 'five'", "beam"), ("= 3", "cannot be read")],
)
def test_wrong_settings(rhetoric: Program, text: Path, settings: str, named: str) -> None:
    Path("rhetoric.toml").write_text(settings, encoding="utf-8")
    done = rhetoric("tag", text)
    assert done.code == 1
    assert "rhetoric.toml" in done.err
    assert named in done.err
    assert len(done.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.txt", b"", "a.txt"),
        ("a.txt", b"   \n\n", "a.txt"),
        ("a.vtt", b"WEBVTT\n", "a.vtt"),
        ("a.json", b"{", "a.json"),
        ("a.json", b"[]", "a.json"),
        ("a.docx", b"PK\x03\x04", "a.docx"),
        ("a.txt", b"\x00\x01\x02\xff" * 50, "a.txt"),
        ("a.txt", b"%PDF-1.7", "is a PDF"),
        ("a.json", b'{"schema": "rhetoric/9"}', "a.json"),
    ],
)
def test_unreadable_transcripts(rhetoric: Program, name: str, content: bytes, named: str) -> None:
    Path(name).write_bytes(content)
    done = rhetoric("analyze", name, "--quiet")
    assert done.code == 1, done
    assert len(done.err.splitlines()) == 2, done.err
    assert named in done.err
    assert list(Path("out").iterdir()) == []


def test_a_transcript_in_latin_1_is_read_with_a_notice(rhetoric: Program) -> None:
    speech = "Señoras y señores: mañana será otro día. ¿Quién pagó el año pasado? Nosotros, con corazón y razón."
    Path("a.txt").write_bytes(speech.encode("latin-1"))
    done = rhetoric("analyze", "a.txt", "--language", "es")
    assert done.code == 0
    analysis = result(Path("out/a"))
    assert analysis.transcript.text == speech
    assert "encoding_guessed" in notices(analysis)
    assert "The file is not UTF-8; its encoding was guessed." in done.err
    assert "El archivo no está en UTF-8" in Path("out/a/transcript.html").read_text(encoding="utf-8")


def test_backward_subtitles_are_repaired_with_a_notice(rhetoric: Program) -> None:
    Path("a.srt").write_text(
        "1\n00:00:05,000 --> 00:00:08,000\nWe came back.\n\n2\n00:00:02,000 --> 00:00:06,000\nWe saw it all.\n\n"
        "3\n00:00:09,000 --> 00:00:07,000\nWe won.\n",
        encoding="utf-8",
    )
    assert rhetoric("analyze", "a.srt", "--quiet", "--language", "en").code == 0
    analysis = result(Path("out/a"))
    starts = [word.time.start for word in analysis.transcript.words if word.time is not None]
    assert starts == sorted(starts)
    assert "times_repaired" in notices(analysis)
    assert len(analysis.transcript.words) == 9


def test_a_sidecar_key_nobody_knows(rhetoric: Program, text: Path) -> None:
    Path("a.yaml").write_text("titel: An address\n", encoding="utf-8")
    done = rhetoric("analyze", text, "--quiet")
    assert done.code == 1
    message, hint = done.err.splitlines()
    assert "a.yaml" in message
    assert "'titel'" in message
    assert "did you mean 'title'" in hint


def test_what_comes_from_outside_is_escaped(rhetoric: Program) -> None:
    nasty = '<script>alert("x")</script>'
    Path("a.vtt").write_text(
        "WEBVTT\nLanguage: en\n\n00:01.000 --> 00:06.000\n<v =cmd|calc>They took our "
        '&lt;script&gt;alert("x")&lt;/script&gt;. They took our [votes](javascript:x). They took our `water`.\n',
        encoding="utf-8",
    )
    Path("a.yaml").write_text(
        f"title: '{nasty} \"quoted\"'\nplace: '<img src=x onerror=alert(1)>'\n"
        f"speakers:\n  - {{name: '=HYPERLINK(1) {nasty}', label: '=cmd|calc', side: '@side'}}\n",
        encoding="utf-8",
    )
    assert rhetoric("analyze", "a.vtt", "--quiet").code == 0
    analysis = result(Path("out/a"))
    assert nasty in analysis.transcript.text
    assert analysis.recording is not None
    assert analysis.recording.title == f'{nasty} "quoted"'
    assert analysis.speakers[0].name == f"=HYPERLINK(1) {nasty}"
    page = Balanced()
    page.check(Path("out/a/transcript.html").read_text(encoding="utf-8"))
    assert not any(name.startswith("on") for _, attributes in page.seen for name in attributes)
    images = [attributes["src"] or "" for tag, attributes in page.seen if tag == "img"]
    assert all(image.startswith("data:image/") for image in images)
    assert nasty not in Path("out/a/transcript.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?<!\\)<(?:script|img)", Path("out/a/transcript.md").read_text(encoding="utf-8"))
    assert "[votes](javascript:" not in Path("out/a/transcript.md").read_text(encoding="utf-8")
    for row in csv.reader(io.StringIO(Path("out/a/annotations.csv").read_text(encoding="utf-8"))):
        assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]
    for chart in Path("out/a/charts").glob("*.svg"):
        assert "<script" not in chart.read_text(encoding="utf-8")
    assert "<script" not in Path("out/a/transcript.vtt").read_text(encoding="utf-8")


def test_an_output_folder_under_a_file(rhetoric: Program, text: Path) -> None:
    done = rhetoric("analyze", text, "--out", "a.txt/out")
    assert done.code == 1
    assert done.err.startswith("rhetoric: cannot write into a.txt/out")
    assert "--out" in done.err.splitlines()[1]
    done = rhetoric("tag", text, "--out", "a.txt/b.md", "--quiet")
    assert done.code == 1
    assert len(done.err.splitlines()) == 2


def test_results_that_cannot_be_written_are_one_failure(rhetoric: Program, text: Path) -> None:
    Path("out/a/transcript.md").mkdir(parents=True)
    done = rhetoric("analyze", text, "--quiet")
    assert done.code == 1
    assert done.err.startswith("rhetoric: cannot write out/a/transcript.md")
    assert not list(Path("out").rglob("*.part"))


def test_models_and_doctor_tell_what_is_here(rhetoric: Program, no_weights: Path) -> None:
    listed = rhetoric("models", "list")
    assert (listed.code, listed.err) == (0, "")
    rows = {line.split()[0]: line for line in listed.out.splitlines()}
    assert " here " in rows["dvector"]
    assert " here " not in rows["small"]
    assert rhetoric("models", "check").out == "dvector: whole\ntagger: whole\naudience: whole\n"
    done = rhetoric("doctor")
    assert done.code == 0
    assert "absent   small" in done.out
    assert "rhetoric models fetch small" in done.out
    assert rhetoric("models", "check", "small").code == 1


def test_the_codebook_is_listed_and_shown(rhetoric: Program) -> None:
    listed = rhetoric("codebook", "list")
    assert listed.code == 0
    assert sum(line.startswith("  ") for line in listed.out.splitlines()) >= 20
    families = [line for line in listed.out.splitlines() if not line.startswith("  ")]
    assert families == ["A framing", "B argument and evasion", "C figures"]
    shown = rhetoric("codebook", "show", "anaphora")
    assert shown.code == 0
    assert "anaphora" in shown.out.lower()

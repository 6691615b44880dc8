"""Every kind of recording and transcript a user may have goes in; the same folder of results comes out."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.material import ROOT, shared
from tests.program import Program, result
from tests.recordings import RATE, clip, encode, save

pytestmark = pytest.mark.integration

SPEECH = (
    "ANA RUIZ: They took our roads. They took our votes. They took our water. (APPLAUSE)\n\n"
    "TOMÁS VEGA: Who pays for the harbour? We built it with our hands, our savings and our sons."
)
CODECS = {
    "a.mp3": ("libmp3lame", False),
    "a.flac": ("flac", False),
    "a.ogg": ("libopus", False),
    "a.opus": ("libopus", False),
    "a.m4a": ("aac", False),
    "a.aac": ("aac", False),
    "a.webm": ("libopus", True),
    "a.mp4": ("aac", True),
    "a.mkv": ("libmp3lame", True),
}


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.int16]:
    source = ROOT / "transcripts" / "en_harbour_debate.ogg"
    return clip(source, tmp_path_factory.mktemp("clip"), seconds=12)


def test_every_kind_of_recording(rhetoric: Program, hears_english: Path, speech: NDArray[np.int16]) -> None:
    Path("in").mkdir()
    save(Path("in/wav.wav"), speech)
    for name, (codec, video) in CODECS.items():
        encode(Path("in", name[2:]).with_suffix(f".{name[2:]}"), speech, codec=codec, video=video)
    done = rhetoric("analyze", "in/*", "--model", hears_english, "--speakers", "off")
    assert (done.code, done.out) == (0, "")
    assert {path.name for path in Path("out").iterdir()} == {"wav", *(name[2:] for name in CODECS)}
    for folder in Path("out").iterdir():
        analysis = result(folder)
        assert analysis.recording is not None
        assert abs(analysis.recording.duration - len(speech) * 1000 / RATE) < 150, folder
        assert analysis.transcript.text.startswith("They took our water, they took our roads"), folder
        assert [note.quote for note in analysis.annotations if note.device == "anaphora"], folder


def write_docx(path: Path) -> None:
    document = docx.Document()
    for paragraph in SPEECH.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(path))


def write_html(path: Path) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in SPEECH.split("\n\n"))
    path.write_text(f"<!doctype html><html lang=en><body>{paragraphs}</body></html>", encoding="utf-8")


def write_srt(path: Path) -> None:
    path.write_text(
        "1\n00:00:01,000 --> 00:00:04,000\nANA RUIZ: They took our roads. They took our votes.\n\n"
        "2\n00:00:04,000 --> 00:00:06,000\nThey took our water. (APPLAUSE)\n\n"
        "3\n00:00:07,000 --> 00:00:12,000\nTOMÁS VEGA: Who pays for the harbour? "
        "We built it with our hands, our savings and our sons.\n",
        encoding="utf-8",
    )


def write_vtt(path: Path) -> None:
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:06.000\n<v ANA RUIZ>They took our roads. They took our votes. "
        "They took our water. (APPLAUSE)\n\n00:07.000 --> 00:12.000\n<v TOMÁS VEGA>Who pays for the harbour? "
        "We built it with our hands, our savings and our sons.\n",
        encoding="utf-8",
    )


def whisper_segments(*, speakers: bool) -> list[dict[str, object]]:
    said = (
        ("ANA RUIZ", " They took our roads. They took our votes. They took our water.", 1.0),
        ("TOMÁS VEGA", " Who pays for the harbour?", 7.0),
        ("TOMÁS VEGA", " We built it with our hands, our savings and our sons.", 9.0),
    )
    segments = []
    for speaker, text, start in said:
        parts = text.split()
        words = [
            {
                "word": f" {part}",
                "start": start + place * 0.2,
                "end": start + place * 0.2 + 0.15,
                "probability": 0.9,
            }
            for place, part in enumerate(parts)
        ]
        segment: dict[str, object] = {"start": start, "end": start + 5, "text": text, "words": words}
        segments.append({**segment, "speaker": speaker} if speakers else segment)
    return segments


def write_whisper(path: Path) -> None:
    path.write_text(json.dumps({"text": "", "language": "en", "segments": whisper_segments(speakers=False)}))


def write_whisperx(path: Path) -> None:
    path.write_text(json.dumps({"language": "en", "segments": whisper_segments(speakers=True)}))


KINDS: dict[str, tuple[Callable[[Path], object], bool, bool]] = {  # file -> how, timed, speakers
    "plain.txt": (lambda path: path.write_text(SPEECH, encoding="utf-8"), False, True),
    "word.docx": (write_docx, False, True),
    "page.html": (write_html, False, True),
    "sub.srt": (write_srt, True, True),
    "sub.vtt": (write_vtt, True, True),
    "whisper.json": (write_whisper, True, False),
    "whisperx.json": (write_whisperx, True, True),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_transcript(rhetoric: Program, no_network: None, name: str) -> None:
    how, timed, speakers = KINDS[name]
    how(Path(name))
    done = rhetoric("analyze", name, "--language", "en")
    assert (done.code, done.out) == (0, "")
    analysis = result(Path("out", Path(name).stem))
    assert analysis.transcript.timed == timed
    quotes = {note.quote for note in analysis.annotations if note.decision == "tag"}
    assert any(quote.startswith("They took") for quote in quotes), quotes
    assert not any("APPLAUSE" in word.chars.slice(analysis.transcript.text) for word in analysis.transcript.words)
    names = [speaker.name for speaker in analysis.speakers]
    assert [name and name.upper() for name in names] == (["ANA RUIZ", "TOMÁS VEGA"] if speakers else [])
    charts = {path.name for path in Path("out", Path(name).stem, "charts").iterdir()}
    assert ("rates.svg" in charts) == speakers
    assert {"themes.svg", "timeline.svg"} <= charts


def test_our_own_analysis_is_analysed_again(rhetoric: Program) -> None:
    Path("a.txt").write_text(SPEECH, encoding="utf-8")
    assert rhetoric("analyze", "a.txt").code == 0
    assert rhetoric("analyze", "out/a/analysis.json", "--out", "again").code == 0
    assert Path("again/a/analysis.json").read_bytes() == Path("out/a/analysis.json").read_bytes()


def test_a_folder_joins_recordings_with_the_transcripts_beside_them(
    rhetoric: Program, no_weights: Path, speech: NDArray[np.int16]
) -> None:
    Path("in").mkdir()
    save(Path("in/a.wav"), speech)
    write_vtt(Path("in/a.vtt"))
    Path("in/b.txt").write_text(SPEECH, encoding="utf-8")
    Path("in/notes.pdf").write_bytes(b"%PDF")
    done = rhetoric("analyze", "in")
    assert done.code == 0
    assert {path.name for path in Path("out").iterdir()} == {"a", "b"}
    joined = result(Path("out/a"))
    assert joined.recording is not None
    assert (joined.recording.name, joined.recording.duration) == ("a.wav", 12_000)
    assert [run.backend for run in joined.runs if run.stage == "join"] == ["file times"]


def test_a_glob_and_files_of_the_material(rhetoric: Program, no_weights: Path) -> None:
    pattern = shared("data", "text", "mirror_pairs") / "GBR_37*.txt"
    assert rhetoric("analyze", pattern).code == 0
    (folder,) = Path("out").iterdir()
    assert len(result(folder).transcript.words) > 300

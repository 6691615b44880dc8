"""The engine `pyannote` against a stand-in for its library: what it is given, and what is made of its answer."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pyannote.core import Annotation, Segment

from rhetoric.config import Options
from rhetoric.errors import ConfigError, MissingDependencyError, ModelUnavailableError, RhetoricError
from rhetoric.records import Analysis, Overlap, Recording, Span, Transcript, Word
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.choose import check_diarizer, make_diarizer
from rhetoric.speakers.count import parse_count
from rhetoric.speakers.separate import separate
from tests.heard import Told, sound
from tests.program import Program
from tests.sounds import write_wav

ADAPTER = "rhetoric.speakers.pyannote_audio"
FULL = ((0.0, 2.0, "B"), (1.2, 3.0, "A"))
SINGLE = ((0.0, 1.2, "B"), (1.2, 3.0, "A"))


@dataclass
class StandIn:
    """Stands for `pyannote.audio.Pipeline`: notes what it is asked, and answers as it was told to."""

    answer: object = None
    fault: Exception | None = None
    loaded: list[Path] = field(default_factory=list)
    asked: list[tuple[dict[str, Any], dict[str, int]]] = field(default_factory=list)

    def from_pretrained(self, place: Path) -> "StandIn | None":
        self.loaded.append(place)
        if "broken" in place.name:
            raise ValueError("no such\nthing")
        return None if "none" in place.name else self

    def __call__(self, heard: dict[str, Any], **told: int) -> object:
        self.asked.append((heard, told))
        if self.fault:
            raise self.fault
        return self.answer


def annotation(*rows: tuple[float, float, str]) -> Annotation:
    found = Annotation()
    for place, (start, end, label) in enumerate(rows):
        found[Segment(start, end), place] = label
    return found


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A module `pyannote.audio` with a pipeline that offers exclusive segments too."""
    pipeline = StandIn(
        SimpleNamespace(speaker_diarization=annotation(*FULL), exclusive_speaker_diarization=annotation(*SINGLE))
    )
    module = ModuleType("pyannote.audio")
    module.Pipeline, module.__version__ = pipeline, "4.0.1"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyannote.audio", module)
    monkeypatch.delitem(sys.modules, ADAPTER, raising=False)
    yield pipeline
    sys.modules.pop(ADAPTER, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "pipeline"
    path.mkdir()
    (path / "config.yaml").write_text("pipeline: {}\n", encoding="utf-8")
    return path


def segment(start: int, end: int, name: str) -> SpeakerSegment:
    return SpeakerSegment(Span(start, end), name)


def test_segments_may_overlap_and_are_named_by_first_appearance(library: StandIn, folder: Path) -> None:
    samples = np.zeros(2_500 * 16, dtype=np.float32)
    samples[5] = np.nan
    found = make_diarizer(f"pyannote:{folder}", parse_count("auto"), 1).diarize(samples)
    assert found == (segment(0, 2000, "S1"), segment(1200, 2500, "S2"))
    heard, told = library.asked[0]
    assert (tuple(heard["waveform"].shape), heard["sample_rate"], told) == ((1, len(samples)), 16_000, {})
    assert np.isfinite(heard["waveform"].numpy()).all()
    assert library.loaded == [folder]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        ("3", {"num_speakers": 3}),
        ("2-4", {"min_speakers": 2, "max_speakers": 4}),
        ("1-4", {"max_speakers": 4}),
        ("auto", {}),
    ],
)
def test_the_pipeline_is_told_the_count(library: StandIn, folder: Path, count: str, told: dict[str, int]) -> None:
    engine = make_diarizer(f"pyannote:{folder / 'config.yaml'}", parse_count(count), 1)
    engine.diarize(np.zeros(16_000, dtype=np.float32))
    assert library.asked[0][1] == told


def test_an_older_pipeline_answers_with_segments_alone(library: StandIn, folder: Path) -> None:
    library.answer = annotation(*FULL, (3.5, 3.5, "C"), (9.0, 9.5, "C"))
    engine = make_diarizer(f"pyannote:{folder}", parse_count("auto"), 1)
    found = engine.diarize(np.zeros(4 * 16_000, dtype=np.float32))
    assert found == (segment(0, 2000, "S1"), segment(1200, 3000, "S2"))
    assert engine.diarize(np.zeros(0, dtype=np.float32)) == ()


def test_words_follow_the_exclusive_segments_and_overlaps_are_kept(
    library: StandIn, folder: Path, tmp_path: Path
) -> None:
    words = tuple(Word(Span(5 * n, 5 * n + 4), Span(500 * n, 500 * n + 400)) for n in range(6))
    before = Analysis(
        Transcript("word word word word word word", "en", words), Recording("a.wav", "5" * 64, 3000, 16_000, 1)
    )
    options = Options(diarizer=f"pyannote:{folder}")
    after = separate(before, options, audio=sound(tmp_path, seconds=3), stated=(), progress=Told())
    turns = [(turn.speaker, turn.chars.slice(after.transcript.text)) for turn in after.transcript.turns]
    # By the overlapping segments the fourth word, at 1.5 s, would stay with the first speaker.
    assert turns == [("S1", "word word word"), ("S2", "word word word")]
    assert after.transcript.overlaps == (Overlap(Span(1200, 2000), ("S1", "S2")),)
    run = after.runs[-1]
    assert (run.stage, run.backend, run.version, run.model) == ("speakers", "pyannote", "4.0.1", "pipeline")
    assert run.options["speakers"] == "auto"
    assert run.model_sha256
    assert len(run.model_sha256) == 64
    assert str(tmp_path) not in repr(after)
    with pytest.raises(ConfigError, match="--voices goes with the engine dvector"):
        separate(
            before,
            Options(diarizer=f"pyannote:{folder}", voices=tmp_path / "v.json"),
            audio=sound(tmp_path, seconds=3),
            stated=(),
            progress=Told(),
        )


def test_what_cannot_be_loaded_is_said_in_two_lines(
    library: StandIn, tmp_path: Path, no_network: None, no_weights: Path
) -> None:
    for name in ("broken", "none"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for model, match in (
        (tmp_path / "broken", "cannot be loaded: ValueError no such"),
        (tmp_path / "none", "cannot be loaded"),
        (tmp_path / "empty", r"no config\.yaml"),
        ("nobody/has-fetched-this", "not on this machine"),
        ("a/b/c/d", r"no config\.yaml"),
    ):
        with pytest.raises(ModelUnavailableError, match=match) as caught:
            make_diarizer(f"pyannote:{model}", parse_count("2"), 1)
        assert len(str(caught.value).splitlines()) == 2
    with pytest.raises(ConfigError, match="needs a pipeline"):
        make_diarizer("pyannote", parse_count("2"), 1)


def test_a_failing_pipeline_is_no_traceback(library: StandIn, folder: Path) -> None:
    library.fault = RuntimeError("out of\nmemory")
    engine = make_diarizer(f"pyannote:{folder}", parse_count("2"), 1)
    with pytest.raises(RhetoricError, match="pyannote failed: RuntimeError out of\ntry another"):
        engine.diarize(np.zeros(16_000, dtype=np.float32))


def test_the_library_is_asked_for_before_any_work(
    monkeypatch: pytest.MonkeyPatch, rhetoric: Program, hears_english: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyannote.audio", None)
    monkeypatch.delitem(sys.modules, ADAPTER, raising=False)
    with pytest.raises(MissingDependencyError, match=r"needs the library 'pyannote\.audio'"):
        check_diarizer("pyannote:somewhere")
    write_wav(Path("a.wav"), np.zeros(16_000, dtype=np.int16), rate=16_000)
    told = rhetoric("analyze", "a.wav", "--model", hears_english, "--diarizer", "pyannote:somewhere", "--quiet")
    assert told.code == 1
    assert told.err.splitlines()[-2:] == [
        "rhetoric: speaker engine 'pyannote' needs the library 'pyannote.audio', which is not installed",
        "install it (pip install pyannote.audio), or run: rhetoric doctor",
    ]
    assert not list(Path().glob("out/*/analysis.json"))


def test_it_is_measured_like_the_shipped_one(library: StandIn, folder: Path, rhetoric: Program) -> None:
    write_wav(Path("a.wav"), np.zeros(3 * 16_000, dtype=np.int16), rate=16_000)
    Path("a.rttm").write_text(
        "".join(f"SPEAKER a 1 {start} {end - start} <NA> <NA> {name} <NA> <NA>\n" for start, end, name in FULL)
    )
    told = rhetoric("evaluate", "speakers", "a.rttm", "--run", "--diarizer", f"pyannote:{folder}")
    assert told.code == 0, told.err
    assert "| a | 3.8 | 0.000 | 0.000 |" in told.out

"""The whole engine on real recordings, measured as diarization error rate: no collar, overlap scored."""

import warnings

import numpy as np
import pytest
from faster_whisper.audio import decode_audio
from numpy.typing import NDArray

from rhetoric.formats.rttm import read_rttm
from rhetoric.speakers import DIARIZERS, SpeakerSegment
from rhetoric.speakers.count import SpeakerCount
from rhetoric.speakers.dvector import DvectorDiarizer, DvectorOptions, make
from tests.material import shared

PANEL = ("librispeech_dialogue/ls_panel_5spk.ogg", "librispeech_dialogue/ls_panel_5spk.rttm")
BROADCAST = ("pyaudioanalysis/diarizationExample.flac", "pyaudioanalysis/diarizationExample.rttm")
MEETING = ("pyannote_ami/ami_session_120s.flac", "pyannote_ami/ami_session_120s.rttm")


def _samples(name: str) -> NDArray[np.float32]:
    samples: NDArray[np.float32] = decode_audio(str(shared("data", "audio", *name.split("/"))))
    return samples


def _error_rate(reference: tuple[SpeakerSegment, ...], found: tuple[SpeakerSegment, ...], seconds: float) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyannote.core import Annotation, Segment, Timeline
        from pyannote.metrics.diarization import DiarizationErrorRate

        sides = []
        for segments in (reference, found):
            side = Annotation()
            for place, part in enumerate(segments):
                side[Segment(part.time.start / 1000, part.time.end / 1000), place] = part.speaker
            sides.append(side)
        metric = DiarizationErrorRate(collar=0, skip_overlap=False)
        return float(metric(*sides, uem=Timeline([Segment(0, seconds)])))


def _separate(samples: NDArray[np.float32], count: SpeakerCount) -> tuple[SpeakerSegment, ...]:
    return DvectorDiarizer(DvectorOptions(count)).diarize(samples)


@pytest.mark.integration
@pytest.mark.parametrize(
    ("names", "count", "limit"),
    [
        (PANEL, SpeakerCount(), 0.07),
        (PANEL, SpeakerCount(5, 5), 0.07),
        (BROADCAST, SpeakerCount(), 0.045),
        (BROADCAST, SpeakerCount(4, 4), 0.045),
        (MEETING, SpeakerCount(), 0.32),
        (MEETING, SpeakerCount(5, 5), 0.32),
    ],
)
def test_error_rates(names: tuple[str, str], count: SpeakerCount, limit: float) -> None:
    recording, labels = names
    samples = _samples(recording)
    reference = read_rttm(shared("data", "audio", *labels.split("/")))
    found = _separate(samples, count)
    assert _error_rate(reference, found, len(samples) / 16_000) < limit
    assert all(part.time.end * 16 <= len(samples) for part in found)


@pytest.mark.integration
@pytest.mark.parametrize("name", ["jfk/jfk.mp3", "librivox_es/capitan_veneno_es.mp3", "fleurs/fleurs-es-000.ogg"])
def test_one_reader_is_one_speaker(name: str) -> None:
    assert {part.speaker for part in _separate(_samples(name), SpeakerCount())} == {"S1"}


@pytest.mark.integration
def test_a_very_quiet_recording_gives_the_same_speakers() -> None:
    samples = _samples("picovoice/falcon_test.wav")
    loud = _separate(samples, SpeakerCount())
    quiet = _separate(samples * np.float32(0.001), SpeakerCount())
    assert {part.speaker for part in loud} == {"S1", "S2", "S3"}
    assert _error_rate(loud, quiet, len(samples) / 16_000) < 0.05


@pytest.mark.integration
def test_the_same_recording_gives_the_same_segments() -> None:
    samples = _samples("picovoice/falcon_test.wav")
    first = _separate(samples, SpeakerCount())
    assert _separate(samples, SpeakerCount()) == first
    assert DvectorDiarizer(DvectorOptions(threads=2)).diarize(samples) == first


@pytest.mark.parametrize("size", [0, 1, 159, 400, 20_000])
def test_silence_has_no_speakers(size: int) -> None:
    assert _separate(np.zeros(size, dtype=np.float32), SpeakerCount(2, 2)) == ()


def test_what_is_not_a_number_is_silence() -> None:
    samples = np.zeros(32_000, dtype=np.float32)
    samples[::3] = np.nan
    samples[1::300] = np.inf
    assert _separate(samples, SpeakerCount()) == ()


def test_provenance_names_weights_and_options() -> None:
    run = DvectorDiarizer(DvectorOptions(SpeakerCount(2, 4), threads=2)).provenance()
    assert (run.stage, run.backend, run.model) == ("speakers", "dvector", "dvector")
    assert run.options == {"speakers": "2-4", "threads": 2}
    assert run.model_sha256 == "7c89e7b1b7ef22bf3f3c6c659b6083ef12b6d050f9fc4e928f5efc3d3ea6ac9d"


def test_the_registry_knows_the_engine() -> None:
    assert DIARIZERS.load("dvector") is make

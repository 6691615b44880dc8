"""Where somebody speaks, by Silero's detector (it comes with faster-whisper), and how loud.

Recognition is helped by making every quiet recording louder first (`rhetoric.vad`); telling voices apart is not,
since the noise of a room between the turns then counts as speech too.
"""

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from rhetoric.records import Span

Floats = NDArray[np.float32]

_PER_MS = 16  # samples
FAINTEST = -50.0  # dBFS; the detector hears nothing well below, and needs no help above
VOICE = -30.0  # dBFS, the level the voice network was trained on
# Lower thresholds than the detector's own (0.5 and 0.35): turns of far voices count, and music is rare here.
_DETECTION = VadOptions(
    threshold=0.35,
    neg_threshold=0.2,
    min_speech_duration_ms=100,
    min_silence_duration_ms=250,  # a shorter pause separates no speakers
    speech_pad_ms=100,
)


def find_speech(samples: Floats) -> tuple[Span, ...]:
    """Return the stretches of speech in ms, in order; `samples` are float32 mono at 16 kHz."""
    if not samples.size:
        return ()
    return detect(raise_level(samples, _level(samples), FAINTEST))


def detect(audible: Floats) -> tuple[Span, ...]:
    """Return the stretches of speech in ms in samples loud enough for the detector."""
    if not audible.size:
        return ()
    found = get_speech_timestamps(audible, _DETECTION)
    spans = (Span(stretch["start"] // _PER_MS, stretch["end"] // _PER_MS) for stretch in found)
    return tuple(span for span in spans if span.length > 0)


def level_speech(samples: Floats, speech: tuple[Span, ...]) -> Floats:
    """Return `samples` raised so that the speech in them has at least the level the network knows."""
    if not speech:
        return samples
    voiced = np.concatenate([samples[span.start * _PER_MS : span.end * _PER_MS] for span in speech])
    return raise_level(samples, _level(voiced), VOICE)


def raise_level(samples: Floats, level: float, target: float) -> Floats:
    """Return `samples`, whose level is `level` dBFS, raised to `target` dBFS; never lowered."""
    if not np.isfinite(level) or level >= target:
        return samples
    return samples * np.float32(10 ** ((target - level) / 20))


def _level(samples: Floats) -> float:
    power = float(np.mean(np.square(samples, dtype=np.float64))) if samples.size else 0.0
    return 10 * float(np.log10(power)) if power > 0 else -np.inf

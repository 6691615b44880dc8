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
    threshold=0.25,
    neg_threshold=0.12,
    min_speech_duration_ms=100,
    min_silence_duration_ms=250,  # a shorter pause separates no speakers
    speech_pad_ms=150,
)


def detect(audible: Floats) -> tuple[Span, ...]:
    """Return the stretches of speech in ms in samples loud enough for the detector."""
    if not audible.size:
        return ()
    found = get_speech_timestamps(audible, _DETECTION)
    spans = (Span(stretch["start"] // _PER_MS, stretch["end"] // _PER_MS) for stretch in found)
    return tuple(span for span in spans if span.length > 0)


def raise_level(samples: Floats, level: float, target: float) -> Floats:
    """Return `samples`, whose level is `level` dBFS, raised to `target` dBFS; never lowered."""
    if not np.isfinite(level) or level >= target:
        return samples
    return samples * np.float32(10 ** ((target - level) / 20))

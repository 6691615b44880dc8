"""From frames and word times to the figures of one sentence or turn; None where nothing can be told.

* **Rate**: words per minute from the first word's start to the last one's end, pauses included (speaking rate, not
  articulation rate). Where times are estimated (subtitles), only over 5 s
  and more.
* **Pause**: ms between words, of gaps of 250 ms and more; shorter ones are the closures of consonants
  (Goldman-Eisler 1968).
* **Loudness**: mean power while words are spoken, in dB below full scale, unweighted. It depends on the
  microphone, so it is compared within one recording only.
* **Pitch**: median of the voiced frames, in Hz; **range**: from their 10th to their 90th percentile, in semitones,
  so that deep and high voices compare and a few octave errors do not matter (Ladd 2008).
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rhetoric.delivery.frames import Floats, Frames
from rhetoric.records import Delivery, DeliveryKind, Span, Word

LEAST_WORDS = 3  # fewer tell no rate
LEAST_TIME = 500  # ms
LEAST_ESTIMATED = 5000  # ms; the edges of a cue are known, but not those of a short sentence in it
SHORTEST_PAUSE = 250  # ms
_SILENT = -75.0  # dBFS; below, nobody is heard
_LEAST_PITCH, _LEAST_RANGE = 10, 30  # voiced frames: 0.16 s and 0.48 s


def describe(kind: DeliveryKind, chars: Span, words: Sequence[Word], frames: Frames) -> Delivery:
    """Return how `words`, those of a sentence or turn, were spoken.

    Parameters
    ----------
    kind, chars
        What is described and where it stands in the text.
    words
        Its words, in order, timed or not.
    frames
        Pitch and loudness of the recording.
    """
    times = [word.time for word in words if word.time is not None]
    heard = bool(words) and not any(word.time is None or word.estimated for word in words)
    picked = _picked(times, frames)
    pitch = frames.pitch[picked]
    voiced = pitch[np.isfinite(pitch)]
    return Delivery(
        chars,
        kind,
        rate=_rate(words),
        pause=_pause(times) if heard else None,
        loudness=_loudness(frames.loudness[picked]),
        pitch=round(float(np.median(voiced)), 1) if voiced.size >= _LEAST_PITCH else None,
        pitch_range=_range(voiced),
    )


def _picked(times: Sequence[Span], frames: Frames) -> NDArray[np.int64]:
    """Return the numbers of the frames in `times`, each once."""
    spots = [np.arange(*frames.places(time).indices(frames.pitch.size)) for time in times]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *spots]))


def _rate(words: Sequence[Word]) -> float | None:
    if len(words) < LEAST_WORDS:
        return None
    first, last = words[0], words[-1]
    if first.time is None or last.time is None:
        return None
    length = last.time.end - first.time.start
    least = LEAST_ESTIMATED if first.estimated or last.estimated else LEAST_TIME
    return round(60_000 * len(words) / length, 1) if length >= least else None


def _pause(times: Sequence[Span]) -> int:
    total, end = 0, times[0].end
    for time in times[1:]:
        gap = time.start - end
        total += gap if gap >= SHORTEST_PAUSE else 0
        end = max(end, time.end)
    return total


def _loudness(values: Floats) -> float | None:
    known = values[np.isfinite(values)].astype(np.float64)
    if not known.size:
        return None
    level = 10 * math.log10(float(np.mean(10 ** (known / 10))))
    return round(level, 1) if level >= _SILENT else None


def _range(voiced: Floats) -> float | None:
    if voiced.size < _LEAST_RANGE:
        return None
    low, high = np.percentile(voiced.astype(np.float64), [10, 90])
    return round(12 * math.log2(high / low), 1)

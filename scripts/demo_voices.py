"""Speech with the time of every word, by calls into the library of espeak-ng (libespeak-ng.so.1).

Times are in seconds of the returned samples, which are 16 kHz mono without the silence around the speech.
"""

import ctypes
import io
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random

import av
import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from rhetoric.errors import InputError, MissingDependencyError
from scripts.make_samples import VOICES, Voice, encode

RATE = 16_000  # Hz
ESPEAK_RATE = 22_050  # Hz
QUIET = 0.004  # below this a sample is silence
EDGE = 300  # samples of espeak-ng kept around the speech
SYNCHRONOUS, UTF8, WORD_EVENT = 2, 1, 1
SPEED, PITCH, RANGE = 1, 3, 4  # parameters of espeak-ng

DIALECTS = {
    "en": ("en-us", "en", "en-gb-scotland", "en-gb-x-rp", "en-us-nyc"),
    "es": ("es", "es-419"),
}
HEARD = ("", "+m1", "+m2", "+m3", "+m4", "+m5", "+m7", "+f2", "+f3", "+f4", "+f5", "+Andy", "+Annie", "+Denis")
UNHEARD = ("+f1", "+m6", "+m8", "+Alex", "+Gene", "+linda")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A spoken sentence: 16 kHz samples, and of each word (split at blanks) its start and end in seconds."""

    language: str
    text: str
    voice: str
    samples: NDArray[np.int16]
    times: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        """Return its length."""
        return len(self.samples) / RATE


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """The library, set up once in a process: it keeps state of its own."""

    def __init__(self) -> None:
        try:
            self.library = ctypes.CDLL("libespeak-ng.so.1")
        except OSError as error:
            raise MissingDependencyError("libespeak-ng.so.1 is not here", "apt-get install espeak-ng") from error
        rate = self.library.espeak_Initialize(SYNCHRONOUS, 0, None, 0)
        if rate != ESPEAK_RATE:
            raise InputError(f"espeak-ng gave {rate} Hz", f"expected {ESPEAK_RATE} Hz")
        self.sound: list[NDArray[np.int16]] = []
        self.words: dict[int, int] = {}  # place in the text, from 1 → sample
        self.callback = _CALLBACK(self._take)
        self.library.espeak_SetSynthCallback(self.callback)

    def _take(self, sound, size, events) -> int:  # noqa: ANN001  (pointers of ctypes)
        if sound and size > 0:
            self.sound.append(np.ctypeslib.as_array(sound, (size,)).copy())
        number = 0
        while events[number].type:
            if events[number].type == WORD_EVENT:
                self.words.setdefault(events[number].text_position, events[number].sample)
            number += 1
        return 0

    def say(self, text: str, voice: Voice, lift: int) -> tuple[Floats, dict[int, int]]:
        """Return the samples (22.05 kHz) and at which sample the word at each place begins."""
        self.sound, self.words = [], {}
        if self.library.espeak_SetVoiceByName(voice.name.replace("en-gb+", "en+").encode()):
            raise InputError(f"espeak-ng has no voice {voice.name!r}", "see espeak-ng --voices")
        for parameter, value in ((SPEED, voice.speed), (PITCH, voice.pitch), (RANGE, lift)):
            self.library.espeak_SetParameter(parameter, value, 0)
        data = text.encode() + b"\0"
        self.library.espeak_Synth(data, len(data), 0, 1, 0, UTF8, None, None)
        self.library.espeak_Synchronize()
        return np.concatenate(self.sound).astype(np.float32) / 32768, self.words


@cache
def espeak() -> Espeak:
    """Return the library of this process."""
    return Espeak()


def choose_voice(language: str, chance: Random, *, unheard: bool = False) -> Voice:
    """Return a voice of `language` at any speed and pitch; `unheard` ones are never trained on."""
    samples = [voice for voice in VOICES.values() if voice.name.startswith(language)]
    if not unheard and chance.random() < 0.25:
        return chance.choice(samples)
    name = chance.choice(DIALECTS[language]) + chance.choice(UNHEARD if unheard else HEARD)
    return Voice(name, chance.randint(140, 195), chance.randint(20, 75))


def utter(text: str, language: str, voice: Voice, chance: Random) -> Utterance | None:
    """Speak `text`; None where espeak-ng does not tell where its words are."""
    sound, events = espeak().say(text, voice, chance.randint(40, 60))
    loud = np.flatnonzero(np.abs(sound) > QUIET)
    starts = word_starts(text.split(" "), events, len(sound))
    if not len(loud) or starts is None:
        return None
    begin, end = max(0, int(loud[0]) - EDGE), min(len(sound), int(loud[-1]) + EDGE)
    times = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        own = np.flatnonzero(np.abs(sound[start:stop]) > QUIET) + start
        low, high = (int(own[0]), int(own[-1])) if len(own) else (start, stop)
        times.append(((low - begin) / ESPEAK_RATE, (max(high, low + 1) - begin) / ESPEAK_RATE))
    cut = sound[begin:end] / (np.abs(sound).max() + 1e-6) * 0.5
    samples = coded(cut) if chance.random() < 0.35 else resample_poly(cut, 320, 441)
    return Utterance(language, text, voice.name, np.round(samples * 32767).astype(np.int16), tuple(times))


def coded(sound: Floats) -> Floats:
    """Return `sound` (22.05 kHz) as it comes out of the samples' compression, at 16 kHz."""
    size = len(sound) * RATE // ESPEAK_RATE
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(io.BytesIO(encode(np.round(sound * 32767).astype(np.int16)))) as container:
        frames = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
    frames += resampler.resample(None)
    out = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float32) / 32768
    return np.pad(out, (0, max(0, size - len(out))))[:size]


def word_starts(words: list[str], events: dict[int, int], size: int) -> list[int] | None:
    """Return the sample at which each word begins; words that were fused into one share its span by length."""
    places = [1 + sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
    found = [events.get(place, events.get(place + 1)) for place in places]
    found[0] = min(events.values(), default=0) if found[0] is None else found[0]
    if sum(start is None for start in found) > len(words) // 2:
        return None
    known = [number for number, start in enumerate(found) if start is not None]
    starts: list[int] = []
    for number, following in zip(known, [*known[1:], len(words)], strict=True):
        low = found[number] or 0
        high = (found[following] or 0) if following < len(words) else size
        lengths = np.array([len(word) for word in words[number:following]])
        before = np.concatenate([[0], np.cumsum(lengths)[:-1]]) / lengths.sum()
        starts.extend(int(low + (high - low) * share) for share in before)
    return starts if all(a <= b for a, b in pairwise(starts)) else None

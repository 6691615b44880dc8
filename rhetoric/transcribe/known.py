"""Finds the words of a known English text in its recording, with pocketsphinx.

First the recording is heard by a decoder that expects this text's words in this order (a language model made of
nothing else), which gives most words their place. Then each stretch of words it missed is aligned by force to the
sound between its neighbours. Words no dictionary has are spelled out (`spelling`); numbers keep an estimated time.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import numpy as np
import pocketsphinx
from pocketsphinx.lm import ArpaBoLM

from rhetoric.records import Run, Span, Transcript, Word
from rhetoric.text import fold
from rhetoric.transcribe import SAMPLE_RATE, HeardWord, Window
from rhetoric.transcribe.cuts import Samples, utterances
from rhetoric.transcribe.join import MISMATCH, join, noting_estimates, words_of
from rhetoric.transcribe.spelling import phones
from rhetoric.transcribe.sphinx import LANGUAGE, MODEL, decode, model_sha256, new_decoder
from rhetoric.transcribe.times import settle

_LINE = 12  # words of a line of the language model's text, overlapping by
_OVERLAP = 2
_LONGEST = 30_000  # ms aligned by force at once
_FASTEST = 30  # ms per character


@dataclass(frozen=True, slots=True)
class Aligned:
    """A transcript with times, and how they came about."""

    transcript: Transcript
    run: Run


def align(
    transcript: Transcript,
    windows: Iterable[Window],
    *,
    on_progress: Callable[[int], None] | None = None,
) -> Aligned:
    """Give an untimed English transcript the times at which its words are said.

    Parameters
    ----------
    transcript
        What is said; one that has times stays as it is.
    windows
        The recording's speech. All samples are kept until the end, as 32 KB for each second.
    on_progress
        Called with the place reached, in ms of the recording.
    """
    run = Run("align", "pocketsphinx", version("pocketsphinx"), {"language": LANGUAGE}, MODEL, model_sha256())
    words = words_of(transcript)
    norms = [_spoken(word.chars.slice(transcript.text)) for word in words]
    if transcript.timed or not any(norms):
        return Aligned(transcript, run)
    decoder = _expecting([norm for norm in norms if norm])
    heard: list[HeardWord] = []
    sound: list[tuple[int, Samples]] = []
    for window in windows:
        for start, samples in utterances(window.samples):
            offset = window.time.start + start * 1000 // SAMPLE_RATE
            heard += decode(decoder, samples, offset)
            if on_progress is not None:
                on_progress(min(offset + len(samples) * 1000 // SAMPLE_RATE, window.time.end))
        sound.append((window.time.start, window.samples.astype(np.float16)))
    joined = join(transcript, settle(heard, Span(0, 1 << 62)))
    if any(notice.code == MISMATCH for notice in joined.notices):
        return Aligned(joined, run)  # forced, any text fits any sound
    forced = _force(decoder, joined.words, norms, sound)
    return Aligned(noting_estimates(replace(joined, words=tuple(forced))), run)


def _spoken(text: str) -> str:
    """Return the word as the dictionary would hold it, or nothing if it cannot be said from its letters."""
    norm = fold(text).strip("'-").replace("-", "")
    return norm if norm and all(letter == "'" or "a" <= letter <= "z" for letter in norm) else ""


def _expecting(norms: Sequence[str]) -> pocketsphinx.Decoder:
    """Return a decoder that knows and expects the words of this text, in this order."""
    decoder = new_decoder()
    for norm in sorted(set(norms)):
        if decoder.lookup_word(norm) is None:
            decoder.add_word(norm, phones(norm) or "AH", update=False)
    step = _LINE - _OVERLAP
    lines = (" ".join(norms[start : start + _LINE]) for start in range(0, len(norms), step))
    model = ArpaBoLM(text="\n".join(lines), add_start=True)
    model.compute()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "text.lm"
        with place.open("w", encoding="utf-8") as stream:
            model.write(stream)
        decoder.add_lm_file("text", str(place))
    decoder.activate_search("text")
    return decoder


def _force(
    decoder: pocketsphinx.Decoder,
    words: Sequence[Word],
    norms: Sequence[str],
    sound: Sequence[tuple[int, Samples]],
) -> list[Word]:
    """Align each run of estimated or untimed words by force to the sound between its neighbours."""
    timed = list(words)
    for missed, members in groupby(range(len(timed)), lambda i: timed[i].time is None or timed[i].estimated):
        run = list(members)
        place = _between(words, run, sound) if missed and all(norms[i] for i in run) else None
        if place is None:
            continue
        found = _forced(decoder, [norms[i] for i in run], _cut(sound, place), place.start)
        for index, time in zip(run, found, strict=False):
            timed[index] = replace(timed[index], time=time, estimated=False)
    return timed


def _between(words: Sequence[Word], run: list[int], sound: Sequence[tuple[int, Samples]]) -> Span | None:
    before = words[run[0] - 1].time if run[0] else None
    after = words[run[-1] + 1].time if run[-1] + 1 < len(words) else None
    chars = sum(words[index].chars.length for index in run)
    last_start, last = sound[-1]
    start = before.end if before else sound[0][0]
    end = after.start if after else last_start + len(last) * 1000 // SAMPLE_RATE
    return Span(start, end) if _FASTEST * chars <= end - start <= _LONGEST else None


def _cut(sound: Sequence[tuple[int, Samples]], place: Span) -> Samples:
    """Return the samples at a place; what no window covers is silence."""
    cut = np.zeros((place.length * SAMPLE_RATE) // 1000, dtype=np.float32)
    for start, samples in sound:
        first = (start - place.start) * SAMPLE_RATE // 1000
        left, right = max(first, 0), min(first + len(samples), len(cut))
        if left < right:
            cut[left:right] = samples[left - first : right - first]
    return cut


def _forced(decoder: pocketsphinx.Decoder, norms: list[str], samples: Samples, offset: int) -> list[Span]:
    """Return the place of each word, or nothing where the sound does not bear it."""
    try:
        decoder.set_align_text(" ".join(norms))
        times = [word.time for word in decode(decoder, samples, offset)]
    except RuntimeError:  # the decoder found no path through so little sound
        return []
    return times if len(times) == len(norms) else []

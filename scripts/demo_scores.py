"""Word errors of the demonstration model, through faster-whisper as it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio

from scripts.demo_texts import LANGUAGES, spoken
from scripts.demo_voices import RATE, Floats, Utterance
from scripts.make_samples import FOLDER

GAP = 0.5  # s between unseen sentences
CLIP = 25  # s
_MARKS = re.compile(r"[^\w\s']")


@dataclass(frozen=True, slots=True)
class Score:
    """Errors of one recording: of words, of words' starts (median, s; None where unknown), the language found."""

    name: str
    words: int
    errors: int
    start_error: float | None
    language: str
    certainty: float

    def __str__(self) -> str:
        """Return one line."""
        start = "" if self.start_error is None else f", starts off by {self.start_error:.2f} s"
        share = self.errors / max(1, self.words)
        return (
            f"{self.name}: word error {share:.3f} ({self.errors} of {self.words}), "
            f"language {self.language} at {self.certainty:.2f}{start}"
        )


def plain(text: str) -> list[str]:
    """Return the words of a text as they are compared: lower case, without punctuation."""
    return _MARKS.sub(" ", text.lower()).split()


def evaluate(folder: Path, unseen: Sequence[Utterance]) -> Iterable[Score]:
    """Yield the scores on the samples, then on clips of sentences never seen."""
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    for path in sorted(FOLDER.glob("*.ogg")):
        language = path.stem[:2]
        reference = " ".join(spoken(path.with_suffix(".txt").read_text("utf-8"), language))
        yield score(model, path.stem, decode_audio(str(path)), reference)
    for language in LANGUAGES:
        own = [one for one in unseen if one.language == language]
        for number, clip in enumerate(clips(own)):
            sound, text, starts = clip
            yield score(model, f"{language} unseen {number + 1}", sound, text, starts)


def clips(utterances: Sequence[Utterance]) -> Iterable[tuple[Floats, str, list[tuple[str, float]]]]:
    """Yield recordings of about 25 s, their text, and the start of each word."""
    parts: list[Floats] = []
    texts: list[str] = []
    starts: list[tuple[str, float]] = []
    size = 0
    for one in utterances:
        starts += [
            (word, size / RATE + begin) for word, (begin, _) in zip(one.text.split(" "), one.times, strict=True)
        ]
        parts += [one.samples.astype(np.float32) / 32767, np.zeros(int(GAP * RATE), np.float32)]
        texts.append(one.text)
        size += len(parts[-1]) + len(parts[-2])
        if size > CLIP * RATE:
            yield np.concatenate(parts), " ".join(texts), starts
            parts, texts, starts, size = [], [], [], 0


def score(
    model: WhisperModel, name: str, sound: Floats, reference: str, starts: Sequence[tuple[str, float]] = ()
) -> Score:
    """Transcribe and compare."""
    segments, info = model.transcribe(sound, word_timestamps=True, condition_on_previous_text=False, temperature=0)
    heard = [word for segment in segments for word in segment.words or ()]
    want, got = plain(reference), plain("".join(word.word for word in heard))
    if got:
        done = jiwer.process_words(" ".join(want), " ".join(got))
        errors = done.substitutions + done.deletions + done.insertions
    else:
        errors = len(want)
    late = _start_errors(starts, [(word.word, float(word.start)) for word in heard])
    middle = float(np.median(late)) if late else None
    return Score(name, len(want), errors, middle, info.language, info.language_probability)


def _start_errors(want: Sequence[tuple[str, float]], got: Sequence[tuple[str, float]]) -> list[float]:
    """Return by how much the starts of words differ that were heard right."""
    if not want or not got:
        return []
    names = [["".join(plain(word)) or "-" for word, _ in side] for side in (want, got)]
    aligned = jiwer.process_words(" ".join(names[0]), " ".join(names[1])).alignments[0]
    return [
        abs(want[part.ref_start_idx + step][1] - got[part.hyp_start_idx + step][1])
        for part in aligned
        if part.type == "equal"
        for step in range(part.ref_end_idx - part.ref_start_idx)
    ]


def total(scores: Sequence[Score]) -> float:
    """Return the word error of several recordings together."""
    return sum(one.errors for one in scores) / max(1, sum(one.words for one in scores))

"""Recognition with faster-whisper, from a folder of weights on this machine; never from the network.

Sampling is off (temperature 0) and windows do not depend on each other's text, so that the same window, options,
weights, versions and thread count give the same words, also when a run is resumed in the middle.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Literal

import ctranslate2
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.transcribe import Segment

from rhetoric import weights as store
from rhetoric.errors import ConfigError, ModelUnavailableError, unknown_name
from rhetoric.records import Run, Scalar, Span
from rhetoric.transcribe import SAMPLE_RATE, HeardPassage, HeardWord, Window
from rhetoric.transcribe.cuts import Samples
from rhetoric.transcribe.times import guess_words, milliseconds, settle

Compute = Literal["auto", "cpu", "cuda"]
UNDETERMINED = "und"  # ISO 639: the language of a window without words
_SURE = 0.5  # least probability at which a detected language is kept for the rest of the recording
_DETECTION_SEGMENTS = 4  # of 30 s; further ones are heard only while none is sure
_TYPES = {"cpu": "int8", "cuda": "float16"}
_NO_REPEAT = 3  # words in a row that may not come back in a second hearing of a loop
_SHORTEST = SAMPLE_RATE // 20  # samples; less cannot hold a word


@dataclass(frozen=True, slots=True)
class WhisperOptions:
    """How to recognise speech with Whisper.

    Parameters
    ----------
    model
        A size of the manifest, a folder, or "auto": `small` on a CPU, `large-v3-turbo` on a GPU.
    language
        A Whisper language code, or None to detect it on the first speech.
    compute
        Hardware; "auto" takes a GPU where CTranslate2 finds one.
    beam
        Beam width, at least 1.
    glossary
        Names and terms the recogniser should favour.
    threads
        CPU threads; 0 leaves the choice to CTranslate2.
    vad
        Skip silence inside the windows.
    batch
        Stretches heard at once; 0 hears one after the other. Faster on a GPU, but speech can be lost.
    multilingual
        Tell the language of each window by itself.
    """

    model: str = "auto"
    language: str | None = None
    compute: Compute = "auto"
    beam: int = 5
    glossary: tuple[str, ...] = ()
    threads: int = 0
    vad: bool = True
    batch: int = 0
    multilingual: bool = False

    def __post_init__(self) -> None:
        """Check ranges."""
        if self.beam < 1:
            raise ConfigError(f"beam {self.beam} is below 1", "give a beam width of 1 or more; 5 is usual")
        if self.batch < 0:
            raise ConfigError(f"batch {self.batch} is below 0", "give 0 for none, or a number such as 8")
        if self.threads < 0:
            raise ConfigError(f"threads {self.threads} is below 0", "give 0 for all, or a number of threads")
        if self.compute not in {"auto", "cpu", "cuda"}:
            raise unknown_name("hardware", self.compute, ("auto", "cpu", "cuda"))


def hardware(options: WhisperOptions) -> Literal["cpu", "cuda"]:
    """Return the hardware these options run on here.

    Raises
    ------
    ConfigError
        If a GPU is asked for and CTranslate2 finds none.
    """
    found = ctranslate2.get_cuda_device_count() > 0
    if options.compute == "cuda" and not found:
        raise ConfigError("compute 'cuda' was asked for, but no CUDA GPU is found", "use --compute cpu or auto")
    return "cuda" if found and options.compute != "cpu" else "cpu"


def model_name(options: WhisperOptions) -> str:
    """Return the model these options mean here, "auto" resolved."""
    if options.model != "auto":
        return options.model
    return "large-v3-turbo" if hardware(options) == "cuda" else "small"


class WhisperTranscriber:
    """Hears windows with one loaded Whisper model.

    Parameters
    ----------
    options
        What to recognise, and how.
    weights
        The folder of the weights, as `rhetoric.weights.find` gives it.
    on_progress
        Called with the place reached, in ms of the recording, as segments are heard.

    Raises
    ------
    ModelUnavailableError
        If the folder is not a whole CTranslate2 Whisper model.
    ConfigError
        If the language or the hardware is not to be had.
    """

    def __init__(
        self,
        options: WhisperOptions,
        weights: Path,
        *,
        on_progress: Callable[[int], None] | None = None,
    ) -> None:
        self._options = options
        self._weights = weights
        self._hardware = hardware(options)
        self._model = _load(weights, self._hardware, options.threads)
        self._engine = BatchedInferencePipeline(self._model) if options.batch else self._model
        self._language = _checked(options.language, self._model)
        self._on_progress = on_progress
        self._votes = ""

    def vote(self, stretches: Iterable[Samples]) -> tuple[str, float] | None:
        """Choose the language of the recording: that with most probability over stretches of speech.

        Later windows are heard in it. Returns it with its mean probability, or None where nothing was to be heard.
        """
        heard = [self._model.detect_language(audio=part) for part in stretches if len(part) >= _SHORTEST]
        chances: Counter[str] = Counter()
        for _, _, every in heard:
            chances.update(dict(every))
        if not chances:
            return None
        ranked = sorted(chances.items(), key=lambda item: (-item[1], item[0]))
        self._votes = ", ".join(f"{code} {chance / len(heard):.2f}" for code, chance in ranked[:3])
        language, chance = ranked[0]
        if chance / len(heard) >= _SURE:
            self._language = language
        return language, chance / len(heard)

    def go_on(self, language: str) -> None:
        """Hear what follows in the language an interrupted run had settled on."""
        if self._options.language is None:
            self._language = language

    def again(self, window: Window, *, vary: bool) -> HeardPassage:
        """Hear one stretch by itself, silence included; `vary` forbids words to come back."""
        if len(window.samples) < _SHORTEST:
            return HeardPassage(window.time, self._language or UNDETERMINED, ())
        segments, info = self._model.transcribe(
            window.samples,
            language=self._language_of(window),
            beam_size=self._options.beam,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            no_repeat_ngram_size=_NO_REPEAT if vary else 0,
            hotwords=", ".join(self._options.glossary) or None,
        )
        heard = chain.from_iterable(self._words(segment, window.time) for segment in segments)
        return HeardPassage(window.time, info.language, settle(heard, window.time))

    def translate(self, window: Window, language: str) -> Iterator[tuple[Span, str]]:
        """Yield the English of a window heard in `language`, piece by piece with its place in ms."""
        if len(window.samples) < _SHORTEST:
            return
        segments, _ = self._model.transcribe(
            window.samples,
            language=language,
            task="translate",
            beam_size=self._options.beam,
            temperature=0.0,
            condition_on_previous_text=False,
            vad_filter=self._options.vad,
        )
        for segment in segments:
            start = milliseconds(segment.start, window.time.start)
            end = milliseconds(segment.end, window.time.start)
            time = Span(min(start, window.time.end), min(max(start, end), window.time.end))
            self._report(time.end)
            if segment.text.strip():
                yield time, segment.text.strip()

    def transcribe(self, windows: Iterable[Window]) -> Iterator[HeardPassage]:
        """Yield one passage per window, in order, as soon as it is heard."""
        for window in windows:
            yield self._hear(window)
            self._report(window.time.end)

    def provenance(self) -> Run:
        """Say which engine, version, weights and options produced the passages."""
        options = self._options
        used: dict[str, Scalar] = {
            "language": options.language or "auto",
            "hardware": self._hardware,
            "compute_type": _TYPES[self._hardware],
            "beam": options.beam,
            "temperature": 0,
            "vad": options.vad,
            "threads": options.threads,
            "glossary": ", ".join(options.glossary),
        }
        if options.batch:
            used["batch"] = options.batch
        if self._votes:
            used["language_votes"] = self._votes
        return Run(
            stage="transcribe",
            backend="faster-whisper",
            version=version("faster-whisper"),
            options=used,
            model=Path(model_name(options)).name,
            model_sha256=store.sha256(self._weights / "model.bin"),
        )

    def _hear(self, window: Window) -> HeardPassage:
        if len(window.samples) < _SHORTEST:
            return HeardPassage(window.time, self._language or UNDETERMINED, ())
        segments, info = self._engine.transcribe(
            window.samples,
            language=self._language_of(window),
            task="transcribe",
            beam_size=self._options.beam,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=self._options.vad,
            hotwords=", ".join(self._options.glossary) or None,
            language_detection_segments=_DETECTION_SEGMENTS,
            language_detection_threshold=_SURE,
            **({"batch_size": self._options.batch, "without_timestamps": False} if self._options.batch else {}),
        )
        heard = chain.from_iterable(self._words(segment, window.time) for segment in segments)
        words = settle(heard, window.time)
        sure = bool(words) and (self._options.multilingual or info.language_probability >= _SURE)
        if sure:
            self._language = info.language
        return HeardPassage(window.time, info.language if words else self._language or UNDETERMINED, words, sure)

    def _language_of(self, window: Window) -> str | None:
        """Return the language to hear a window in; where it may change, that of the window if it is clear."""
        if not self._options.multilingual:
            return self._language
        language, chance, _ = self._model.detect_language(audio=window.samples)
        return language if chance >= _SURE or self._language is None else self._language

    def _words(self, segment: Segment, window: Span) -> tuple[HeardWord, ...]:
        start = window.start
        place = Span(milliseconds(segment.start, start), milliseconds(segment.end, start))
        self._report(min(place.end, window.end))
        if not segment.words:  # the engine could not place them
            return guess_words(segment.text, place)
        return tuple(
            HeardWord(
                word.word,
                Span(milliseconds(word.start, start), milliseconds(word.end, start)),
                round(float(word.probability), 4),
            )
            for word in segment.words
            if word.word.strip()
        )

    def _report(self, place: int) -> None:
        if self._on_progress is not None:
            self._on_progress(place)


def _load(weights: Path, device: str, threads: int) -> WhisperModel:
    store.require_whole(weights)  # without its tokenizer, the engine would look for one on the network
    try:
        return WhisperModel(
            str(weights),
            device=device,
            compute_type=_TYPES[device],
            cpu_threads=threads,
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelUnavailableError(
            f"the weights in {weights} cannot be loaded: {_first_line(error)}",
            "check them (rhetoric models check), or fetch them again (rhetoric models fetch NAME)",
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _checked(language: str | None, model: WhisperModel) -> str | None:
    known = tuple(model.supported_languages)
    if language is not None and language not in known:
        if known == ("en",):
            raise ConfigError(
                f"this model hears English only, but the language is {language!r}",
                "choose a multilingual model with --model, such as small",
            )
        raise unknown_name("language", language, known)
    return language

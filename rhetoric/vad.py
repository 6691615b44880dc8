"""Where somebody speaks, and the windows a recogniser works through.

The network is Silero's, which comes inside faster-whisper; it is run here frame by frame over the whole recording,
its state carried along, so that memory stays bounded and no edge is heard twice. Quiet recordings and
quiet stretches are made louder for it, and only for it. Times are integer milliseconds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from rhetoric.audio import Audio
from rhetoric.errors import ConfigError, MissingDependencyError
from rhetoric.records import Span
from rhetoric.transcribe import SAMPLE_RATE, Window

_FRAME = 512  # samples the network judges at once (32 ms)
_CONTEXT = 64  # samples of the frame before, which it hears again
_BLOCK = 60_000  # ms read at once; many frames at once cost much memory and gain no time
_BATCH = 256  # frames
_STILL = 3 / 32768  # peak below which a block is silence and not worth the network
_LOUD = 0.05  # rms (about -26 dBFS) quiet speech is brought to
_MOST_GAIN = 100.0  # 40 dB: more would make speech of the noise of a converter
_PART = 375  # frames (12 s) that get one gain
_BURST = 0.2  # rms to which a frame is raised at most by the gain of its part
_AROUND = 3  # parts before and after, whose median level counts
_FAR_BELOW = 10 ** (-12 / 20)  # of the level of the recording
_MOST_RAISED = 10.0  # 20 dB above the gain of the recording
_ROOM = 2e-4  # rms (about -74 dBFS) below which there is nothing to be made louder
_LONGEST_PAUSE = 30_000  # ms; longer silences are left out of the windows

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VadOptions:
    """When a stretch counts as speech: probabilities with hysteresis, lengths in ms.

    The probabilities are low on purpose: on radio and far-field recordings half the speech lies between 0.2 and
    0.5, while music, noise and applause stay below.
    """

    start: float = 0.4
    stop: float = 0.15
    shortest_speech: int = 200
    shortest_pause: int = 400
    pad: int = 200


def speech(audio: Audio, options: VadOptions | None = None) -> tuple[Span, ...]:
    """Return the stretches of a recording in which somebody speaks, in order and apart."""
    return _speech(audio.window, audio.duration, options or VadOptions())


def speech_in(samples: Samples, options: VadOptions | None = None) -> tuple[Span, ...]:
    """Return the stretches of speech in samples held in memory, float32 mono at 16 kHz."""

    def window(time: Span) -> Samples:
        part: Samples = samples[_sample(time.start) : _sample(time.end)]
        return part

    return _speech(window, samples.size * 1000 // SAMPLE_RATE, options or VadOptions())


def windows(audio: Audio, stretches: Sequence[Span], *, longest: int = 600_000) -> Iterator[Window]:
    """Yield the windows of `plan_windows` with their samples, one at a time."""
    for time in plan_windows(stretches, longest=longest):
        yield Window(time, audio.window(time))


def plan_windows(stretches: Sequence[Span], *, longest: int = 600_000) -> tuple[Span, ...]:
    """Cut the time from first to last speech into windows of at most `longest` ms.

    Cuts fall into the middle of the longest pause near a window's end. Silences above half a minute are left out;
    everything else between first and last speech is in exactly one window.

    Raises
    ------
    ConfigError
        If `longest` is below 1,000 ms.
    """
    if longest < 1000:
        raise ConfigError(f"windows of {longest} ms are too short", "give at least 1000 ms")
    planned: list[Span] = []
    for group in _groups(stretches):
        start, end = group[0].start, group[-1].end
        pauses = [Span(before.end, after.start) for before, after in pairwise(group)]
        while end - start > longest:
            cut = _best_cut(pauses, start, longest)
            planned.append(Span(start, cut))
            start = cut
        planned.append(Span(start, end))
    return tuple(planned)


def _groups(stretches: Sequence[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for stretch in stretches:
        if groups and stretch.start - groups[-1][-1].end <= _LONGEST_PAUSE:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    return groups


def _best_cut(pauses: Iterable[Span], start: int, longest: int) -> int:
    """Return where to end a window: first sought in its last fifth, then in its second half."""
    limit = start + longest
    middles = [((pause.start + pause.end) // 2, pause.length) for pause in pauses]
    for earliest in (start + longest * 4 // 5, start + longest // 2):
        near = [(length, middle) for middle, length in middles if earliest < middle <= limit]
        if near:
            return max(near)[1]
    return limit


def _speech(window: Callable[[Span], Samples], duration: int, options: VadOptions) -> tuple[Span, ...]:
    blocks = [Span(start, min(start + _BLOCK, duration)) for start in range(0, duration, _BLOCK)]
    powers = _powers(window(block) for block in blocks)
    gains = find_gains(powers)
    if not gains.size:
        return ()
    network = _Network(quiet=_STILL * float(gains.min()))
    chances = [network.judge(_louder(window(block), block.start, gains)) for block in blocks]
    chances.append(network.finish())
    return find_speech(np.concatenate(chances), duration, options)


def find_gains(powers: Samples) -> Samples:
    """Return what each part of 12 s is multiplied by before it is judged; none where all is silent.

    Speech is taken for the loudest twentieth of the recording. Where a minute and a half is far below that (in a
    quiet recording with a burst of applause, in a second hall), its own level counts, within bounds. Nothing is
    made fainter.

    Parameters
    ----------
    powers
        Mean square of each frame of 32 ms.
    """
    level = _level(powers)
    if level == 0.0:
        return np.zeros(0, np.float32)
    gain = min(max(_LOUD / level, 1.0), _MOST_GAIN)
    own = np.array([_level(powers[at : at + _PART]) for at in range(0, powers.size, _PART)])
    around = np.array([np.median(own[max(at - _AROUND, 0) : at + _AROUND + 1]) for at in range(own.size)])
    faint = (around < level * _FAR_BELOW) & (around > _ROOM)
    raised = np.minimum(_LOUD / np.maximum(around, _ROOM), min(gain * _MOST_RAISED, _MOST_GAIN))
    gains = np.where(faint, np.maximum(raised, gain), gain)
    return np.append(gains, gains[-1]).astype(np.float32)  # the last frame may be broken


def _louder(samples: Samples, start: int, gains: Samples) -> Samples:
    """Return samples that begin at `start` ms times the gain of their part; a burst in it is raised less."""
    if not np.ptp(gains):
        return samples * np.float32(gains[0])
    frames = np.pad(samples, (0, -samples.size % _FRAME)).reshape(-1, _FRAME)
    place = (_sample(start) + np.arange(len(frames)) * _FRAME) // (_PART * _FRAME)
    loudest = np.maximum(_BURST / np.sqrt(frames.var(axis=1) + 1e-12), gains.min())
    raised: Samples = frames * np.minimum(gains[np.minimum(place, gains.size - 1)], loudest)[:, None]
    return raised.reshape(-1)[: samples.size]


def _powers(blocks: Iterable[Samples]) -> Samples:
    powers = [np.zeros(0, np.float32)]
    for block in blocks:
        whole = block[: block.size - block.size % _FRAME].reshape(-1, _FRAME)
        powers.append(whole.var(axis=1))
    return np.concatenate(powers)


def _level(powers: Samples) -> float:
    """Return the rms that the loudest twentieth of the frames exceeds: speech, where there is any."""
    return float(np.sqrt(np.quantile(powers, 0.95))) if powers.size else 0.0


def find_speech(chances: Samples, duration: int, options: VadOptions) -> tuple[Span, ...]:
    """Turn a probability per frame of 32 ms into stretches of speech within `duration` ms."""
    frame = _FRAME * 1000 // SAMPLE_RATE
    raw = [Span(first * frame, min(last * frame, duration)) for first, last in _runs(chances, options)]
    joined: list[Span] = []
    for stretch in raw:
        if joined and stretch.start - joined[-1].end < options.shortest_pause:
            joined[-1] = joined[-1].hull(stretch)
        else:
            joined.append(stretch)
    long = [stretch for stretch in joined if stretch.length >= options.shortest_speech]
    return _padded(long, duration, options.pad)


def _runs(chances: Samples, options: VadOptions) -> Iterator[tuple[int, int]]:
    """Yield frame ranges that begin at `start` or above and last until below `stop`."""
    begun: int | None = None
    for index, chance in enumerate(chances.tolist()):
        if begun is None and chance >= options.start:
            begun = index
        elif begun is not None and chance < options.stop:
            yield begun, index
            begun = None
    if begun is not None:
        yield begun, chances.size


def _padded(stretches: Sequence[Span], duration: int, pad: int) -> tuple[Span, ...]:
    """Widen each stretch by `pad`, and at most to the middle of the pause beside it."""
    edges = [0, *((a.end + b.start) // 2 for a, b in pairwise(stretches)), duration]
    return tuple(
        Span(max(stretch.start - pad, edges[index]), min(stretch.end + pad, edges[index + 1]))
        for index, stretch in enumerate(stretches)
    )


class _Network:
    """Silero's network with its state: give it consecutive samples, get one probability per whole frame."""

    def __init__(self, *, quiet: float = 0.0) -> None:
        self._session = _session()
        self._quiet = quiet  # peak below which a block is silence
        self._rest = np.zeros(0, np.float32)
        self._forget()

    def _forget(self) -> None:
        self._hidden = np.zeros((1, 1, 128), np.float32)
        self._cell = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)

    def judge(self, samples: Samples) -> Samples:
        """Return the probabilities of the frames `samples` complete; a silent block skips the network."""
        together = np.concatenate([self._rest, samples])
        count = together.size // _FRAME
        self._rest = together[count * _FRAME :]
        if self._silent(together):
            self._forget()
            return np.zeros(count, np.float32)
        frames = together[: count * _FRAME].reshape(-1, _FRAME)
        parts = [self._run(frames[at : at + _BATCH]) for at in range(0, count, _BATCH)]
        return np.concatenate([np.zeros(0, np.float32), *parts])

    def finish(self) -> Samples:
        """Return the probability of the last frame, filled up with silence, if there is one."""
        if self._silent(self._rest):
            return np.zeros(min(1, self._rest.size), np.float32)
        return self._run(np.pad(self._rest, (0, _FRAME - self._rest.size)).reshape(1, _FRAME))

    def _silent(self, samples: Samples) -> bool:
        return not samples.size or float(np.abs(samples).max()) < self._quiet

    def _run(self, frames: Samples) -> Samples:
        ends = frames[:, -_CONTEXT:]
        before = np.vstack([self._context[np.newaxis], ends[:-1]])
        self._context = ends[-1].copy()
        given = {"input": np.hstack([before, frames]), "h": self._hidden, "c": self._cell}
        out, self._hidden, self._cell = self._session.run(None, given)
        chances: Samples = np.asarray(out, np.float32).reshape(-1)
        return chances


def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(_weights()), options, providers=["CPUExecutionProvider"])
    if {given.name for given in session.get_inputs()} != {"input", "h", "c"}:
        raise MissingDependencyError(
            "faster-whisper brings a voice detector of an unknown kind",
            "run: pip install 'faster-whisper>=1.2,<2'",
        )
    return session


def _weights() -> Path:
    """Find the network's file without importing faster-whisper, which would load its engine."""
    spec = find_spec("faster_whisper")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(path for folder in folders or () for path in Path(folder, "assets").glob("silero_vad*.onnx"))
    if not found:
        raise MissingDependencyError(
            "the voice detector that comes with faster-whisper is not there", "run: pip install faster-whisper"
        )
    return found[-1]


def _sample(ms: int) -> int:
    return ms * SAMPLE_RATE // 1000

"""Turn one file into 16 kHz mono PCM: the child process behind `rhetoric.audio`.

Run as ``python -m rhetoric._decode [--probe|--sides] FILE``; with ``--sides`` the two channels come apart,
interleaved. Signed 16-bit little-endian samples go to stdout as they are
decoded; one line of JSON, the `Report`, goes to stderr at the end. A codec that crashes takes only this process
along.

* **Reading.** The file is opened here and handed over as a stream, so its name is never parsed as a URL, no
  demuxer may open another file, and only the containers of `CONTAINERS` are tried (playlists are not).
* **Damage.** Decoding goes packet by packet. A bad packet is skipped and counted; where the timestamps then jump,
  silence keeps what follows at its place.
* **Samples.** NaN and infinite floats become 0. A constant offset is left: it is inaudible, and the features of
  recognisers hardly see it.
"""

import io
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

import av
import av.logging
import numpy as np
from numpy.typing import NDArray

from rhetoric._mixdown import RATE, Interleaved, Mixdown, Timeline, to_ms

CONTAINERS = (
    "3gp aac ac3 aiff amr ape asf au avi caf dts eac3 flac flv gsm matroska mov mp3 mpeg mpegts nistsphere ogg "
    "tta voc w64 wav wv"
).split()
_BARE = frozenset({"aac", "flac", "mp3", "ogg"})  # containers that are almost nothing but packets
_MEMORY = 4 << 30  # bytes of address space this process may take
_HEAD = 1 << 16  # bytes of a WAV file searched for its size
_STREAMED = 0x7FFFF000  # sizes from here on are written by programs that cannot go back and fill them in
_SLOWEST, _FASTEST = 2_000, 768_000  # Hz, of the input
_STUCK = 50  # demuxer errors in a row without a packet


class RefusedError(Exception):
    """A file that gives no samples; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(slots=True)
class Report:
    """What was found in the file and what became of it; times in ms, gaps in those of the output."""

    container: str = ""
    codec: str = ""
    sample_rate: int = 0
    channels: int = 0
    has_audio: bool = False
    has_video: bool = False
    declared: int | None = None
    estimated: bool = False
    decoded: int = 0
    packets: int = 0
    bad_packets: int = 0
    gaps: list[tuple[int, int, str]] = field(default_factory=list)
    one_channel: int = 0
    apart: bool = False
    nonfinite: int = 0
    silent_bytes: int = 0
    error: str | None = None
    detail: str = ""


class Source(io.FileIO):
    """The file as the demuxers see it: a place that does not exist is an answer, not an exception."""

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move to a place and return it; -1 if there is none."""
        try:
            return super().seek(offset, whence)
        except OSError:
            return -1


class Session:
    """One file on its way to samples."""

    def __init__(self, container: av.container.InputContainer, report: Report, mixdown: Mixdown) -> None:
        self.container = container
        self.report = report
        self.mixdown = mixdown
        self.stream = audio_stream(container)
        whole = None if container.duration is None else container.duration / av.time_base
        start = None if container.start_time is None else container.start_time / av.time_base
        self.timeline = Timeline(start, whole)
        self.resampler: av.AudioResampler | None = None
        self.shape: tuple[str, str, int] | None = None
        self.damaged = False
        self.frames = 0
        self.sound = 0  # bytes of good packets

    def run(self) -> None:
        """Decode the whole file."""
        for packet in self._packets():
            for frame in self._decode(packet):
                self._take(frame)
        for frame in self._decode(None):
            self._take(frame)
        self._drain()
        self.mixdown.flush()

    def _packets(self) -> Iterator["av.Packet[av.AudioStream]"]:
        stuck = 0
        while stuck < _STUCK:
            before = self.report.packets
            try:
                for packet in self.container.demux(self.stream):
                    if packet.size:  # the empty one at the end flushes the decoder, which `run` does
                        self.report.packets += 1
                        yield packet
            except (av.error.FFmpegError, OSError):
                self.damaged = True
                stuck = 0 if self.report.packets > before else stuck + 1
                self.report.bad_packets += not stuck
            else:
                return

    def _decode(self, packet: "av.Packet[av.AudioStream] | None") -> list[av.AudioFrame]:
        try:
            frames = list(self.stream.codec_context.decode(packet))
        except av.error.EOFError:
            return []
        except av.error.FFmpegError:
            self.damaged = True
            self.report.bad_packets += packet is not None
            return []
        self.sound += packet.size if packet else 0
        return frames

    def _take(self, frame: av.AudioFrame) -> None:
        if not _FASTEST >= frame.sample_rate >= _SLOWEST:
            raise RefusedError("rate", f"{frame.sample_rate} Hz")
        missing = self.timeline.missing(self._time(frame), damaged=self.damaged)
        if missing:
            self._fill(missing)
        self.damaged = False
        self.frames += 1
        self.timeline.position += frame.samples / frame.sample_rate
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            self._drain()
            self.shape = shape
            layout = "stereo" if frame.layout.nb_channels == 2 else "mono"
            self.resampler = av.AudioResampler("s16p", layout, RATE)
        self._resample(self._finite(frame))

    def _time(self, frame: av.AudioFrame) -> float | None:
        if frame.pts is None or frame.time_base is None:
            return None
        return float(frame.pts * frame.time_base)

    def _fill(self, seconds: float) -> None:
        self._drain()
        self.mixdown.flush()
        start = self.mixdown.samples
        self.mixdown.silence(round(seconds * RATE))
        self.timeline.position += seconds
        if self.frames:  # before the first frame nothing is lost: the track begins late
            reason = "undecodable" if self.damaged else "missing"
            self.report.gaps.append((to_ms(start), to_ms(self.mixdown.samples), reason))

    def _finite(self, frame: av.AudioFrame) -> av.AudioFrame:
        """Replace NaN and infinite samples; many planes are left alone, PyAV reads past the eighth."""
        if not frame.format.name.startswith(("flt", "dbl")) or (
            frame.format.is_planar and frame.layout.nb_channels > 2
        ):
            return frame
        values = frame.to_ndarray()
        good = np.isfinite(values)
        if good.all():
            return frame
        self.report.nonfinite += int(values.size - np.count_nonzero(good))
        finite = cast("NDArray[np.float32]", np.where(good, values, 0).astype(values.dtype))
        clean = av.AudioFrame.from_ndarray(finite, frame.format.name, frame.layout.name)
        clean.sample_rate, clean.time_base, clean.pts = frame.sample_rate, frame.time_base, frame.pts
        return clean

    def _resample(self, frame: av.AudioFrame | None) -> None:
        if self.resampler is None:
            return
        for piece in self.resampler.resample(frame):
            self.mixdown.add(np.asarray(piece.to_ndarray(), np.int16))

    def _drain(self) -> None:
        self._resample(None)
        self.resampler = self.shape = None


def audio_stream(container: av.container.InputContainer) -> av.AudioStream:
    """Return the audio stream a player would choose, or refuse."""
    if not container.streams.audio:
        raise RefusedError("no_audio")
    best = container.streams.best("audio")
    stream = best if isinstance(best, av.AudioStream) else container.streams.audio[0]
    if getattr(stream, "codec_context", None) is None:
        raise RefusedError("no_decoder")
    return stream


def open_container(source: Source, report: Report) -> av.container.InputContainer:
    """Open a file by its content, with nothing beside it in reach."""
    av.logging.set_level(av.logging.WARNING)
    with av.logging.Capture() as logs:
        try:
            container = av.open(
                source,
                mode="r",
                options={"format_whitelist": ",".join(CONTAINERS), "protocol_whitelist": "none"},
                io_open=_refuse_file,
                metadata_errors="replace",
            )
        except av.error.ArgumentError as error:
            raise RefusedError("refused", _last(logs)) from error
        except (av.error.FFmpegError, OSError) as error:
            raise RefusedError("invalid", _last(logs)) from error
        finally:
            av.logging.set_level(None)
    report.estimated = any("Estimating duration" in text for _, _, text in logs)
    return container


def describe(container: av.container.InputContainer, report: Report) -> None:
    """Fill in what the header says."""
    report.container = container.format.name
    report.has_video = any(not _is_picture(stream) for stream in container.streams.video)
    stream = audio_stream(container)
    report.has_audio = True
    report.codec = stream.codec_context.name
    report.sample_rate = stream.codec_context.sample_rate
    report.channels = stream.codec_context.channels
    if stream.duration is not None and stream.time_base is not None:
        report.declared = int(stream.duration * stream.time_base * 1000)
    elif container.duration is not None and not report.has_video:  # a film may outlast its sound
        report.declared = container.duration // 1000


def wav_duration(source: Source) -> int | None:
    """Return the ms a RIFF header promises, which the demuxer cuts to what is there; None if it promises none."""
    place = source.tell()
    source.seek(0)
    head = source.read(_HEAD)
    source.seek(place)
    at, rate = 12, 0
    while head[:4] == b"RIFF" and at + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, at)
        if name == b"fmt " and at + 20 <= len(head):
            rate = struct.unpack_from("<I", head, at + 16)[0]  # bytes a second
        if name == b"data":
            return int(size * 1000 // rate) if rate and 0 < size < _STREAMED else None
        at += 8 + size + size % 2
    return None


def _is_picture(stream: av.VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _refuse_file(url: str, *_: object) -> object:
    raise PermissionError(f"the file asks for another one: {url}")


def _last(logs: list[tuple[int, str, str]]) -> str:
    return logs[-1][2].strip() if logs else ""


def decode(
    path: str, report: Report, sink: Callable[[bytes], object] | None, kind: type[Mixdown] = Mixdown
) -> None:
    """Fill `report` from the file, and pass its samples, mixed by `kind`, to `sink` unless that is None."""
    with Source(path) as source, open_container(source, report) as container:
        describe(container, report)
        if report.container == "wav" and (declared := wav_duration(source)) is not None:
            report.declared, report.estimated = declared, False
        if sink is None:
            return
        mixdown = kind(sink)
        session = Session(container, report, mixdown)
        session.run()
        if report.container in _BARE and not container.streams.video:  # a cover picture counts as video
            report.silent_bytes = max(0, Path(path).stat().st_size - session.sound)
    report.decoded = to_ms(mixdown.samples)
    report.one_channel = to_ms(mixdown.one_channel)
    report.apart = mixdown.channels.apart()
    if report.bad_packets and not mixdown.samples:
        raise RefusedError("undecodable", f"{report.bad_packets} bad packets")


def limit_process() -> None:
    """Bound the memory of this process, leave no core file, and let the parent handle Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (OSError, ValueError):  # macOS knows the limit and refuses to set it
            continue


def main(arguments: list[str]) -> int:
    """Run the process; 0 done, 1 refused (the report says why)."""
    limit_process()
    report = Report()
    sink = None if arguments[:1] == ["--probe"] else sys.stdout.buffer.write
    kind = Interleaved if arguments[:1] == ["--sides"] else Mixdown
    try:
        decode(arguments[-1], report, sink, kind)
        sys.stdout.buffer.flush()
    except RefusedError as refusal:
        report.error, report.detail = refusal.code, refusal.detail
    except MemoryError:
        report.error = "memory"
    except BrokenPipeError:
        os._exit(1)  # nobody reads any more; a normal exit would flush and fail again
    sys.stderr.write(json.dumps(asdict(report)) + "\n")
    return 0 if report.error is None else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

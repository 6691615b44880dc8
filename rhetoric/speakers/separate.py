"""Who speaks when in one speech: from the labels at hand, else by the voices in the recording."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rhetoric import __version__
from rhetoric.audio import Audio
from rhetoric.config import Options
from rhetoric.errors import ConfigError
from rhetoric.files import sha256_file
from rhetoric.formats.rttm import read_rttm
from rhetoric.notices import with_notice
from rhetoric.progress import Progress
from rhetoric.records import Analysis, Notice, Run, Span, Speaker
from rhetoric.speakers import ExclusiveDiarizer, SpeakerSegment
from rhetoric.speakers.assign import Louder, assign
from rhetoric.speakers.channels import Heard, hear_channels
from rhetoric.speakers.choose import make_diarizer
from rhetoric.speakers.count import parse_count
from rhetoric.speakers.dvector import DvectorDiarizer
from rhetoric.speakers.library import named_voices, stamped
from rhetoric.speakers.prints import VOICES, save_prints


def separate(
    analysis: Analysis,
    options: Options,
    *,
    audio: Audio | None,
    stated: Sequence[SpeakerSegment],
    progress: Progress,
    keep: Path | None = None,
) -> Analysis:
    """Return `analysis` with its words given to speakers.

    In this order: an RTTM file, times `stated` by the user (segments by name), labels that came with the
    transcript, the channels of `audio` where each has a speaker of its own, voices in it. Where none of these
    serves, a notice says that speakers are not separated. What was heard of voices is put into the folder `keep`.

    Raises
    ------
    ConfigError
        If segments are given for a transcript without times.
    """
    if options.rttm is not None:
        return _by_rttm(analysis, options.rttm)
    if stated:
        return _by_statement(analysis, stated)
    if any(turn.speaker is not None for turn in analysis.transcript.turns):
        return analysis
    count = parse_count(options.speakers)
    if audio is None or count.off or not analysis.transcript.words:
        return _not_separated(analysis)
    progress.stage("separating speakers")
    if audio.sides and count.lowest <= 2 <= (count.highest or 2):
        heard = hear_channels(audio)
        if heard.both if options.channels == "auto" else heard.segments:
            return _by_channel(analysis, audio, heard)
    return _by_voice(analysis, audio, options, keep)


def _by_rttm(analysis: Analysis, path: Path) -> Analysis:
    segments = read_rttm(path)
    run = Run("speakers", "rttm", __version__, input_sha256=sha256_file(path))
    return _assigned(analysis, segments, run)


def _by_statement(analysis: Analysis, stated: Sequence[SpeakerSegment]) -> Analysis:
    ids = {name: f"S{number}" for number, name in enumerate(dict.fromkeys(part.speaker for part in stated), 1)}
    segments = [replace(part, speaker=ids[part.speaker]) for part in stated]
    named = _assigned(analysis, segments, Run("speakers", "sidecar", __version__))
    names = {speaker: name for name, speaker in ids.items()}
    return replace(named, speakers=tuple(Speaker(one.id, names[one.id]) for one in named.speakers))


def _by_voice(analysis: Analysis, audio: Audio, options: Options, keep: Path | None) -> Analysis:
    exclusive: tuple[SpeakerSegment, ...] = ()
    engine = make_diarizer(options.diarizer, parse_count(options.speakers), options.threads)
    if isinstance(engine, DvectorDiarizer):
        prints = engine.hear_long(audio.window, audio.duration)
        if keep is not None and prints.windows:
            save_prints(prints, keep / VOICES, recording_sha256=audio.recording.sha256)
        segments = engine.group(prints)
        known = named_voices(prints, segments, options.voices)
    elif options.voices is not None:
        raise ConfigError(
            f"--voices goes with the engine dvector, but the engine is {options.diarizer!r}",
            "leave one of them out",
        )
    elif isinstance(engine, ExclusiveDiarizer):
        known = {}
        segments, exclusive = engine.diarize_both(audio.window(Span(0, audio.duration)))
    else:
        known = {}
        segments = engine.diarize(audio.window(Span(0, audio.duration)))
    run = stamped(replace(engine.provenance(), input_sha256=audio.recording.sha256), options.voices)
    if not segments:
        return _not_separated(analysis)
    assigned = _assigned(analysis, segments, run, exclusive)
    return replace(
        assigned, speakers=tuple(replace(one, name=known.get(one.id, one.name)) for one in assigned.speakers)
    )


def _by_channel(analysis: Analysis, audio: Audio, heard: Heard) -> Analysis:
    detail = ", ".join(f"{name} {ms / 1000:.1f} s" for name, ms in heard.shares())
    run = Run("speakers", "channels", __version__, {"channels": 2}, input_sha256=audio.recording.sha256)
    by_channel = _assigned(analysis, heard.segments, run, louder=heard.louder)
    noted = with_notice(by_channel.transcript, Notice("speakers_by_channel", detail))
    return replace(by_channel, transcript=noted)


def _assigned(
    analysis: Analysis,
    segments: Sequence[SpeakerSegment],
    run: Run,
    exclusive: Sequence[SpeakerSegment] = (),
    louder: Louder | None = None,
) -> Analysis:
    if analysis.transcript.words and not analysis.transcript.timed:
        raise ConfigError(
            "speakers are given by time, but the transcript has no times",
            "give the recording as well (--transcript FILE beside it), or a timed transcript",
        )
    transcript, speakers = assign(analysis.transcript, segments, exclusive, louder)
    return replace(analysis, transcript=transcript, speakers=speakers, runs=(*analysis.runs, run))


def _not_separated(analysis: Analysis) -> Analysis:
    if not analysis.transcript.words:
        return analysis
    return replace(analysis, transcript=with_notice(analysis.transcript, Notice("speakers_not_separated")))

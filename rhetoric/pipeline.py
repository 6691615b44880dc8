"""The stages in order: load (hear or read), then annotate (themes, devices); each stamps its provenance."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rhetoric import vad
from rhetoric.audience.stage import with_reactions
from rhetoric.audio import Audio, decode, is_media
from rhetoric.config import Options
from rhetoric.delivery.stage import with_delivery
from rhetoric.delivery.views import fitting
from rhetoric.devices.actors import read_actors
from rhetoric.devices.codebook import load as load_codebook
from rhetoric.devices.learned.shipped import model_for
from rhetoric.devices.notes import device_notes
from rhetoric.devices.tagger import RuleTagger
from rhetoric.errors import ConfigError, InputError
from rhetoric.formats import read_text, read_transcript
from rhetoric.formats.rttm import read_rttm
from rhetoric.formats.sidecar import Sidecar, apply_sidecar, read_sidecar
from rhetoric.language import normalise
from rhetoric.notices import sentence, with_notice
from rhetoric.progress import SILENCE, Progress
from rhetoric.projection.record.reading import read_record
from rhetoric.projection.stage import STAGE, Means, with_own_acts, with_projections
from rhetoric.records import Analysis, Annotation, Gap, Notice, Run, Theme, Transcript
from rhetoric.rescore.stage import check_rescorer, rescore_candidates
from rhetoric.speakers.choose import check_diarizer
from rhetoric.speakers.count import parse_count
from rhetoric.speakers.library import read_library
from rhetoric.speakers.names import parse_names, rename
from rhetoric.speakers.separate import separate
from rhetoric.themes.choose import parse_theme_names, rename_themes, theme_model
from rhetoric.transcribe.assemble import assemble
from rhetoric.transcribe.engines import MULTI, read_glossary
from rhetoric.transcribe.forecast import parse_time
from rhetoric.transcribe.layers import with_translation
from rhetoric.transcribe.listen import listen
from rhetoric.transcribe.official import join_recording
from rhetoric.transcribe.risk import inherited, on_sound_words, rated, read_rules, unsupported_by


def analyze_file(
    path: Path, options: Options, *, progress: Progress = SILENCE, keep: Path | None = None
) -> Analysis:
    """Run every stage on one recording or transcript.

    Parameters
    ----------
    path
        Audio, video, a transcript in any format read, or an earlier analysis.json.
    options
        What the user chose.
    progress
        Listens to the stages.
    keep
        Folder in which finished passages of a transcription are kept until it is complete, so that an
        interrupted run goes on where it stopped; nothing is kept without one.

    Raises
    ------
    RhetoricError
        If the file cannot be read, decoded or transcribed with what is on this machine.
    """
    if options.codebook is not None:
        load_codebook(options.codebook)  # a fault in it shows before hours of transcription
    if options.actors is not None:
        read_actors(options.actors)
    if options.record is not None:
        read_record(options.record, acts=load_codebook(options.codebook).taxonomy.ids)
    check_rescorer(options)
    return annotate(load(path, options, progress=progress, keep=keep), options, progress=progress)


def load(path: Path, options: Options, *, progress: Progress = SILENCE, keep: Path | None = None) -> Analysis:
    """Return what was said by whom: hear a recording, or read a transcript or an earlier analysis."""
    if not path.is_file():
        raise InputError(f"{path} is not a file", "give a recording, a transcript or an analysis.json")
    _check_early(options)
    options = replace(options, language=_language(options.language))
    sidecar = _sidecar_of(path)
    if options.language == "auto" and sidecar.language:
        options = replace(options, language=sidecar.language)
    if is_media(path):
        analysis = _hear(path, options, sidecar, progress=progress, keep=keep)
    else:
        analysis = _read(path, options, sidecar, progress=progress)
    for notice in analysis.transcript.notices:
        if notice.code != "draft_transcript":  # said before the draft was made
            progress.say(sentence(notice, "en"))
    analysis = apply_sidecar(analysis, sidecar)
    return replace(analysis, speakers=rename(analysis.speakers, parse_names(options.names)))


def annotate(analysis: Analysis, options: Options, *, progress: Progress = SILENCE) -> Analysis:
    """Cut `analysis` into themes and tag its devices; what machines found there before is replaced."""
    analysis = fitting(analysis)
    transcript = analysis.transcript
    progress.stage("themes")
    model = theme_model(options.themes, topics=options.topics)
    themes = rename_themes(model.segment(transcript), parse_theme_names(options.theme_names))
    progress.stage("devices")
    codebook = load_codebook(options.codebook)
    actors = read_actors(options.actors) if options.actors else ()
    tagger = RuleTagger(
        codebook,
        actors=actors,
        home=analysis.recording.country if analysis.recording else None,
        homes={speaker.id: speaker.country for speaker in analysis.speakers if speaker.country},
        sides={speaker.id: speaker.side for speaker in analysis.speakers if speaker.side},
        model=model_for(codebook),
    )
    if transcript.language not in codebook.languages and transcript.words:
        unsupported = Notice("language_unsupported", transcript.language)
        progress.say(sentence(unsupported, "en"))
        transcript = with_notice(transcript, unsupported)
    judged = tagger.judge(transcript)
    decided = unsupported_by(tagger.decided(judged), transcript)
    found, rescored = rescore_candidates(decided, transcript, options, devices=codebook.devices, progress=progress)
    human = tuple(note for note in analysis.annotations if note.source.kind == "human")
    kept = _without(analysis.runs, {"themes", "devices", "rescore", STAGE})
    runs = (*kept, model.provenance(), tagger.provenance(), *rescored)
    notes = (*_within(themes, found), *_within(themes, human))
    tagged = replace(
        analysis, transcript=transcript, themes=themes, annotations=notes, runs=runs, accusations=(), own_acts=(),
        projections=(),
    )  # fmt: skip
    means = Means(
        codebook, actors, read_record(options.record, acts=codebook.taxonomy.ids) if options.record else None
    )
    paired = with_projections(on_sound_words(with_own_acts(tagged, judged, codebook.taxonomy)), means)
    notes = inherited(unsupported_by(paired.annotations, transcript), transcript)
    return replace(paired, annotations=notes, devices=device_notes(notes, codebook, analysis.devices))


def tag_text(text: str, language: str | None = None) -> Analysis:
    """Return the analysis of a text, "NAME:" labels and audience marks understood as in a .txt file."""
    known = None if language is None else _language(language)
    return annotate(read_text(text, language=None if known == "auto" else known), Options())


def _language(name: str) -> str:
    """Return "auto" or the plain code of a language ("es-MX", "Spanish" → "es")."""
    code = normalise(name)
    if not re.fullmatch(r"[a-z]{2,3}|auto|multi", code):
        raise ConfigError(f"language is {name!r}, no language code", "write a code such as en or es, or auto")
    return code


def _check_early(options: Options) -> None:
    """Refuse what a later stage could not use before the work of the earlier ones is done."""
    parse_count(options.speakers)
    check_diarizer(options.diarizer)
    if options.voices is not None:
        read_library(options.voices)
    parse_names(options.names)
    parse_theme_names(options.theme_names)
    theme_model(options.themes, topics=options.topics)
    read_glossary(options.glossary)
    read_rules(options.risk)
    if options.rttm is not None:
        read_rttm(options.rttm)
    if options.until is not None:
        parse_time(options.until)


def _sidecar_of(path: Path) -> Sidecar:
    for suffix in (".yaml", ".yml"):
        if (beside := path.with_suffix(suffix)).is_file():
            return read_sidecar(beside)
    return Sidecar()


def _read(path: Path, options: Options, sidecar: Sidecar, *, progress: Progress) -> Analysis:
    if options.transcript is not None:
        raise ConfigError(
            f"--transcript goes with a recording, but {path} is a transcript", "give the recording as the input"
        )
    progress.stage("reading")
    analysis = read_transcript(path, language=None if options.language in {"auto", MULTI} else options.language)
    length = analysis.recording.duration if analysis.recording else 0
    return separate(analysis, options, audio=None, stated=sidecar.segments(length), progress=progress)


def _hear(path: Path, options: Options, sidecar: Sidecar, *, progress: Progress, keep: Path | None) -> Analysis:
    official = None
    if options.transcript is not None:
        official = read_transcript(
            options.transcript, language=None if options.language in {"auto", MULTI} else options.language
        )
    with TemporaryDirectory(prefix="rhetoric-", ignore_cleanup_errors=True) as scratch:
        progress.stage("decoding")
        audio = decode(path, Path(scratch), progress=progress.reach, channels=options.channels)
        progress.stage("finding speech")
        speech = vad.speech(audio)
        if official is not None:
            analysis = join_recording(official, audio, speech, options, progress=progress, keep=keep)
        elif speech:
            heard = listen(audio, speech, options, progress=progress, keep=keep)
            transcript = with_translation(assemble(heard.passages, notices=heard.notices), heard.translation)
            transcript = replace(transcript, gaps=heard.coverage.gaps)
            analysis = Analysis(transcript, audio.recording, runs=(heard.run,))
        else:
            language = "und" if options.language in {"auto", MULTI} else options.language
            analysis = Analysis(Transcript("", language), audio.recording)
        silent = () if speech else (Notice("no_speech"),)
        analysis = _with_notices(analysis, (*silent, *audio.notices))
        analysis = replace(analysis, transcript=replace(analysis.transcript, gaps=_gaps(analysis, audio)))
        if options.audience:
            analysis = with_reactions(analysis, audio, speech, progress)
        stated = sidecar.segments(audio.duration)
        analysis = separate(analysis, options, audio=audio, stated=stated, progress=progress, keep=keep)
        if official is None:
            analysis = rated(analysis, options.risk)
        return with_delivery(analysis, audio, progress) if options.delivery else analysis


def _gaps(analysis: Analysis, audio: Audio) -> tuple[Gap, ...]:
    """Return the stretches that gave no words: undecodable ones, and speech that was lost."""
    lost = () if analysis.transcript.gaps == audio.gaps else analysis.transcript.gaps
    return tuple(sorted({*audio.gaps, *lost}, key=lambda gap: (gap.time, gap.reason)))


def _with_notices(analysis: Analysis, notices: Sequence[Notice]) -> Analysis:
    transcript = analysis.transcript
    for notice in notices:
        transcript = with_notice(transcript, notice)
    return replace(analysis, transcript=transcript)


def _without(runs: Iterable[Run], stages: set[str]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.stage not in stages)


def _within(themes: Sequence[Theme], notes: Iterable[Annotation]) -> Iterable[Annotation]:
    """Give each annotation the theme in which it begins."""
    for note in notes:
        start = note.parts[0].start
        place = next(
            (theme.id for theme in themes if any(part.start <= start < part.end for part in theme.parts)), None
        )
        yield replace(note, theme=place)

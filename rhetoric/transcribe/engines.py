"""Choosing the recogniser: Whisper where its weights are or may be fetched, else a draft if one is possible."""

from collections.abc import Callable
from pathlib import Path

from rhetoric import weights
from rhetoric.config import Options
from rhetoric.devices.actors import read_actors
from rhetoric.errors import ConfigError, InputError, ModelUnavailableError
from rhetoric.progress import Progress
from rhetoric.transcribe import Transcriber
from rhetoric.transcribe.sphinx import SphinxOptions, SphinxTranscriber
from rhetoric.transcribe.whisper import WhisperOptions, WhisperTranscriber, model_name

MULTI = "multi"  # the language of a recording in several
DRAFT_LANGUAGE = "en"  # the only language whose acoustic model comes inside a package


def whisper_options(options: Options) -> WhisperOptions:
    """Return what Whisper is asked to do under these options."""
    return WhisperOptions(
        model=options.model,
        language=None if options.language in {"auto", MULTI} else options.language,
        compute=options.compute,  # type: ignore[arg-type]  # checked by Options
        beam=options.beam,
        glossary=hotwords(options),
        threads=options.threads,
        batch=options.batch,
        multilingual=options.language == MULTI,
    )


def hotwords(options: Options) -> tuple[str, ...]:
    """Return the names to listen for: those of the glossary, then those of the actors file."""
    actors = read_actors(options.actors) if options.actors is not None else ()
    named = (name for actor in actors for name in (actor.name, *actor.aliases))
    return tuple(dict.fromkeys((*read_glossary(options.glossary), *named)))


def read_glossary(path: Path | None) -> tuple[str, ...]:
    """Return the names of a glossary file, one a line; lines that begin with # are remarks.

    Raises
    ------
    InputError
        If the file cannot be read as UTF-8 text.
    """
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"the glossary {path} cannot be read: {error}", "give a UTF-8 text file, a name a line"
        ) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def find_whisper(options: Options, progress: Progress) -> Path | None:
    """Return the folder of the Whisper weights to use, or None where a draft must do.

    The network is opened only after `--fetch` or a yes on the terminal.

    Raises
    ------
    ModelUnavailableError
        If there are no weights and no draft is possible: another language, or Whisper was asked for.
    """
    if options.asr == "sphinx":
        return None
    name = model_name(whisper_options(options))
    try:
        return weights.find(name)
    except ModelUnavailableError as error:
        if _may_fetch(name, options, progress):
            progress.stage(f"fetching {name}")
            return weights.fetch(name)
        if options.asr == "auto" and options.language == DRAFT_LANGUAGE:
            return None
        raise ModelUnavailableError(f"{error.message}{_why_no_draft(options)}", error.hint) from error


def make_engine(options: Options, folder: Path | None, on_progress: Callable[[int], None]) -> Transcriber:
    """Build the recogniser: Whisper on the weights in `folder`, or the draft engine where that is None.

    Raises
    ------
    ConfigError
        If a draft is asked for in a language other than English.
    """
    if folder is not None:
        return WhisperTranscriber(whisper_options(options), folder, on_progress=on_progress)
    if options.language != DRAFT_LANGUAGE:
        raise ConfigError(
            f"the draft recogniser hears English only, but the language is {options.language!r}",
            "say --language en if the recording is in English, or use Whisper: rhetoric models fetch small",
        )
    return SphinxTranscriber(SphinxOptions(), on_progress=on_progress)


def _why_no_draft(options: Options) -> str:
    if options.asr == "whisper":
        return ""
    if options.language == "auto":
        return ", and a draft can be made only where --language en says that the recording is in English"
    return f", and without them only English can be heard, not {options.language!r}"


def _may_fetch(name: str, options: Options, progress: Progress) -> bool:
    known = next((entry for entry in weights.manifest() if name in {entry.name, *entry.aliases}), None)
    if known is None or known.repo is None:
        return False
    return options.fetch or progress.ask(f"download {known.name}, {known.size_mb} MB?")

"""From what a user names (files, folders, globs) to the speeches meant, one job each."""

import glob
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rhetoric.errors import InputError

MEDIA_SUFFIXES = frozenset(
    ".aac .aif .aiff .amr .au .avi .caf .flac .m4a .m4b .mka .mkv .mov .mp2 .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv "
    ".opus .ts .wav .webm .wma .wmv".split()
)
# Best source of words and times first: a folder may hold one speech in several of them.
TRANSCRIPT_SUFFIXES = (".vtt", ".srt", ".json", ".docx", ".html", ".htm", ".txt")


@dataclass(frozen=True, slots=True)
class Job:
    """One speech to analyse: its file, the transcript that goes with it, and the name of its results."""

    path: Path
    name: str
    transcript: Path | None = None


def find_jobs(inputs: Sequence[str]) -> tuple[Job, ...]:
    """Return the speeches meant by `inputs`, in order, each with a name of its own.

    In a folder, files with the same stem are one speech: the recording, joined with the best transcript
    beside it. A file named outright is a speech of its own. Folders are not searched below their first level.

    Raises
    ------
    InputError
        If an input does not exist, or holds nothing to analyse.
    """
    jobs: list[tuple[Path, Path | None]] = []
    for text in inputs:
        jobs.extend(_jobs_of(text))
    return tuple(_named(dict.fromkeys(jobs)))


def _jobs_of(text: str) -> list[tuple[Path, Path | None]]:
    path = Path(text)
    if path.is_dir():
        return _jobs_in(path)
    if path.exists():
        return [(path, None)]
    matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 (Path.glob refuses absolute patterns)
    if not matches:
        raise InputError(f"{text} does not exist", "give a recording, a transcript, a folder or a glob")
    return [(match, None) for match in map(Path, matches) if match.is_file() and _fits(match)]


def _jobs_in(folder: Path) -> list[tuple[Path, Path | None]]:
    stems: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(".") and _fits(path):
            stems.setdefault(path.stem, []).append(path)
    if not stems:
        raise InputError(f"{folder} holds no recording and no transcript", "see the README for the formats read")
    return [_one_speech(paths) for paths in stems.values()]


def _one_speech(paths: Sequence[Path]) -> tuple[Path, Path | None]:
    media = [path for path in paths if path.suffix.lower() in MEDIA_SUFFIXES]
    texts = sorted(
        (path for path in paths if path not in media),
        key=lambda path: TRANSCRIPT_SUFFIXES.index(path.suffix.lower()),
    )
    if not media:
        return texts[0], None
    return media[0], texts[0] if texts else None


def _fits(path: Path) -> bool:
    return path.suffix.lower() in MEDIA_SUFFIXES or path.suffix.lower() in TRANSCRIPT_SUFFIXES


def _named(jobs: Iterable[tuple[Path, Path | None]]) -> list[Job]:
    """Give each job the stem of its file, numbered where two would share a folder of results."""
    taken: set[str] = set()
    named = []
    for path, transcript in jobs:
        base = path.parent.name if path.name == "analysis.json" else path.stem
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        named.append(Job(path, name, transcript))
    return named

"""Reading codings of any known form: a file, or a folder of files."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from rhetoric.errors import FormatError, InputError
from rhetoric.evaluate import brat, jsonl, webanno
from rhetoric.evaluate.gold import CodedPassage, Gold
from rhetoric.evaluate.schemes import coded_devices, joint_labels

_SUFFIXES = (".jsonl", ".tsv", ".ann")


def read_gold(path: Path, *, coded: Collection[str] = (), language: str | None = None) -> Gold:
    """Read coded passages.

    Parameters
    ----------
    path
        A .jsonl file, a WebAnno .tsv, a brat .ann with its .txt, or a folder of any of them.
    coded
        The devices the coders looked for; if left out, what the file says or its scheme implies.
    language
        Language of WebAnno and brat texts; guessed if left out.

    Raises
    ------
    InputError
        If there is nothing to read.
    FormatError
        If a file breaks the rules of its format.
    """
    lines: list[CodedPassage] = []
    documents: list[CodedPassage] = []
    for one in files(path):
        group = lines if one.suffix == ".jsonl" else documents
        group.extend(read_passages(one, coded=coded, language=language))
    passages = (*lines, *(documents if coded else _one_coding(documents)))
    if not passages:
        raise InputError(f"{path} holds no coded passage", "give .jsonl, WebAnno .tsv or brat .ann files")
    return Gold(passages, joint_labels())


def read_passages(
    path: Path, *, coded: Collection[str] = (), language: str | None = None
) -> tuple[CodedPassage, ...]:
    """Read the passages of one file."""
    if path.suffix == ".tsv":
        return webanno.read(path, coded=coded, language=language)
    if path.suffix == ".ann":
        return brat.read(path, coded=coded, language=language)
    if path.suffix == ".jsonl":
        return jsonl.read(path, coded=coded)
    raise FormatError(f"{path} is no coding this program reads", f"give a file in {', '.join(_SUFFIXES)}")


def files(path: Path) -> tuple[Path, ...]:
    """Return the coding files meant by `path`, in order."""
    if path.is_dir():
        return tuple(one for one in sorted(path.iterdir()) if one.suffix in _SUFFIXES and one.is_file())
    if not path.is_file():
        raise InputError(f"{path} does not exist", "give a coding file or a folder of them")
    return (path,)


def _one_coding(passages: list[CodedPassage]) -> list[CodedPassage]:
    """Take the documents of a folder as one coding: what is labelled in one was looked for in all."""
    devices = coded_devices({label.device for passage in passages for label in passage.labels})
    return [replace(passage, coded=devices) for passage in passages]

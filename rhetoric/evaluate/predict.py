"""What a tagger says about coded passages: by running it, or from files it wrote."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from rhetoric.errors import FormatError, InputError
from rhetoric.evaluate import jsonl
from rhetoric.evaluate.gold import CodedPassage, Gold, Label
from rhetoric.formats.encoding import read_file
from rhetoric.formats.rhetoric_json import loads
from rhetoric.records import Analysis, Annotation, Slot, Source, Span, Transcript, Turn, quote_at

Predictions = Mapping[str, tuple[Annotation, ...]]  # by passage id


class Tags(Protocol):
    """Anything that tags a transcript."""

    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
        """Return the annotations of a transcript."""
        ...


class HomeTags(Tags, Protocol):
    """A tagger that can be told which country is home."""

    def at_home(self, country: str | None) -> Tags:
        """Return the tagger for speakers of a country; None lets the words tell."""
        ...


def run(tagger: HomeTags, gold: Gold) -> Predictions:
    """Tag every passage of the gold, with the gold's sentences and the home it states."""
    return {
        passage.id: (tagger.at_home(passage.home) if passage.home else tagger).tag(transcript_of(passage))
        for passage in gold.passages
    }


def transcript_of(passage: CodedPassage) -> Transcript:
    """Return a passage as a transcript of one turn."""
    turns = (Turn(None, Span(0, len(passage.text))),) if passage.text else ()
    return Transcript(passage.text, passage.language, sentences=passage.sentences, turns=turns)


def read_predictions(path: Path, gold: Gold) -> Predictions:
    """Read predictions for the passages of the gold: .jsonl as the gold's, or analyses matched by name.

    An analysis belongs to the passage whose id is its folder's name or its recording's name without suffix; the
    passage's text must occur in its transcript, whole or as a part.

    Raises
    ------
    InputError
        If a passage has no prediction.
    FormatError
        If a prediction's text is another one.
    """
    by_id = {passage.id: passage for passage in gold.passages}
    found: dict[str, tuple[Annotation, ...]] = {}
    if path.is_file() and path.suffix == ".jsonl":
        for passage in jsonl.read(path):
            if passage.id in by_id:
                found[passage.id] = _labelled(passage, by_id[passage.id])
    else:
        for file in _analyses(path):
            analysis = loads(read_file(file), where=str(file))
            for passage in (by_id[name] for name in _names(file, analysis) if name in by_id):
                found[passage.id] = _moved(analysis, passage, str(file))
    missing = sorted(set(by_id) - set(found))
    if missing:
        raise InputError(
            f"{path} has no prediction for {len(missing)} of {len(by_id)} passages, the first {missing[0]!r}",
            "name each analysis's folder after its passage's id, or give a .jsonl with the ids",
        )
    return found


def _analyses(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise InputError(f"{path} does not exist", "give a .jsonl, an analysis.json or a folder of analyses")
    return tuple(sorted({*path.glob("*/analysis.json"), *path.glob("*.json")}))


def _names(file: Path, analysis: Analysis) -> tuple[str, ...]:
    recorded = (Path(analysis.recording.name).stem,) if analysis.recording else ()
    return tuple(dict.fromkeys((file.parent.name, file.stem, *recorded)))


def _moved(analysis: Analysis, passage: CodedPassage, where: str) -> tuple[Annotation, ...]:
    text = analysis.transcript.text
    start = text.find(passage.text)
    if start < 0 or not passage.text:
        raise FormatError(
            f"{where} does not hold the text of passage {passage.id!r}", "tag the gold's own text, unchanged"
        )
    end = start + len(passage.text)
    return tuple(
        replace(
            note, parts=parts, quote=quote_at(passage.text, parts), slots=_without_place(note.slots), evidence=()
        )
        for note in analysis.annotations
        if (parts := _within(note.parts, start, end))
    )


def _within(parts: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    cut = (Span(max(part.start, start) - start, min(part.end, end) - start) for part in parts)
    return tuple(part for part in cut if part.length > 0)


def _labelled(found: CodedPassage, wanted: CodedPassage) -> tuple[Annotation, ...]:
    if found.text != wanted.text:
        raise FormatError(
            f"the prediction for {wanted.id!r} has another text than the gold",
            "tag the gold's own text, unchanged",
        )
    return tuple(_from_label(label, found.text) for label in found.labels)


def _without_place(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return the slots without their characters, which count in another text."""
    return tuple(replace(slot, chars=None) for slot in slots)


def _from_label(label: Label, text: str) -> Annotation:
    return Annotation(
        "",
        label.device,
        (label.span,),
        label.span.slice(text),
        label.decision,
        Source("model", "predictions"),
        score=label.score,
        slots=(Slot("ACT", label.act),) if label.act else (),
    )

"""Small codings for tests, of an invented valley."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rhetoric.evaluate.gold import CodedPassage, Label
from rhetoric.records import Annotation, Decision, Slot, Source, Span

TEXT = "We built the bridge. They stole the mill! Who pays for it? The river is high."
SENTENCES = (Span(0, 20), Span(21, 41), Span(42, 58), Span(59, 77))
DEVICES = frozenset({"accusation", "rhetorical_question", "anaphora"})


def at(quote: str, text: str = TEXT) -> Span:
    """Return where a quote stands."""
    start = text.index(quote)
    return Span(start, start + len(quote))


def label(device: str, quote: str, **more: object) -> Label:
    """Return a label on a quote of the text."""
    return Label(device, at(quote), **more)  # type: ignore[arg-type] - a mixed bag


def passage(*labels: Label, name: str = "mill@1", **more: object) -> CodedPassage:
    """Return the text as coded."""
    fields: dict[str, object] = {"speech": name.partition("@")[0], "coded": DEVICES, **more}
    return CodedPassage(name, "en", TEXT, SENTENCES, labels, **fields)  # type: ignore[arg-type] - a mixed bag


def note(
    device: str, quote: str, decision: Decision = "tag", *, score: float | None = None, act: str = ""
) -> Annotation:
    """Return an annotation on a quote of the text."""
    slots = (Slot("ACT", act),) if act else ()
    source = Source("rule", "test")
    return Annotation("", device, (at(quote),), quote, decision, source, score=score, slots=slots)


def line(labels: Sequence[Mapping[str, object]], **more: object) -> str:
    """Return a passage as a JSON line."""
    tree = {
        "id": "mill@1",
        "language": "en",
        "text": TEXT,
        "sentences": [list(span) for span in SENTENCES],
        "labels": labels,
        **more,
    }
    return json.dumps(tree, ensure_ascii=False)


def mark(device: str, quote: str, **more: object) -> dict[str, object]:
    """Return a label as it stands in a JSON line."""
    start, end = at(quote)
    return {"device": device, "start": start, "end": end, **more}


def write(path: Path, *lines: str) -> Path:
    """Write lines to a file and return it."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

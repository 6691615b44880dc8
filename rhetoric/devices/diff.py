"""What a changed codebook does to analyses: tags added and lost, decisions and named acts that change."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rhetoric.devices.accusations import DEVICE as ACCUSATION
from rhetoric.devices.accusations import act_of
from rhetoric.devices.actors import Actor
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.learned.shipped import model_for
from rhetoric.devices.tagger import RuleTagger
from rhetoric.records import Analysis, Annotation

Change = Literal["added", "lost", "decision", "act"]
_SECOND = 1000  # ms
_TITLES = {"added": "added", "lost": "lost", "decision": "decision changed", "act": "act changed"}
_KINDS: tuple[Change, ...] = ("added", "lost", "decision", "act")


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation that differs: in its decision (None: nothing is found there), or in the act it names."""

    analysis: str
    change: Change
    device: str
    before: str | None
    after: str | None
    sentence: int  # from 1
    time: int | None  # ms
    quote: str


@dataclass(frozen=True, slots=True)
class Diff:
    """Two codebooks compared on some analyses, whose names and languages are in `analyses`."""

    first: str
    second: str
    analyses: tuple[str, ...]
    rows: tuple[Row, ...]

    def count(self, change: Change, analysis: str | None = None) -> int:
        """Return how many rows are of a kind, in one analysis or in all."""
        return sum(row.change == change and analysis in (None, row.analysis) for row in self.rows)


def compare(
    named: Iterable[tuple[str, Analysis]], first: Codebook, second: Codebook, *, actors: Sequence[Actor] = ()
) -> Diff:
    """Tag each transcript by both codebooks; a tag is the same if device and first part's sentence are.

    Parameters
    ----------
    named
        Analyses with the name each is shown under; what they hold as annotations is not used.
    first, second
        The codebook before and after.
    actors
        Who is on which side.
    """
    taggers = tuple(RuleTagger(book, actors=actors, model=model_for(book)) for book in (first, second))
    names: list[str] = []
    rows: list[Row] = []
    for name, analysis in named:
        names.append(name)
        before, after = (
            _by_place(_at_home(tagger, analysis).tag(analysis.transcript), analysis) for tagger in taggers
        )
        language = analysis.transcript.language
        for place in sorted(before.keys() | after.keys()):
            old, new = before.get(place), after.get(place)
            acts = (_act(old, language, first), _act(new, language, second))
            rows += _rows(name, place, (old, new), acts)
    return Diff(_title(first), _title(second), tuple(names), tuple(rows))


def _at_home(tagger: RuleTagger, analysis: Analysis) -> RuleTagger:
    country = analysis.recording.country if analysis.recording else None
    homes = {speaker.id: speaker.country for speaker in analysis.speakers if speaker.country}
    return tagger.at_home(country, homes=homes)


def _by_place(notes: Iterable[Annotation], analysis: Analysis) -> dict[tuple[int, str], Annotation]:
    """Return the best annotation of a device in a sentence, by the sentence's number and the device."""
    found: dict[tuple[int, str], Annotation] = {}
    sentences = analysis.transcript.sentences
    for note in notes:
        start = note.parts[0].start
        number = next((at for at, span in enumerate(sentences, 1) if start < span.end), len(sentences))
        held = found.get((number, note.device))
        if held is None or (held.decision, note.decision) == ("candidate", "tag"):
            found[number, note.device] = note
    return found


def _act(note: Annotation | None, language: str, codebook: Codebook) -> str | None:
    named = note if note and note.device == ACCUSATION else None
    return act_of(named, language, codebook.taxonomy) if named else None


def _rows(
    name: str,
    place: tuple[int, str],
    notes: tuple[Annotation | None, Annotation | None],
    acts: tuple[str | None, str | None],
) -> Iterator[Row]:
    before, after = notes
    shown = after or before
    if shown is None:
        return
    time = shown.time.start if shown.time else None
    decisions = (before.decision if before else None, after.decision if after else None)
    change: Change = "added" if before is None else "lost" if after is None else "decision"
    if decisions[0] != decisions[1]:
        yield Row(name, change, shown.device, *decisions, place[0], time, shown.quote)
    if before and after and acts[0] != acts[1]:
        yield Row(name, "act", shown.device, *acts, place[0], time, shown.quote)


def _title(codebook: Codebook) -> str:
    return f"{codebook.name} {codebook.version} (sha256 {codebook.sha256[:12]})"


def to_json(diff: Diff) -> str:
    """Return the comparison as JSON; times are in ms."""
    tree = {
        "a": diff.first,
        "b": diff.second,
        "totals": {kind: diff.count(kind) for kind in _KINDS},
        "analyses": [
            {
                "name": name,
                "changes": [
                    {key: getattr(row, key) for key in
                     ("change", "device", "before", "after", "sentence", "time", "quote")}
                    for row in diff.rows if row.analysis == name
                ],
            }
            for name in diff.analyses
        ],
    }  # fmt: skip
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def to_markdown(diff: Diff) -> str:
    """Return the comparison as a Markdown page: totals, then a table per analysis."""
    return "\n".join(_page(diff)) + "\n"


def _page(diff: Diff) -> Iterator[str]:
    yield f"# {_cell(diff.first)} → {_cell(diff.second)}"
    yield ""
    yield f"{_total(diff, None)}; {len(diff.analyses)} analyses compared."
    yield ""
    yield "Marks how something is said, not whether it is true."
    for name in diff.analyses:
        rows = [row for row in diff.rows if row.analysis == name]
        yield ""
        yield f"## {_cell(name)}"
        yield ""
        yield f"{_total(diff, name)}."
        if rows:
            yield ""
            yield "| change | device | before | after | sentence | time | quote |"
            yield "|---|---|---|---|---:|---:|---|"
        for row in rows:
            time = "" if row.time is None else f"{row.time / _SECOND:.1f} s"
            cells = (
                _TITLES[row.change],
                row.device,
                _meant(row, row.before),
                _meant(row, row.after),
                str(row.sentence),
                time,
            )
            yield f"| {' | '.join((*cells, _cell(row.quote)))} |"


def _total(diff: Diff, name: str | None) -> str:
    added, lost, changed, acts = (diff.count(kind, name) for kind in _KINDS)
    return f"{added} added, {lost} lost, {changed} with another decision" + (
        f", {acts} with another act" if acts else ""
    )


def _meant(row: Row, value: str | None) -> str:
    return (value or "none") if row.change == "act" else (value or "nothing")


def _cell(text: str) -> str:
    """Return a text for one cell: on one line, nothing in it taken for markup."""
    marks = {"|": "\\|", "<": "&lt;", "&": "&amp;", "`": "\\`", "[": "\\[", "*": "\\*", "_": "\\_"}
    return "".join(marks.get(char, char) for char in " ".join(text.split()))

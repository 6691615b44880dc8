"""Anaphora, epiphora and symploce: the same words open or close successive units (Lausberg; Fahnestock 2011).

A run has three members or more, or two where the repeated words hold three content words; at most one unit
stands between members, more only inside a sentence. Two neighbouring sentences that open with the speaker's "I"
or "we" and its verb, as coders mark them, are a candidate at most. One word alone repeats by chance, unless it
carries content. Closing words count at the ends of short units in a row. Left out: disfluency ("I, I think"),
procedure ("The clerk will read item one"), chants (the whole unit repeated), speakers' names before their words,
runs across speakers.
"""

from collections.abc import Iterator, Sequence

from rhetoric.devices.document import Candidate
from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.figures.purpose import on_purpose
from rhetoric.devices.figures.runs import (
    Run,
    common_closing,
    common_opening,
    content_words,
    cut_at_openings,
    extend,
)
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Evidence, Slot, Span

_FEWEST = 3
_DOUBTFUL = 0.6


def find(flow: Flow, lists: Grammar) -> Iterator[Candidate]:
    """Yield one candidate per run, symploce where a run opens and closes alike."""
    taken: set[int] = set()
    for depth in (Break.SENTENCE, Break.PHRASE):
        units = flow.units(depth, lists)
        if depth == Break.PHRASE:
            units = tuple(cut_at_openings(flow, lists, units))
        opening = [run for run in _runs(flow, lists, units, opening=True) if not _touches(run, taken)]
        taken.update(index for run in opening for unit in run.units for index in range(*run.part(unit)))
        closing = [run for run in _runs(flow, lists, units, opening=False) if not _touches(run, taken)]
        taken.update(index for run in closing for unit in run.units for index in range(*run.part(unit)))
        for run in opening:
            both = next((other for other in closing if _close_by(run, other) and _mostly_same(run, other)), None)
            if both is not None:
                closing.remove(both)
            yield _candidate(flow, lists, run, both)
        for run in closing:
            head = _light_opening(flow, run)
            yield _candidate(flow, lists, head or run, run if head else None)


def _runs(flow: Flow, lists: Grammar, units: Sequence[Unit], *, opening: bool) -> Iterator[Run]:
    common = common_opening if opening else common_closing
    position = 0
    while position < len(units):
        members, size = extend(flow, lists, units, (position, common))
        direct = members[-1] - members[0] == len(members) - 1
        run = Run(tuple(units[i] for i in members), size, opening=opening, direct=direct)
        if on_purpose(flow, lists, run):
            yield run
            position = members[-1] + 1
        else:
            position += 1


def _light_opening(flow: Flow, closing: Run) -> Run | None:
    """Return the words that open all members of a closing run too, be they as light as "when the"."""
    first = closing.units[0]
    sizes = [common_opening(flow, first, unit) for unit in closing.units[1:]]
    size = min(sizes)
    return (
        Run(closing.units, size, opening=True, direct=True) if size > 1 and len(closing.units) >= _FEWEST else None
    )


def _touches(run: Run, taken: set[int]) -> bool:
    return any(index in taken for unit in run.units for index in range(*run.part(unit)))


def _close_by(run: Run, other: Run) -> bool:
    return run.units[0].first < other.units[-1].end and other.units[0].first < run.units[-1].end


def _mostly_same(run: Run, other: Run) -> bool:
    shared = set(run.units) & set(other.units)
    return len(shared) >= 2 and len(shared) * 2 >= len(run.units)


def _candidate(flow: Flow, lists: Grammar, run: Run, closing: Run | None) -> Candidate:
    ranges = [run.part(unit) for unit in run.units]
    if closing is not None:
        ranges += [closing.part(unit) for unit in closing.units]
    parts = _apart(sorted(ranges))
    first, end = run.part(run.units[0])
    repeated = flow.span(first, end)
    words = flow.norms[first:end]
    subtype = "symploce" if closing else ("anaphora" if run.opening else "epiphora")
    text = flow.document.text
    return Candidate(
        device="anaphora",
        parts=tuple(flow.span(*part) for part in parts),
        strength=1.0 if closing else _strength(words, run, lists),
        evidence=tuple(_evidence(flow, subtype, part) for part in parts),
        subtype=subtype,
        slots=(
            Slot("REPEATED_STRING", repeated.slice(text), repeated),
            Slot("RUN_LENGTH", str(len(run.units))),
            Slot("POSITION", "opening and closing" if closing else ("opening" if run.opening else "closing")),
        ),
    )


def _apart(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, end in ranges:
        if kept and first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((first, end))
    return kept


def _evidence(flow: Flow, subtype: str, part: tuple[int, int]) -> Evidence:
    span: Span = flow.span(*part)
    return Evidence(f"{subtype}.run", span.slice(flow.document.text), span)


def _strength(words: Sequence[str], run: Run, lists: Grammar) -> float:
    content = content_words(words, lists)
    if len(run.units) < _FEWEST:
        return 1.0 if content >= _FEWEST and run.opening else _DOUBTFUL
    if run.size == 1 or (content == 0 and len(run.units) == _FEWEST and run.size == 2):
        return _DOUBTFUL
    return 1.0

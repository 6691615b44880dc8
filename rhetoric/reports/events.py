"""What happened between the words: reactions, stretches without words, several voices at once."""

from bisect import bisect_left
from dataclasses import dataclass

from rhetoric.records import Analysis, Reaction, Span
from rhetoric.reports.labels import labels, speaker_names, stretch, word_for


@dataclass(frozen=True, slots=True)
class Event:
    """A remark that stands at `chars`: in place of these words, or, where the span is empty, between words."""

    chars: Span
    label: str


def events(analysis: Analysis, ui: str) -> tuple[Event, ...]:
    """Return reactions, gaps and overlaps in order of place, worded in the language `ui`."""
    words = labels(ui)
    names = speaker_names(analysis)
    found = [_reaction(analysis, reaction, ui) for reaction in analysis.reactions]
    for gap in analysis.transcript.gaps:
        label = f"{words['gap']} {stretch(gap.time)}: {word_for(gap.reason, ui)}"
        found.append(Event(_between(analysis, gap.time.start), label))
    for overlap in analysis.transcript.overlaps:
        who = ", ".join(names.get(key, key) for key in overlap.speakers)
        label = f"{words['overlap']} {stretch(overlap.time)}{f': {who}' if who else ''}"
        found.append(Event(_between(analysis, overlap.time.start), label))
    return tuple(sorted(found, key=lambda event: (event.chars, event.label)))


def _reaction(analysis: Analysis, reaction: Reaction, ui: str) -> Event:
    label = word_for(reaction.kind, ui)
    if reaction.time is not None:
        label = f"{label} {stretch(reaction.time)}"
    if reaction.chars is not None:
        return Event(reaction.chars, label)
    return Event(_between(analysis, reaction.time.start if reaction.time else 0), label)


def _between(analysis: Analysis, time: int) -> Span:
    """Return the empty span before the first word that starts at `time`, in ms, or later."""
    timed = [word for word in analysis.transcript.words if word.time is not None]
    place = bisect_left([word.time.start for word in timed if word.time], time)
    char = timed[place].chars.start if place < len(timed) else len(analysis.transcript.text)
    return Span(char, char)

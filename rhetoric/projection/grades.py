"""The grade of a case and its flags: how citable the evidence is, never who is right.

0 no mirror evidence; 1 a charge by others only; 2 announced or threatened in the speaker's own words;
3 documented by one independence group, or admitted in own words; 4 documented by two groups, adjudicated, or
officially admitted.
"""

from collections.abc import Iterable, Sequence

from rhetoric.projection.record.entries import Entry, Source
from rhetoric.records import MirrorEvidence

_CHARGES = frozenset({"opponent_statement", "anonymous"})  # say what others claim, and document nothing
_UNRELIABLE, _IMPROBABLE = "E", 5  # of the Admiralty grid; F and 6 mean that it cannot be judged
_BACKGROUND = frozenset({"year"})  # precision of country-year figures, which are context


def documenting_groups(entry: Entry) -> frozenset[str]:
    """Return the independence groups whose sources document an entry, claims and the unreliable left out."""
    return frozenset(source.group for source in entry.sources if _documents(source))


def grade_of_entry(entry: Entry) -> int:
    """Return the grade one record entry supports by itself."""
    if entry.retracted:
        return 0
    groups = documenting_groups(entry)
    if entry.status == "alleged" or not groups:
        return 1
    if entry.status in {"adjudicated", "admitted"}:
        return 4
    if entry.status == "disputed" or _is_background(entry):
        return 3
    return 4 if len(groups) > 1 else 3


def grade(evidence: Sequence[MirrorEvidence], entries: Sequence[Entry]) -> int:
    """Return the grade of a case from its evidence; `entries` are the record entries among it.

    Entries of one leaf add up their independence groups: two of one group each make grade 4.
    """
    best = max((_own_grade(item) for item in evidence), default=0)
    best = max([best, *(grade_of_entry(entry) for entry in entries)])
    for act in {entry.act for entry in entries}:
        firm = [one for one in entries if one.act == act and grade_of_entry(one) >= 3 and _counts_groups(one)]
        if len(frozenset().union(*(documenting_groups(one) for one in firm))) > 1:
            best = 4
    return best


def flags(evidence: Iterable[MirrorEvidence], *, dated: bool) -> tuple[str, ...]:
    """Return the flags that the items of evidence carry, sorted; `undated` where the speech has no date."""
    found = {flag for item in evidence for flag in item.flags}
    return tuple(sorted(found if dated else found | {"undated"}))


def _own_grade(item: MirrorEvidence) -> int:
    if item.kind == "M2":
        return 1
    if item.kind == "M1":
        return 3 if item.subtype == "admit" else 2
    return 0


def _documents(source: Source) -> bool:
    return source.type not in _CHARGES and source.reliability != _UNRELIABLE and source.credibility != _IMPROBABLE


def _is_background(entry: Entry) -> bool:
    return entry.when.precision in _BACKGROUND and all(one.type == "academic_dataset" for one in entry.sources)


def _counts_groups(entry: Entry) -> bool:
    return entry.status == "documented" and not _is_background(entry)

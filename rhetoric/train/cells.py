"""Coded passages to learning material: sentences with what is known of each device there, and whose they are."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rhetoric.errors import InputError
from rhetoric.evaluate import jsonl
from rhetoric.evaluate.gold import CodedPassage, sentences_at
from rhetoric.evaluate.schemes import joint_labels
from rhetoric.rescore import Excerpt
from rhetoric.rescore.excerpts import plain

_NUMBERED = re.compile(r"[\W_]*\d[\d\W_]*$")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its surroundings; `known` maps a device to whether it is there, doubtful ones left out."""

    excerpt: Excerpt
    known: Mapping[str, bool]
    group: str


def read_examples(paths: Sequence[Path], context: int) -> tuple[Example, ...]:
    """Return the sentences of coded passages, in order.

    Raises
    ------
    InputError
        If a file cannot be read, or there is no sentence in any.
    FormatError
        If a line is no coded passage.
    """
    joint = joint_labels()
    found = tuple(
        example
        for path in paths
        for passage in jsonl.read(path)
        for example in examples_of(passage, joint, context)
    )
    if not found:
        raise InputError(
            f"there is no coded sentence in {', '.join(map(str, paths))}",
            "give passages as rhetoric evaluate reads",
        )
    return found


def examples_of(passage: CodedPassage, joint: Mapping[str, frozenset[str]], context: int) -> Iterable[Example]:
    """Yield the sentences of a passage; where a joint label stands, its devices are in doubt."""
    present: list[set[str]] = [set() for _ in passage.sentences]
    doubtful: list[set[str]] = [set() for _ in passage.sentences]
    for label in passage.labels:
        into = doubtful if label.doubtful or label.device in joint else present
        for number in sentences_at(passage.sentences, label.span):
            into[number] |= joint.get(label.device, frozenset()) | {label.device}
    coded = {part for device in passage.coded for part in (joint.get(device) or {device})}
    for number in range(len(passage.sentences)):
        known = {
            device: device in present[number]
            for device in sorted(coded)
            if device in present[number] or device not in doubtful[number]
        }
        yield Example(_excerpt(passage, number, context), known, group_of(passage))


def group_of(passage: CodedPassage) -> str:
    """Return whose words a passage is: its speaker, else its speech without dates and numbers at the end.

    "en_un_XYZ_2002" and "en_un_XYZ_2003" are one group: the same delegation, perhaps the same speaker.
    """
    if passage.speaker:
        return passage.speaker.strip()
    return _NUMBERED.sub("", passage.speech) or passage.speech or passage.id


def labels_in(examples: Iterable[Example], least: int) -> tuple[str, ...]:
    """Return the devices that are there in at least `least` sentences, sorted."""
    counts: dict[str, int] = {}
    for example in examples:
        for device, there in example.known.items():
            counts[device] = counts.get(device, 0) + there
    return tuple(sorted(device for device, count in counts.items() if count >= least))


def split(
    examples: Sequence[Example], held_out: float, seed: int
) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """Return the examples to learn from and those held out, whole groups each; the seed orders the groups.

    Groups are held out while they fit into the share, so that one large group does not swallow it.

    Raises
    ------
    InputError
        If there are too few groups for any to be held out.
    """
    sizes: dict[str, int] = {}
    for example in examples:
        sizes[example.group] = sizes.get(example.group, 0) + 1
    room = held_out * len(examples)
    chosen: set[str] = set()
    for group in sorted(sizes, key=lambda name: sha256(f"{seed}:{name}".encode()).digest()):
        if sizes[group] <= room:
            chosen.add(group)
            room -= sizes[group]
    if not chosen:
        raise InputError(
            f"no speaker can be held out: {len(sizes)} in all, none with at most {held_out:.0%} of the sentences",
            "give passages of more speakers (key speaker, or speech), or a larger share with --held-out",
        )
    return _in_groups(examples, chosen, inside=False), _in_groups(examples, chosen, inside=True)


def _in_groups(examples: Iterable[Example], groups: Collection[str], *, inside: bool) -> tuple[Example, ...]:
    return tuple(example for example in examples if (example.group in groups) is inside)


def _excerpt(passage: CodedPassage, number: int, context: int) -> Excerpt:
    text, spans = passage.text, passage.sentences
    before, after = spans[max(number - context, 0) : number], spans[number + 1 : number + 1 + context]
    own = plain(spans[number].slice(text))
    return Excerpt(
        sentence=own,
        quote=own,
        language=passage.language,
        before=plain(text[before[0].start : before[-1].end]) if before else "",
        after=plain(text[after[0].start : after[-1].end]) if after else "",
    )

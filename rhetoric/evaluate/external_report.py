"""Figures on PAN 2024, from a folder to text."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from rhetoric.errors import InputError, unknown_name
from rhetoric.evaluate.external import PARTS, ExternalRow, classify, tag_all
from rhetoric.evaluate.external_spans import MACRO, span_figures
from rhetoric.evaluate.pan2024 import ROLES, read_pan2024
from rhetoric.evaluate.predict import Tags
from rhetoric.evaluate.report import shown, table
from rhetoric.evaluate.score import Sampling

_FEWEST = 4 * PARTS  # texts of a language, below which nothing can be trained


def evaluate_pan2024(
    folder: Path, tagger: Tags, sampling: Sampling, *, spans: bool = True
) -> tuple[ExternalRow, ...]:
    """Train and score on the texts of a folder, a row per language; `spans` may be left out, as they take longest.

    Raises
    ------
    InputError
        If the folder holds no such texts, or too few of a language or class.
    """
    items = read_pan2024(folder)
    rows = []
    for language in sorted({item.language for item in items}):
        own = [item for item in items if item.language == language]
        told = sum(item.conspiracy for item in own)
        if len(own) < _FEWEST or not PARTS <= told <= len(own) - PARTS:
            raise InputError(
                f"{folder} has {len(own)} texts in {language!r}, {told} of them conspiracies: too few to train on",
                f"give {_FEWEST} texts or more, {PARTS} or more of each class",
            )
        notes = tag_all(own, tagger)
        row = classify(own, notes, sampling)
        rows.append(replace(row, spans=span_figures(own, notes, sampling)) if spans else row)
    return tuple(rows)


def render_external(rows: Sequence[ExternalRow], form: str) -> str:
    """Return the figures as md or json.

    Raises
    ------
    UnknownNameError
        If there is no such form.
    """
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"
    if form != "md":
        raise unknown_name("report format", form, ("md", "json"))
    first = [(row.language, str(row.n), str(row.positives), shown(row.mcc), shown(row.mcc_words)) for row in rows]
    blocks = [
        f"PAN 2024, trained on {PARTS - 1} parts of {PARTS} and scored on the other, in turn; 95 % intervals.",
        table(("language", "texts", "conspiracy", "MCC", "MCC without our tags"), first),
    ]
    if any(row.spans for row in rows):
        names = (MACRO, *ROLES)
        second = [(row.language, *(shown(row.spans.get(name)) for name in names)) for row in rows]
        blocks += ["Span F1 by role:", table(("language", *(name.lower() for name in names)), second)]
    return "\n\n".join(blocks) + "\n"

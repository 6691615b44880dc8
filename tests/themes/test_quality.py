"""How well themes match the topics people marked in real debates (Pk; Beeferman, Berger & Lafferty 1999)."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rhetoric.records import Span, Transcript, Turn
from rhetoric.text import segment
from rhetoric.themes.blocks import BlockThemes
from tests.material import shared


def pk(reference: list[int], found: list[int], size: int) -> float:
    """Return the share of sentence pairs, half a mean segment apart, that are wrongly joined or parted."""
    reach = max(2, round(size / (len(reference) + 1) / 2))
    wrong = [
        any(place < cut <= place + reach for cut in reference)
        != any(place < cut <= place + reach for cut in found)
        for place in range(size - reach)
    ]
    return sum(wrong) / len(wrong)


def seconds(stamp: str) -> int:
    total = 0
    for number in re.findall(r"\d+", stamp):
        total = total * 60 + int(number)
    return total


def debate(path: Path) -> tuple[Transcript, list[int]]:
    """Return a debate whose turns carry topics, and the numbers of the sentences that open a topic."""
    rows: list[dict[str, Any]] = sorted(json.loads(path.read_text("utf-8")), key=lambda row: seconds(row["start"]))
    text, turns = "", []
    for row in rows:
        turns.append(Turn(row["speaker"], Span(len(text), len(text) + len(row["text"].strip()))))
        text += row["text"].strip() + "\n"
    lines = segment(text, "es", turns)
    opens = {
        turn.chars.start
        for (before, after), turn in zip(pairwise(rows), turns[1:], strict=True)
        if before["topic"] != after["topic"]
    }
    cuts = [number for number, line in enumerate(lines) if line.start in opens]
    return Transcript(text, "es", sentences=lines, turns=tuple(turns)), cuts


def test_pk_of_a_worked_example() -> None:
    assert pk([4], [4], 8) == 0.0
    assert pk([4], [], 8) == pytest.approx(2 / 6)


@pytest.mark.integration
def test_themes_of_a_debate_match_its_topics() -> None:
    transcript, cuts = debate(shared("data", "text", "segmentation", "ar2023_02_debate_presidentes.json"))
    starts = {part.start for theme in BlockThemes().segment(transcript) for part in theme.parts}
    found = [number for number, line in enumerate(transcript.sentences) if line.start in starts and number]
    size = len(transcript.sentences)
    assert pk(cuts, found, size) <= 0.25
    assert pk(cuts, [], size) == pytest.approx(0.41, abs=0.005)

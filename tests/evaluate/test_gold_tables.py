"""The tables about the gold's speeches: who holds office, which family of parties, which floor."""

import csv

from rhetoric.evaluate.groups import read_groups
from tests.material import ROOT

TABLE = ROOT / "scripts" / "gold_groups.csv"
ALLOWED = {
    "floor": {"UN", "domestic", ""},
    "office": {"incumbent", "challenger", "none", ""},
    "lean": {"left", "right", "other", ""},
    "while rules were written": {"read", "unread"},
}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def speeches_of(name: str) -> set[str]:
    with (ROOT / "scripts" / name).open(encoding="utf-8", newline="") as stream:
        return {row["speech"] for row in csv.DictReader(stream)}


def test_every_speech_has_allowed_groups() -> None:
    for row in rows():
        wrong = {name: row[name] for name, allowed in ALLOWED.items() if row[name] not in allowed}
        assert not wrong, row["speech"]


def test_every_speech_with_a_speaker_is_in_the_groups() -> None:
    assert {row["speech"] for row in rows()} == speeches_of("tagger_speakers.csv")


def test_every_group_has_speeches() -> None:
    groupings = {grouping.name: set(grouping.groups.values()) for grouping in read_groups(TABLE)}
    assert groupings == {name: allowed - {""} for name, allowed in ALLOWED.items()}

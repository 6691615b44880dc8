"""The home country a gold states, and the acts that slots hold words of."""

from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric.errors import FormatError
from rhetoric.evaluate.acts import act_tables
from rhetoric.evaluate.cells import count
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.homes import read_homes, with_homes
from rhetoric.evaluate.jsonl import read
from rhetoric.evaluate.predict import run
from rhetoric.records import Annotation, Transcript
from tests.devices.speech import shipped
from tests.evaluate.codings import label, line, note, passage, write


class _Notes:
    """A tagger that remembers which homes it was told."""

    def __init__(self, told: list[str | None]) -> None:
        self.told, self.home = told, None

    def at_home(self, country: str | None) -> "_Notes":
        other = _Notes(self.told)
        other.home = country  # type: ignore[assignment] - a stub
        return other

    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
        assert transcript.text
        self.told.append(self.home)
        return ()


@pytest.mark.parametrize("key", ["home", "country"])
def test_the_gold_states_a_home(tmp_path: Path, key: str) -> None:
    passages = read(write(tmp_path / "g.jsonl", line([], **{key: "Peru"}), line([], id="river@1")))
    told: list[str | None] = []
    run(_Notes(told), Gold(passages, {}))
    assert told == ["Peru", None]


def test_homes_come_from_a_table(tmp_path: Path) -> None:
    table = tmp_path / "homes.csv"
    table.write_text("\ufeffspeech,home,year\nmill,Peru,1999\nother,Chile,\nempty,,\n", encoding="utf-8")
    gold = Gold((passage(), replace(passage(name="river@1"), home="Cuba")), {})
    assert [one.home for one in with_homes(gold, read_homes(table)).passages] == ["Peru", "Cuba"]


@pytest.mark.parametrize(
    ("content", "words"),
    [("speech,country\na,b\n", "lacks a column"), ("speech,home\na,b\na,c\n", "two homes")],
)
def test_a_wrong_table_is_refused(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "h.csv").write_text(content)
    with pytest.raises(FormatError, match=words):
        read_homes(tmp_path / "h.csv")


def test_a_table_of_other_speeches_is_refused() -> None:
    with pytest.raises(FormatError, match="none of the 1 homes"):
        with_homes(Gold((passage(),), {}), {"elsewhere": "Peru"})


def test_an_act_in_words_scores() -> None:
    gold = Gold((passage(label("accusation", "They stole the mill", act="economy")),), {})
    found = {"mill@1": (note("accusation", "They stole the mill", act="stole"),)}
    leaf, branch = act_tables(gold, found, count(gold, found), shipped().taxonomy)
    assert branch[0].tolist() == [1, 0, 0, 0], leaf

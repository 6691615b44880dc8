"""What is learned from, and who is held out."""

import json
from pathlib import Path

import pytest

from rhetoric.errors import FormatError, InputError
from rhetoric.rescore import Excerpt
from rhetoric.train.cells import Example, labels_in, read_examples, split
from tests.material import shared
from tests.train.gold import write_gold

TEXT = "They lied. We know it. What about you? Fine."
SENTENCES = [[0, 10], [11, 22], [23, 38], [39, 44]]


def _file(path: Path, labels: list[dict[str, object]], **more: object) -> Path:
    line = {"id": "a@1", "language": "en", "text": TEXT, "sentences": SENTENCES, "labels": labels, **more}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def test_doubtful_cells_and_parts_of_joint_labels_are_not_learned_from(tmp_path: Path) -> None:
    labels = [
        {"device": "accusation", "start": 0, "end": 10, "coders": 2, "sure": 3},
        {"device": "victimhood", "start": 11, "end": 22, "coders": 1, "sure": 3},
        {"device": "deflection", "start": 23, "end": 38, "coders": 2, "sure": 2},
        {"device": "accusation", "start": 39, "end": 44, "coders": 2, "sure": 3, "fits": "manual_only"},
    ]
    first, second, third, fourth = read_examples([_file(tmp_path / "g.jsonl", labels)], 1)
    assert first.known["accusation"] is True
    assert first.known["victimhood"] is False
    assert first.known["whataboutism"] is False
    assert "victimhood" not in second.known
    assert second.known["accusation"] is False
    assert "whataboutism" not in third.known
    assert "discrediting_the_messenger" not in third.known
    assert "deflection" not in first.known
    assert "accusation" not in fourth.known
    assert "scapegoating" not in first.known  # the manual with joint labels did not look for it


def test_a_sentence_comes_with_its_surroundings(tmp_path: Path) -> None:
    found = read_examples([_file(tmp_path / "g.jsonl", [])], 1)
    assert found[1].excerpt == Excerpt("We know it.", "We know it.", "en", "They lied.", "What about you?")
    assert found[0].excerpt.before == ""
    assert found[3].excerpt.after == ""


@pytest.mark.parametrize(
    ("more", "group"),
    [
        ({"speaker": " Ana Ruiz "}, "Ana Ruiz"),
        ({"source": "text/raw/en_un_XYZ_2002.txt"}, "en_un_XYZ"),
        ({"source": "text/raw/es_ruiz_2022_02_02.txt"}, "es_ruiz"),
        ({"speech": "XYZ_69_2014"}, "XYZ"),
        ({"speech": "2014"}, "2014"),
        ({}, "a"),
    ],
)
def test_speeches_of_one_source_are_one_group(tmp_path: Path, more: dict[str, str], group: str) -> None:
    assert read_examples([_file(tmp_path / "g.jsonl", [], **more)], 0)[0].group == group


def test_no_speaker_is_on_both_sides_and_the_seed_decides(tmp_path: Path) -> None:
    examples = read_examples([write_gold(tmp_path / "g.jsonl")], 1)
    learned, held = split(examples, 0.2, 1)
    assert {one.group for one in learned}.isdisjoint({one.group for one in held})
    assert (len(learned), len(held)) == (192, 48)
    assert split(examples, 0.2, 1) == (learned, held)
    sides = {tuple(sorted({one.group for one in split(examples, 0.2, seed)[1]})) for seed in range(6)}
    assert len(sides) > 1


def test_one_speaker_cannot_be_held_out(tmp_path: Path) -> None:
    examples = read_examples([write_gold(tmp_path / "g.jsonl", speakers=1)], 1)
    with pytest.raises(InputError, match="no speaker can be held out: 1 in all"):
        split(examples, 0.2, 1)


def test_rare_devices_are_not_learned() -> None:
    excerpt = Excerpt("a", "a", "en")
    examples = [Example(excerpt, {"hyperbole": number < 2, "accusation": True}, "g") for number in range(3)]
    assert labels_in(examples, 3) == ("accusation",)
    assert labels_in(examples, 2) == ("accusation", "hyperbole")


def test_bad_gold_names_its_line(tmp_path: Path) -> None:
    path = write_gold(tmp_path / "g.jsonl")
    path.write_text(path.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    with pytest.raises(FormatError, match="line 31"):
        read_examples([path], 1)
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="is empty"):
        read_examples([tmp_path / "empty.jsonl"], 1)
    with pytest.raises(InputError, match="no coded sentence"):
        read_examples([_file(tmp_path / "bare.jsonl", [], sentences=[])], 1)


def test_the_projects_gold_is_read_whole() -> None:
    files = [shared("data", "gold", name) for name in ("one_coder.jsonl", "two_coders.jsonl")]
    examples = read_examples(files, 1)
    assert len(examples) == 1984 + 277
    learned, held = split(examples, 0.2, 1)
    assert {one.group for one in learned}.isdisjoint({one.group for one in held})
    assert 0.1 < len(held) / len(examples) <= 0.2
    positives = sum(one.known.get("external_enemy", False) for one in examples)
    assert positives > 90

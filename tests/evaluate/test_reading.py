"""Gold formats: JSON lines, WebAnno TSV, brat; and the project's gold, which must count as its README says."""

from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhetoric.errors import FormatError, InputError, RecordError, RhetoricError
from rhetoric.evaluate.cells import cell_truths
from rhetoric.evaluate.reading import read_gold, read_passages
from rhetoric.records import Span
from tests.evaluate.codings import SENTENCES, TEXT, at, line, mark, write
from tests.material import shared

WEBANNO = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Rhetoric|act|device


#Text=Año 🜁 malo.
1-1\t0-3\tAño\t_\tanaphora[1]
1-2\t4-6\t🜁\t_\tanaphora[1]
1-3\t7-11\tmalo\tother\tname\\_calling
1-4\t11-12\t.\t_\t_

#Text=They stole it.
2-1\t14-18\tThey\tcorruption[2]|_\taccusation[2]|tricolon[3]
2-2\t19-24\tstole\tcorruption[2]\taccusation[2]
2-3\t25-27\tit\t_\t_
2-4\t27-28\t.\t_\t_
"""
BRAT = """\
T1\taccusation 21 40\tThey stole the mill
A1\tAct T1 corruption
T2\tanaphora 0 2;21 25\tWe They
T3\trhetorical_question 42 58\tWho pays for it?
A2\tDoubtful T3
#1\tAnnotatorNotes T3\tnot sure
"""


def test_json_lines(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "g.jsonl", line([mark("accusation", "They stole", act="corruption")], speaker="Ana Ruiz")
    )
    (passage,) = read_gold(gold).passages
    assert (passage.speech, passage.speaker, passage.sentences) == ("mill", "Ana Ruiz", SENTENCES)
    assert passage.labels[0].span == at("They stole")
    assert passage.labels[0].act == "corruption"
    assert len(passage.coded) == 20


def test_doubt_of_a_single_coder_is_the_lowest_certainty(tmp_path: Path) -> None:
    marks = [mark("anaphora", "We built", coders=1, sure=sure) for sure in (1, 2, 3)]
    (passage,) = read_passages(write(tmp_path / "g.jsonl", line(marks)))
    assert [label.doubtful for label in passage.labels] == [True, False, False]


def test_doubt_of_two_coders_is_that_one_did_not_see_it(tmp_path: Path) -> None:
    marks = [
        mark("anaphora", "We built", coders=2, sure=1.0),
        mark("anaphora", "They stole", coders=1, sure=3.0),
        mark("anaphora", "Who pays", coders=2, sure=3.0, fits="manual_only"),
    ]
    (passage,) = read_passages(write(tmp_path / "g.jsonl", line(marks)))
    assert [label.doubtful for label in passage.labels] == [False, True, True]


def test_a_joint_label_tells_the_first_manual(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "g.jsonl", line([mark("deflection", "Who pays")])))
    assert "threat_or_challenge" in gold.units
    assert "scapegoating" not in gold.units
    assert gold.devices_of("deflection") == {"deflection", "whataboutism", "discrediting_the_messenger"}


def test_devices_coded_can_be_told(tmp_path: Path) -> None:
    marks = [mark("anaphora", "We built")]
    assert read_gold(write(tmp_path / "a.jsonl", line(marks, coded=["anaphora"]))).units == ("anaphora",)
    assert read_gold(write(tmp_path / "b.jsonl", line(marks)), coded=["anaphora", "mine"]).units == (
        "anaphora",
        "mine",
    )
    assert read_gold(write(tmp_path / "c.jsonl", line([mark("mine", "We built")]))).units == ("mine",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "line 1"),
        ('{"id": 3}', "line 1"),
        (line([{"device": "anaphora", "start": 70, "end": 90}]), "leaves the text"),
        (line([{"device": "anaphora", "start": 9, "end": 3}]), "is empty"),
        (line([], sentences=[[5, 20], [0, 4]]), "overlaps or precedes"),
        (line([mark("anaphora", "We built", decision="perhaps")]), "perhaps"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(FormatError, match=told):
        read_gold(write(tmp_path / "g.jsonl", content))


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="occurs twice"):
        read_gold(write(tmp_path / "g.jsonl", line([]), line([])))


def test_webanno_offsets_are_utf_16(tmp_path: Path) -> None:
    (passage,) = read_passages(write(tmp_path / "w.tsv", WEBANNO), language="es")
    assert passage.text == "Año 🜁 malo.\n They stole it."
    assert [span.slice(passage.text) for span in passage.sentences] == ["Año 🜁 malo.", "They stole it."]
    found = [(label.device, label.span.slice(passage.text), label.act) for label in passage.labels]
    assert found == [
        ("anaphora", "Año 🜁", None),
        ("name_calling", "malo", "other"),
        ("tricolon", "They", None),
        ("accusation", "They stole", "corruption"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("#FORMAT=WebAnno TSV 3.3", "#FORMAT=other", "does not begin"),
        ("#T_SP", "#T_CH", "no span layer"),
        ("2-1\t14-18", "2-1\t5-9", "begins before the last"),
        ("2-2\t19-24", "2-2\t19-99", "line 13: the token 19-99"),
        ("2-2\t19-24", "2-2\tx", "without offsets"),
        ("2-1\t14-18", "2-1\t99999999-100000000", "line 12: the sentence"),
    ],
)
def test_broken_webanno_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FormatError, match=told):
        read_gold(write(tmp_path / "w.tsv", WEBANNO.replace(old, new)))


def test_brat_fragments_and_attributes(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    (passage,) = read_passages(write(tmp_path / "mill.ann", BRAT))
    assert [(label.device, label.span, label.doubtful, label.act) for label in passage.labels] == [
        ("anaphora", Span(0, 2), False, None),
        ("anaphora", Span(21, 25), False, None),
        ("accusation", Span(21, 40), False, "corruption"),
        ("rhetorical_question", Span(42, 58), True, None),
    ]


def test_brat_writes_empty_files_for_texts_without_labels(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text("", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    write(tmp_path / "b.ann", "T1\tmine 0 2\tWe")
    first, second = read_gold(tmp_path).passages
    assert first.labels == ()
    assert first.coded == second.coded == {"mine"}


@pytest.mark.parametrize(
    "content",
    ["stray words", f"T1\tx 0 {'9' * 5000}\tW", "T1\tanaphora 0 999\tWe", "T1\tx 0 2\tW\nA1\tScore T1 much"],
)
def test_broken_brat_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(FormatError):
        read_gold(write(tmp_path / "mill.ann", content))


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no coded passage"):
        read_gold(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(FormatError, match="no coding"):
        read_gold(write(tmp_path / "a.txt", "words"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.text(max_size=200), suffix=st.sampled_from([".jsonl", ".tsv"]), head=st.booleans())
def test_any_text_is_read_or_refused(tmp_path: Path, content: str, suffix: str, *, head: bool) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(((WEBANNO[:90] if head else "") + content).encode("utf-8", "surrogatepass"))
    with suppress(RhetoricError):  # anything else is a bug
        assert read_gold(path).passages


@pytest.mark.integration
def test_the_projects_gold_counts_as_its_readme_says() -> None:
    gold = read_gold(shared("data", "gold"))
    assert len(gold.passages) == 271
    assert sum(len(passage.sentences) for passage in gold.passages) == 2261
    firm: Counter[tuple[str, str]] = Counter()
    for passage in gold.passages:
        for unit in passage.coded:
            truths = cell_truths(passage.sentences, [one for one in passage.labels if one.device == unit])
            firm[unit, passage.language] += truths.count(True)
    assert (firm["accusation", "en"], firm["accusation", "es"]) == (195, 118)
    assert (firm["deflection", "en"], firm["deflection", "es"]) == (1, 2)
    assert (firm["external_enemy", "en"], firm["external_enemy", "es"]) == (94, 20)
    assert (firm["tricolon", "en"], firm["tricolon", "es"]) == (25, 33)
    assert (firm["spectacle_challenge", "en"], firm["spectacle_challenge", "es"]) == (0, 1)

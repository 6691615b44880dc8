"""A record, its YAML file and its CSV twin hold the same."""

import csv
import io
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.errors import FormatError, InputError
from rhetoric.projection.record import layout
from rhetoric.projection.record.entries import Record
from rhetoric.projection.record.reading import inspect_record, read_record
from rhetoric.projection.record.starter import example
from rhetoric.projection.record.table import guarded, joined, split, unguarded
from rhetoric.projection.record.writing import to_csv, to_yaml, write_csv, write_record, write_yaml
from tests.projection.records import ACTS, SMALL, TEXTS, problems, records, written

BY_HAND = """\
entry_id;side;side_label;act;summary;date_from;status;source_id;source_type;independence_group;publisher;source_date;\
title;reliability(A-F);credibility(1-6);counter_source;record_title;coverage_sides;coverage_from;coverage_to;\
search_protocol
r-1;ours;Ours;cyber.ddos;The port's pages were flooded.;2030-05-02;documented;s1;press;g-1;\
The Quay Herald;2030-05;Flooded;B;2;;A record;ours|theirs;2030;2031;two papers read through
r-1;ours;;;;;;s2;press;g-2;The Mole;2030;"Not so; ""calm""
seas";C;4;Sí;;;;;

r-2;theirs;Theirs;economy.hoarding;Grain was kept back.;2031-02;alleged;s1;anonymous;g;P;2031;T;F;6;no;;;;;
"""


@settings(max_examples=60, deadline=None)
@given(records())
def test_any_record_survives_both_forms(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    folder = tmp_path_factory.getbasetemp()
    one, twin, again = folder / "any.yaml", folder / "any.csv", folder / "again.yml"
    write_yaml(record, one)
    assert read_record(one, acts=ACTS) == record
    write_csv(read_record(one, acts=ACTS), twin)
    assert read_record(twin, acts=ACTS) == record
    write_record(read_record(twin, acts=ACTS), again)
    assert again.read_bytes() == one.read_bytes()


def test_a_file_written_twice_is_the_same(tmp_path: Path) -> None:
    record = read_record(written(tmp_path, example("en")))
    assert to_yaml(record) == to_yaml(read_record(written(tmp_path, to_yaml(record))))
    assert to_csv(record) == to_csv(read_record(written(tmp_path, to_csv(record), "twin.csv")))


def test_a_table_by_hand(tmp_path: Path) -> None:
    record = read_record(written(tmp_path, BY_HAND, "hand.csv"), acts=ACTS)
    plain = read_record(written(tmp_path, SMALL), acts=ACTS)
    [counter] = record.entries[0].counter_sources
    assert (counter.title, counter.group) == ('Not so; "calm"\nseas', "g-2")
    assert record.entries[0].sources == plain.entries[0].sources
    assert record.entries[1] == plain.entries[1]
    assert (record.sides, record.coverage, record.title) == (plain.sides, plain.coverage, plain.title)


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ("cyber.ddos", "cyber.dos", 2, "act of r-1", "unknown act"),
        ("2030-05-02", "02/05/2030", 2, "date_from of r-1", "is no date"),
        (";2030-05-02;", ";;", 2, "date_from of r-1", "is missing"),
        ("r-1;ours;;;;;;s2", "r-1;theirs;;;;;;s2", 3, "side", "differs from what line 2 says"),
        (";s2;press", ";s2;pres", 3, "source_type of r-1 s2", "not among"),
        (";s2;press", ";s1;press", 3, "source_id of r-1 s1", "occurs twice"),
        (";C;4;Sí", ";C;4;perhaps", 3, "counter_source", "neither yes nor no"),
        (";summary;", ";sumary;", 1, "sumary", "unknown column"),
        (";summary;", ";act;", 1, "act", "occurs twice"),
        ("r-2;theirs;Theirs", "r-2;theirs;", 6, "side of r-2", "not declared"),
        ("r-2;theirs;Theirs", "r-2;;Theirs", 6, "side_label", "names no side"),
        ("r-2;theirs;Theirs", ";theirs;Theirs", 6, "act", "names no entry"),
        (";6;no;;;;;", ";6;no;;;;;;;x", 6, "search_protocol", "more cells than columns"),
        (";two papers read through", ";", 2, "search_protocol", "is missing"),
        ("s1;anonymous;g;P;2031;T;F;6", ";;;;;;;", 6, "source_id of r-2", "has nothing in it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, line: int, key: str, message: str) -> None:
    assert old in BY_HAND
    found = problems(tmp_path, BY_HAND.replace(old, new, 1), "hand.csv")
    assert any((one.line, one.key) == (line, key) and message in one.message for one in found), found


def test_a_broken_table_is_two_lines(tmp_path: Path) -> None:
    for text in (
        'entry_id,side\n"r-1',
        "a,b\n1,2\n",
        'entry_id,side\n"a"b,c\n',
        "entry_id,side\n" + "x" * 200_000,
    ):
        with pytest.raises(InputError) as error:
            read_record(written(tmp_path, text, "broken.csv"), acts=ACTS)
        assert len(str(error.value).splitlines()) == 2


def test_formulas_are_text_and_are_written_so_that_they_stay_text(tmp_path: Path) -> None:
    text = BY_HAND.replace("Grain was kept back.", "=HYPERLINK(1)").replace(";P;", ";@P;")
    record = read_record(written(tmp_path, text, "hand.csv"), acts=ACTS)
    assert record.entries[1].summary == "=HYPERLINK(1)"
    row = list(csv.DictReader(io.StringIO(to_csv(record))))[-1]
    assert (row["summary"], row["publisher"]) == ("'=HYPERLINK(1)", "'@P")
    assert problems(tmp_path, BY_HAND.replace("2030-05-02", "=A1"), "hand.csv")[0].key == "date_from of r-1"


@given(TEXTS)
def test_a_guarded_cell_reads_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@"))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_lists_in_cells_read_as_they_were(texts: list[str]) -> None:
    assert list(split(joined(texts))) == texts


def test_every_key_has_a_column_of_its_own() -> None:
    columns = layout.columns()
    assert len(set(columns)) == len(columns)
    for spec in (
        "entry_id",
        "target_side",
        "date_precision",
        "attribution_level",
        "archived_url",
        "lang",
        "coded_on",
    ):
        assert spec in columns
    assert layout.column_of()["entries.sources.group"] == "independence_group"


def test_a_spreadsheet_knows_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "twin.csv"
    write_csv(read_record(written(tmp_path, example("es"))), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfentry_id,side,")
    assert inspect_record(path).warnings == ()


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    record = read_record(written(tmp_path, SMALL), acts=ACTS)
    with pytest.raises(FormatError, match=r"neither \.yaml nor \.csv"):
        write_record(record, tmp_path / "record.json")

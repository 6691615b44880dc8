"""What a record file may hold, and that each thing wrong with one is named with line and key."""

import hashlib
import os
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.errors import FormatError, InputError, RhetoricError
from rhetoric.projection.record.entries import When, entry_counts, one_sided
from rhetoric.projection.record.reading import LARGEST, inspect_record, read_record
from tests.projection.records import ACTS, SMALL, problems, written


def test_a_small_record(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL)
    record = read_record(path, acts=ACTS)
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    first, second = record.entries
    assert first.when == When(date(2030, 5, 2), date(2030, 5, 2), "day")
    assert second.when == When(date(2031, 2, 1), date(2031, 2, 28), "month")
    assert str(first.sources[0].date) == "2030-05"
    assert (first.sources[0].grade, first.groups) == ("B2", {"g-1"})
    assert (record.coverage.first, record.coverage.last) == (date(2030, 1, 1), date(2031, 12, 31))
    assert record.side("ours") == record.sides[0]
    assert entry_counts(record) == {"ours": 1, "theirs": 1}
    assert not one_sided(record)


def test_the_shipped_acts_are_known_without_being_given(tmp_path: Path) -> None:
    assert len(read_record(written(tmp_path, SMALL)).entries) == 2
    with pytest.raises(FormatError, match="unknown act"):
        read_record(written(tmp_path, SMALL), acts=["harbour.closing"])


WRONG = [
    ("schema: mirror-record/1.0", "schema: mirror-record/2", 1, "schema", "“mirror-record/2” is not among"),
    ("title: A record\n", "", 1, "title", "is missing"),
    ("title: A record\n", "title: A record\ntitle: B\n", 3, "title", "occurs twice"),
    ("title: A record\n", "title: [a]\n", 2, "title", "is no text"),
    ("sides: [ours, theirs]", "sides: [ours, others]", 3, "coverage.sides", "“others” is not declared"),
    ("sides: [ours, theirs]", "sides: []", 3, "coverage.sides", "has nothing in it"),
    ("from: 2030, to: 2031", "from: 2031, to: 2030", 3, "coverage.to", "2030 is before from, 2031"),
    ("{id: theirs, label", "{id: ours, label", 6, "sides[ours].id", "occurs twice in sides, first in line 5"),
    ("label: Ours}", "label: Ours, agent: X}", 5, "sides[ours].agent", "unknown key “agent”"),
    ("id: r-2", "id: r-1", 23, "entries[r-1].id", "occurs twice in entries, first in line 8"),
    ("  - id: r-1\n    side", "  - side", 8, "entries[1].id", "is missing"),
    ("side: ours", "side: oúrs", 9, "entries[r-1].side", "side “oúrs” is not declared"),
    ("act: cyber.ddos", "act: cyber.dos", 10, "entries[r-1].act", "unknown act “cyber.dos”"),
    ("act: cyber.ddos", "act: cyber", 10, "entries[r-1].act", "“cyber” is a branch of acts"),
    ("summary: The port's pages were flooded.", "summary: ' '", 11, "entries[r-1].summary", "is empty"),
    ("summary: The port's pages were flooded.", "summary:", 11, "entries[r-1].summary", "is missing"),
    ("    when: {from: 2030-05-02}\n", "", 8, "entries[r-1].when", "is missing"),
    ("when: {from: 2030-05-02}", "when: {to: 2030}", 12, "entries[r-1].when.from", "is missing"),
    ("from: 2030-05-02}", "from: 2/5/2030}", 12, "entries[r-1].when.from", "“2/5/2030” is no date"),
    ("from: 2030-05-02}", "from: 2030-05-02, to: 2030-04}", 12, "entries[r-1].when.to", "2030-04 is before from"),
    ("from: 2030-05-02}", "from: 2030, precision: day}", 12, "entries[r-1].when.precision", "2030 is a year"),
    ("from: 2030-05-02}", "from: 2030-05-02, precision: year}", 12, "entries[r-1].when.precision", "is year"),
    ("from: 2030-05-02}", "from: 2030-05-02, precision: week}", 12, "entries[r-1].when.precision", "“week”"),
    ("status: documented", "status: documentd", 13, "entries[r-1].status", "“documentd”"),
    ("status: documented", "status: documented\n    target: {}", 14, "entries[r-1].target", "says nothing"),
    ("status: documented", "status: documented\n    rests_on: r-9", 14, "entries[r-1].rests_on", "no entry “r-9”"),
    ("status: documented", "status: documented\n    rests_on: [r-1]", 14, "entries[r-1].rests_on", "a circle"),
    ("status: documented", "status: documented\n    coded: {on: 2030}", 14, "entries[r-1].coded.on", "is no day"),
    ("status: documented", "status: documented\n    attribution: {basis: b}", 14, "entries[r-1].attribution.level",
     "is missing"),
    ("type: press", "type: pres", 16, "entries[r-1].sources[s1].type", "“pres” is not among"),
    ("        group: g-1\n", "", 15, "entries[r-1].sources[s1].group", "is missing"),
    ("group: g-1", "group: g 1", 17, "entries[r-1].sources[s1].group", "“g 1” is no id"),
    ("        title: Flooded\n", "", 15, "entries[r-1].sources[s1].title", "neither title nor url"),
    ("title: Flooded", "url: 'javascript:alert(1)'", 20, "entries[r-1].sources[s1].url", "is no address"),
    ("title: Flooded", "url: 'https://[1'", 20, "entries[r-1].sources[s1].url", "is no address"),
    ("title: Flooded", 'title: "a\\0b"', 20, "entries[r-1].sources[s1].title", "a character no text has"),
    ("title: Flooded", f"title: T\n        quote: {'é' * 301}", 21, "entries[r-1].sources[s1].quote",
     "has 301 characters"),
    ("reliability: B", "reliability: b", 21, "entries[r-1].sources[s1].reliability", "“b” is not among"),
    ("credibility: 2", "credibility: 0", 22, "entries[r-1].sources[s1].credibility", "“0” is not among"),
    ("credibility: 2", "credibility: 2\n      - {id: s1}", 23, "entries[r-1].sources[s1].id", "occurs twice"),
    ("alleged\n    sources:", "alleged\n    counter_sources:", 23, "entries[r-2].sources", "is missing"),
    ("coverage: {", "cover: {", 1, "coverage", "is missing"),
    ("  - {id: ours, label: Ours}\n", "  - ours\n", 5, "sides[1]", "keys and values are missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "key", "message"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, line: int, key: str, message: str) -> None:
    assert old in SMALL
    found = problems(tmp_path, SMALL.replace(old, new, 1))
    assert any((one.line, one.key) == (line, key) and message in one.message for one in found), found
    assert all(one.hint for one in found)


def test_every_problem_is_listed_and_the_first_is_raised(tmp_path: Path) -> None:
    text = (
        SMALL.replace("cyber.ddos", "cyber.dos").replace("side: theirs", "side: them").replace("alleged", "said")
    )
    assert [one.line for one in problems(tmp_path, text)] == [10, 24, 28]
    with pytest.raises(FormatError) as error:
        read_record(tmp_path / "record.yaml", acts=ACTS)
    assert error.value.message.endswith(
        "record.yaml, line 10: entries[r-1].act: unknown act “cyber.dos” (and 2 more)"
    )
    assert error.value.hint == "did you mean cyber.ddos?; `rhetoric record check` lists every problem"


def test_a_quote_of_300_characters_is_not_too_long(tmp_path: Path) -> None:
    assert not problems(tmp_path, SMALL.replace("title: Flooded", f"title: T\n        quote: {'ñ' * 300}"))


def test_nothing_rests_on_a_retracted_entry(tmp_path: Path) -> None:
    resting = SMALL.replace("status: alleged", "status: alleged\n    rests_on: [r-1]")
    assert not problems(tmp_path, resting)
    taken_back = resting.replace("documented", "retracted")
    [problem] = problems(tmp_path, taken_back)
    assert (problem.line, problem.key) == (29, "entries[r-2].rests_on")
    assert "“r-1” is retracted" in problem.message
    assert not problems(tmp_path, taken_back.replace("status: alleged", "status: retracted"))


def test_circles_of_any_length_are_found(tmp_path: Path) -> None:
    text = SMALL.replace("status: alleged", "status: alleged\n    rests_on: [r-1]")
    text = text.replace("status: documented", "status: documented\n    rests_on: r-2")
    assert [one.key for one in problems(tmp_path, text)] == ["entries[r-1].rests_on", "entries[r-2].rests_on"]


def test_a_long_chain_of_support_is_no_circle(tmp_path: Path) -> None:
    head, _, rest = SMALL.partition("  - id: r-2")
    chain = "".join(
        f"  - id: c-{i}\n    rests_on: c-{i + 1}\n{rest[1:]}" for i in range(1500)
    ) + f"  - id: c-1500\n{rest[1:]}"  # fmt: skip
    assert not problems(tmp_path, head + chain)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("from: 2030-05-02", "from: 2029-05-02", 12, "2029-05-02 is outside the coverage"),
        ("sides: [ours, theirs]", "sides: [ours]", 24, "coverage does not name “theirs”"),
        ("status: documented", "status: adjudicated", 13, "no source is of a type that could say so"),
        (
            "label: Ours}\n  - {id: theirs, label: Theirs}",
            "label: O, members: [{name: Ána R}]}\n  - {id: theirs, label: T, members: [{name: ANA R, to: 2030}]}",
            6,
            "“ANA R” is also of ours",
        ),
    ],
)
def test_what_is_odd_is_a_warning(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    seen = inspect_record(written(tmp_path, SMALL.replace(old, new, 1)), acts=ACTS)
    assert seen.record is not None
    [warning] = seen.warnings
    assert warning.line == line
    assert message in warning.message


def test_who_changed_sides_is_no_warning(tmp_path: Path) -> None:
    text = SMALL.replace("label: Ours}", "label: O, members: [{name: Ana R, to: 2029}]}")
    text = text.replace("label: Theirs}", "label: T, members: [{name: Ana R, from: 2030}]}")
    assert inspect_record(written(tmp_path, text), acts=ACTS).warnings == ()


HOSTILE = {
    "binary": b"\x00\x01\x02\xff\xfe",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "latin-1": SMALL.replace("Grain", "Grano ñ").encode("latin-1"),
    "utf-16": SMALL.encode("utf-16"),
    "zero": SMALL.encode() + b"\0",
    "empty": b"",
    "blank": b" \n \n",
    "deep": b"title: " + b"[" * 100_000,
    "alias": b"a: &a [x]\nb: [*a, *a]\n",
    "tag": b"title: !!python/object/apply:os.system [ls]\n",
    "tab": b"title:\n\t- x\n",
    "list": b"- a\n- b\n",
    "word": b"hello\n",
    "key of keys": b"? {a: b}\n: c\n",
    "two documents": b"title: a\n---\ntitle: b\n",
    "right to left": "title: \u202e\u2066x\nschemá: y\n".encode(),
}


@pytest.mark.parametrize("name", ["record.yaml", "record.csv"])
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_two_lines(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_record(path, acts=ACTS)
    assert len(str(error.value).splitlines()) == 2
    assert str(error.value).replace("\n", "").isprintable()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("none.yaml", "pipe.yaml", "folder.yaml", "a\0b.yaml", "record.json", "x" * 5000 + ".csv"):
        with pytest.raises(InputError) as error:
            read_record(tmp_path / name, acts=ACTS)
        assert len(str(error.value).splitlines()) == 2
        assert str(error.value).replace("\n", "").isprintable()


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(FormatError, match="more than 4 MiB"):
        read_record(path, acts=ACTS)


def test_endless_keys_and_values_are_cut_in_messages(tmp_path: Path) -> None:
    text = SMALL.replace("cyber.ddos", "x" * 9000).replace("label: Ours}", f"? {'k' * 900} : v}}")
    found = problems(tmp_path, text.replace("label: Theirs}", 'label: Theirs, "a\u202e\\eb": c}'))
    assert len(found) == 4
    assert max(len(one.key + one.message) for one in found) < 300
    assert all((one.key + one.message + one.hint).isprintable() for one in found)


def test_reading_stops_at_a_thousand_problems(tmp_path: Path) -> None:
    seen = inspect_record(written(tmp_path, "".join(f"k{i}: x\n" for i in range(5000))), acts=ACTS)
    assert (len(seen.problems), seen.more, seen.record) == (1000, True, None)
    with pytest.raises(FormatError, match=r"\(and 999 or more more\)"):
        read_record(tmp_path / "record.yaml", acts=ACTS)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_gives_a_record_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(SMALL)))
    length, new = (
        data.draw(st.integers(0, 30)),
        data.draw(st.text(alphabet="a:-[]{}&*!#|>'\"\n ?,%@`\t\x85é", max_size=9)),
    )
    path = written(tmp_path_factory.getbasetemp(), SMALL[:at] + new + SMALL[at + length :], "any.yaml")
    said = "fine\nhere"
    try:
        read_record(path, acts=ACTS)
    except RhetoricError as error:
        said = str(error)
    assert len(said.splitlines()) == 2

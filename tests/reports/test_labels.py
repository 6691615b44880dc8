import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from rhetoric import projection, reports
from rhetoric.projection.parameters import shipped
from rhetoric.projection.record.entries import STATUSES
from rhetoric.records import Analysis, OwnActKind, Speaker, Status, Transcript
from rhetoric.records.projection import HIGHEST_GRADE
from rhetoric.reports.catalogue import DeviceInfo, device_info, lookup
from rhetoric.reports.labels import clock, labels, number, speaker_names, ui_language, word_for
from rhetoric.transcribe.coverage import REASON as NOT_TRANSCRIBED
from rhetoric.transcribe.guard import FAST, LOOP, SILENT, STOCK, TRANSLATED
from rhetoric.transcribe.risk import CLASSES


def test_every_language_has_the_same_words() -> None:
    assert set(labels("es")) == set(labels("en"))
    assert labels("fr") == labels("en")


@pytest.mark.parametrize(
    ("time", "expected"), [(0, "0:00"), (59_999, "0:59"), (61_000, "1:01"), (3_600_000, "1:00:00")]
)
def test_clock(time: int, expected: str) -> None:
    assert clock(time) == expected


def test_numbers_follow_the_language() -> None:
    assert number(1234.56, "en") == "1,234.6"
    assert number(1234.56, "es") == "1.234,6"
    assert number(1234, "es", digits=0) == "1.234"


@pytest.mark.parametrize(
    ("code", "ui"), [("es", "es"), ("es-MX", "es"), ("ES_ar", "es"), ("en", "en"), ("sw", "en")]
)
def test_interface_language(code: str, ui: str) -> None:
    assert ui_language(Analysis(Transcript("", code))) == ui


def test_equal_names_are_told_apart() -> None:
    two = (Speaker("S1", "Ana"), Speaker("S2", "Ana"), Speaker("S3"))
    analysis = Analysis(Transcript("", "en"), speakers=two)
    assert speaker_names(analysis) == {"S1": "Ana (S1)", "S2": "Ana (S2)", "S3": "S3"}


def test_words_for_values() -> None:
    assert word_for("negated", "es") == "negado"
    assert word_for("stamping_feet", "es") == "stamping feet"


def test_unknown_devices_get_a_plain_name() -> None:
    info = lookup({}, "my_own.device")
    assert (info.title("es"), info.family_key, info.meaning("en")) == ("My own device", "X", "")


@pytest.mark.parametrize(
    ("family", "key"),
    [("A framing", "A"), ("B", "B"), ("c figures", "C"), ("Armada", "X"), ("", "X"), ("D x", "X")],
)
def test_family_key(family: str, key: str) -> None:
    assert replace(DeviceInfo("d", {}, ""), family=family).family_key == key


def test_shipped_devices_are_known() -> None:
    devices = device_info()
    assert devices["anaphora"].title("es").startswith("Anáfora")
    assert devices["anaphora"].family_key == "C"
    assert "question" in devices["anaphora"].counts_as_asserted
    assert not devices["accusation"].charted


# Words looked up by a key that is put together: the prefix, and every value that can stand behind it.
REASONS = {"side_unknown", "act_unknown", "not_asserted", "own_side", "own_act", "mutual_acknowledged"}
OBSTACLES = {"few_accusations", "side_not_covered", "uneven_record", "one_speaker"}
FLAGS = {
    "prior", "subsequent", "contested", "counter_record", "asymmetric_record", "mutual_acknowledged", "undated",
}  # fmt: skip
FACTORS = {"match", "link", "quality", "time", "specificity", "probability", "combined"}
SUSPECT = {LOOP, STOCK, SILENT, FAST, TRANSLATED}
DELIVERY = {"sentences", "pace", "pauses", "loudness", "pitch", "range"}
BUILT = {
    "delivery": DELIVERY,
    "flag": FLAGS,
    "factor": FACTORS,
    "reason": REASONS,
    "why": OBSTACLES,
    "grade": {str(grade) for grade in range(1, HIGHEST_GRADE + 1)},
}


def _source() -> str:
    folder = Path(reports.__file__).parent
    files = [*folder.glob("*.py"), *folder.glob("templates/*.j2"), *(folder.parent / "charts").glob("*.py")]
    files += (folder.parent / "audience").glob("*.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_no_word_is_missing_or_left_over() -> None:
    source = _source()
    asked = set(re.findall(r"""words(?:\[["'](\w+)["']\]|\.(\w+))""", source))
    used = {name for pair in asked for name in pair if name} - {"get", "lower", "count", "split", "startswith"}
    built = {f"{prefix}_{value}" for prefix, values in BUILT.items() for value in values}
    assert used | built <= set(labels("en"))
    values = {*get_args(Status), "applause", "laughter", "cheering", "booing", *get_args(OwnActKind), *STATUSES}
    values |= {*SUSPECT, NOT_TRANSCRIBED, *(f"risk_{name}" for name in CLASSES)}
    values.add("charge")  # the subtype of another side's charge
    quoted = set(re.findall(r"""["'](\w+)["']""", source))
    left_over = {key for key in labels("en") if not key.startswith("fam_") and not key.endswith("_title")}
    assert left_over - used - quoted - values - built == set()


def test_every_key_put_together_is_listed() -> None:
    source = _source()
    prefixes = set(re.findall(r"""(?:words\[|words\.get\()f["'](\w+?)_\{""", source))
    assert prefixes - {"fam"} == set(BUILT)  # a family is any letter


def test_the_lists_of_reasons_are_those_of_the_code() -> None:
    folder = Path(projection.__file__).parent
    index, ledger = (folder / "index.py").read_text(), (Path(reports.__file__).parent / "ledger.py").read_text()
    told = set(re.findall(r'(?:return|else) "(\w+)"|return "(\w+)" if', index[index.index("def _obstacle") :]))
    assert {name for pair in told for name in pair if name} <= OBSTACLES
    assert set(re.findall(r'"(\w+)"', index)) >= OBSTACLES
    assert REASONS - {"mutual_acknowledged"} <= set(re.findall(r'"(\w+)"', ledger))
    names = {group for group, _ in shipped().names()}
    assert FACTORS - names == {"combined"}
    assert names - FACTORS == {"caps"}

"""Agreement of coders on the same sentences."""

from pathlib import Path

import pytest

from rhetoric.errors import ConfigError, InputError, UnknownNameError
from rhetoric.evaluate.agree import POOLED, agree
from rhetoric.evaluate.agree_report import render_agreement
from rhetoric.evaluate.codings import read_codings
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.score import Sampling
from rhetoric.formats.rhetoric_json import dumps
from tests import builders
from tests.evaluate.codings import label, line, mark, passage, write

SAMPLING = Sampling(rounds=200, seed=0)


def two() -> dict[str, Gold]:
    ana = (passage(label("accusation", "They stole"), label("accusation", "Who pays")), passage(name="river@1"))
    bea = (passage(label("accusation", "the mill!", doubtful=True)), passage(name="river@1"))
    return {"ana": Gold(ana, {}), "bea": Gold(bea, {})}


def test_two_coders() -> None:
    found = agree(two(), SAMPLING)
    alpha = next(row for row in found.alphas if row.unit == "accusation")
    pair = next(row for row in found.pairs if row.unit == "accusation")
    # Eight sentences, 3 yes and 13 no, one item disagrees.
    assert (alpha.sentences, alpha.marked) == (8, 3)
    assert alpha.alpha.value == pytest.approx(1 - 15 * 1 / (3 * 13))
    assert pair.marked == (2, 1)
    assert pair.f1.value == pytest.approx(2 / 3)
    assert pair.kappa.value == pytest.approx((7 / 8 - 44 / 64) / (1 - 44 / 64))
    assert next(row for row in found.pairs if row.unit == POOLED).sentences == 24


def test_what_nobody_marked_has_no_agreement() -> None:
    row = next(row for row in agree(two(), SAMPLING).alphas if row.unit == "anaphora")
    assert row.alpha.value is None


def test_a_third_coder_may_lack_a_passage() -> None:
    codings = {**two(), "cleo": Gold((passage(label("accusation", "They stole")),), {})}
    found = agree(codings, SAMPLING)
    assert [(row.first, row.second, row.sentences) for row in found.pairs if row.unit == "accusation"] == [
        ("ana", "bea", 8),
        ("ana", "cleo", 4),
        ("bea", "cleo", 4),
    ]


def test_codings_must_share_texts_and_devices() -> None:
    with pytest.raises(InputError, match="share a passage"):
        agree({"a": Gold((passage(),), {}), "b": Gold((passage(name="other@1"),), {})}, SAMPLING)
    with pytest.raises(InputError, match="no device"):
        agree({"a": Gold((passage(),), {}), "b": Gold((passage(coded=frozenset({"hyperbole"})),), {})}, SAMPLING)


def test_another_text_is_refused(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", line([]))
    second = write(tmp_path / "b.jsonl", line([]).replace("The river is high", "The river is down"))
    with pytest.raises(InputError, match="another text"):
        agree(read_codings([first, second]), SAMPLING)


def test_codings_from_files_and_analyses(tmp_path: Path) -> None:
    analysis = builders.speech()
    for coder in ("ana", "bea"):
        (tmp_path / coder / "debate").mkdir(parents=True)
        (tmp_path / coder / "debate" / "analysis.json").write_text(dumps(analysis), encoding="utf-8")
    found = agree(read_codings([tmp_path / "ana", tmp_path / "bea"]), SAMPLING)
    assert found.coders == ("ana", "bea")
    assert {row.alpha.value for row in found.alphas} == {None, 1.0}


def test_one_coding_is_not_enough(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", line([mark("anaphora", "We built")]))
    with pytest.raises(ConfigError, match="needs two"):
        read_codings([path])
    with pytest.raises(ConfigError, match="twice"):
        read_codings([path, path, path])


def test_forms() -> None:
    found = agree(two(), SAMPLING)
    assert render_agreement(found, "md").startswith("2 coders, 2 passages, 2 speeches.")
    assert '"coders"' in render_agreement(found, "json")
    with pytest.raises(UnknownNameError):
        render_agreement(found, "csv")

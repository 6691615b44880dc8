"""Figures over devices, languages and groups, on a gold small enough to count by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric.devices.acts import Act, Taxonomy
from rhetoric.devices.check import Report
from rhetoric.devices.check import Row as Example
from rhetoric.errors import FormatError, UnknownNameError
from rhetoric.evaluate.acts import crosswalk
from rhetoric.evaluate.examples import example_rows
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.groups import read_groups
from rhetoric.evaluate.measure import Plan, TagReport, measure
from rhetoric.evaluate.report import render, shown
from rhetoric.evaluate.score import Row, Sampling
from rhetoric.metrics.intervals import Estimate
from tests.devices.speech import shipped
from tests.evaluate.codings import label, note, passage, write

FAMILIES = {"accusation": "A framing", "anaphora": "C figures", "rhetorical_question": "C figures"}
PLAN = Plan(families=FAMILIES, sampling=Sampling(rounds=200, seed=1), enough=2, taxonomy=shipped().taxonomy)


def gold() -> Gold:
    english = (
        passage(label("accusation", "They stole", act="corruption"), label("anaphora", "We built"), name="mill@1"),
        passage(label("accusation", "They stole", act="other"), name="river@1"),
        passage(label("rhetorical_question", "Who pays"), name="road@1"),
    )
    return Gold((*english, *(replace(one, id=f"{one.id}es", language="es") for one in english)), {})


def found() -> dict[str, tuple[object, ...]]:
    return {
        "mill@1": (note("accusation", "They stole", act="corruption.bribery"), note("anaphora", "The river")),
        "river@1": (note("accusation", "They stole", "candidate"),),
        "mill@1es": (note("accusation", "They stole", act="foreign.invasion"),),
    }


def report(plan: Plan = PLAN) -> TagReport:
    return measure(gold(), found(), plan)  # type: ignore[arg-type] - annotations


def row(unit: str, scope: str, level: str) -> Row:
    return next(one for one in report().rows if (one.unit, one.scope, one.level) == (unit, scope, level))


def test_rows_per_language_and_level() -> None:
    tagged, shown_too = row("accusation", "en", "tag"), row("accusation", "en", "found")
    assert (tagged.cells, tagged.positives, tagged.found) == (12, 2, 1)
    assert tagged.figures["precision"].value == 1.0
    assert tagged.figures["recall"].value == 0.5
    assert tagged.figures["f1"].value == pytest.approx(2 / 3)
    assert shown_too.figures["f1"].value == 1.0
    assert tagged.prevalence == pytest.approx(2 / 12)
    assert tagged.all_positive_f1 == pytest.approx(4 / 14)


def test_all_languages_are_pooled() -> None:
    both = row("accusation", "all", "found")
    assert (both.cells, both.positives, both.found) == (24, 4, 3)


def test_undefined_figures_have_no_value() -> None:
    assert row("rhetorical_question", "en", "tag").figures["precision"] == Estimate(None)
    assert row("rhetorical_question", "en", "tag").figures["f1"].value == 0


def test_intervals_hold_the_value_and_are_the_same_each_time() -> None:
    first = row("accusation", "all", "found").figures["f1"]
    assert first == row("accusation", "all", "found").figures["f1"]
    assert first.low is not None
    assert first.value is not None
    assert first.high is not None
    assert first.low <= first.value <= first.high


def test_sets_by_family_and_by_number_of_positives() -> None:
    sets = {one.name: one for one in report().sets if (one.scope, one.level) == ("all", "tag")}
    assert list(sets) == ["framing and evasion, ≥ 2 positives", "framing and evasion", "figures", "all devices"]
    assert sets["framing and evasion"].units == ("accusation",)
    assert sets["figures"].units == ("anaphora", "rhetorical_question")
    assert sets["figures"].figures["macro_f1"].value == 0
    assert sets["all devices"].figures["recall"].value == pytest.approx(2 / 8)
    assert sets["all devices"].figures["fpr"].value == pytest.approx(1 / 64)


def test_a_device_with_few_positives_is_out_of_the_first_set() -> None:
    names = {one.name for one in report(replace(PLAN, enough=5)).sets}
    assert names == {"framing and evasion", "figures", "all devices"}


def test_languages_apart() -> None:
    gap = next(one for one in report().gaps if (one.name, one.level) == ("framing and evasion", "found"))
    assert (gap.first, gap.second) == ("en", "es")
    assert gap.value.value == pytest.approx(1 - 2 / 3)


def test_density_is_per_100_sentences() -> None:
    dense = next(one for one in report().densities if (one.name, one.scope) == ("all devices", "en"))
    assert dense.figures["tags"].value == pytest.approx(100 * 2 / 12)
    assert dense.figures["candidates"].value == pytest.approx(100 * 1 / 12)


def test_acts_are_scored_on_the_taxonomy() -> None:
    acts = {(one.scope, one.depth): one for one in report().acts}
    both = acts["all", "leaf"]
    assert (both.coded, both.given) == (2, 2)  # `other` is not scored
    assert both.figures["f1"].value == pytest.approx(0.5)
    assert acts["en", "branch"].figures["precision"].value == 1.0


def test_the_crosswalk_knows_the_manuals_words() -> None:
    acts = shipped().taxonomy
    assert crosswalk("other", acts) == ()
    assert crosswalk("aggression_war", acts) == ("foreign.invasion", "foreign.aggression")
    assert crosswalk("violence.street", acts) == ("violence.street",)
    with pytest.raises(UnknownNameError, match="aggresion"):
        crosswalk("aggresion_war", acts)


def test_an_act_the_taxonomy_lacks_is_not_scored() -> None:
    own = Taxonomy((Act("mill.burning", {}, "", {}),))
    assert crosswalk("corruption", own) == ()
    assert crosswalk("mill", own) == ("mill",)


def test_groups_from_a_table(tmp_path: Path) -> None:
    table = write(tmp_path / "groups.csv", "speech,office,floor", "mill,incumbent,hall", "river,challenger,", "")
    plan = replace(PLAN, groupings=read_groups(table))
    rows = [one for one in report(plan).groups if (one.name, one.level) == ("framing and evasion", "tag")]
    assert [one.scope for one in rows] == ["office: challenger", "office: incumbent", "floor: hall"]
    assert [one.figures["recall"].value for one in rows] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize("content", ["name,office\nmill,in", "speech\nmill", "speech,office\nmill,in\nmill,out"])
def test_bad_tables_of_groups(tmp_path: Path, content: str) -> None:
    with pytest.raises(FormatError):
        read_groups(write(tmp_path / "groups.csv", content))


def test_examples_of_a_codebook() -> None:
    rows = [
        Example("accusation", "en", "hit", 1, "…", "", "tag", passed=True),
        Example("accusation", "en", "hit", 2, "…", "", "candidate", passed=False),
        Example("accusation", "es", "negative", 1, "…", "", None, passed=True),
        Example("accusation", "es", "negative", 2, "…", "", "tag", passed=None),
    ]
    found_rows = {(one.kind, one.language): one for one in example_rows(Report("test", tuple(rows)))}
    assert (found_rows["hit", "en"].tagged.value, found_rows["hit", "en"].found.value) == (0.5, 1.0)
    assert found_rows["negative", "all"].n == 1
    assert found_rows["negative", "all"].tagged.value == 0
    assert found_rows["hit", "es"].tagged.value is None


def test_scores_give_average_precision_and_bins() -> None:
    one = Gold((passage(label("accusation", "They stole")),), {})
    notes = {"mill@1": (note("accusation", "They stole", score=0.9), note("accusation", "Who pays", score=0.3))}
    made = measure(one, notes, PLAN)
    figures = next(row for row in made.rows if (row.unit, row.level) == ("accusation", "found")).figures
    assert figures["ap"].value == 1.0
    assert figures["ece"].value == pytest.approx((0.1 + 0.3) / 2)
    assert [(one.n, one.score, one.true) for one in made.reliability] == [(1, 0.3, 0.0), (1, 0.9, 1.0)]


def test_markdown_says_first_who_coded() -> None:
    text = render(report(replace(PLAN, coders="labels by two people")), "md")
    assert text.splitlines()[0] == "labels by two people"
    assert "| accusation " in text
    assert "–" in text


def test_forms() -> None:
    tree = json.loads(render(report(), "json"))
    assert tree["facts"] == {"passages": 6, "sentences": 24, "speeches": 6, "rounds": 200, "seed": 1}
    assert render(report(), "csv").splitlines()[1].startswith("accusation,en,tag,12,2,1,precision,1.0000,")
    with pytest.raises(UnknownNameError, match="xml"):
        render(report(), "xml")


def test_a_figure_is_shown_with_its_interval() -> None:
    assert shown(Estimate(0.456, 0.331, 0.58)) == "0.46 [0.33, 0.58]"
    assert shown(Estimate(-0.001)) == "0.00"
    assert shown(Estimate(None)) == shown(None) == "–"

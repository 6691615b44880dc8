"""Gold beside predictions: which cells count, and how."""

import numpy as np

from rhetoric.evaluate.cells import cell_truths, count
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.schemes import joint_labels
from rhetoric.metrics.spans import span_f1
from tests.evaluate.codings import DEVICES, SENTENCES, label, note, passage


def test_a_firm_label_beats_a_doubtful_one_in_its_sentence() -> None:
    labels = [label("accusation", "They stole"), label("accusation", "the mill", doubtful=True)]
    assert cell_truths(SENTENCES, labels) == [False, True, False, False]
    assert cell_truths(SENTENCES, labels[1:]) == [False, None, False, False]


def test_tables_by_level() -> None:
    gold = Gold((passage(label("accusation", "They stole"), label("accusation", "We built")),), {})
    found = {"mill@1": (note("accusation", "They stole"), note("accusation", "Who pays", "candidate"))}
    unit = count(gold, found).unit("accusation")
    assert unit is not None
    assert unit.tables[:, 0].tolist() == [[1, 0, 1, 2], [1, 1, 1, 1]]
    assert (unit.tags.tolist(), unit.candidates.tolist()) == ([1], [1])


def test_doubtful_cells_are_out_for_sentences_and_spans() -> None:
    gold = Gold((passage(label("accusation", "They stole the mill", doubtful=True)),), {})
    unit = count(gold, {"mill@1": (note("accusation", "stole the mill!"),)}).unit("accusation")
    assert unit is not None
    assert unit.tables[0, 0].tolist() == [0, 0, 0, 3]
    assert unit.spans[0, 0].tolist() == [0, 0, 0, 0]
    assert unit.out.tolist() == [1]


def test_devices_not_coded_in_a_passage_are_out_for_it() -> None:
    both = passage(), passage(name="river@1", coded=DEVICES - {"accusation"})
    unit = count(Gold(both, {}), {"river@1": (note("accusation", "They stole"),)}).unit("accusation")
    assert unit is not None
    assert unit.tables[0].tolist() == [[0, 0, 0, 4], [0, 0, 0, 0]]


def test_tags_nobody_looked_for_are_named() -> None:
    counts = count(Gold((passage(),), {}), {"mill@1": (note("hyperbole", "The river"),)})
    assert counts.uncoded == ("hyperbole",)


def test_joint_labels_take_the_tags_of_their_devices() -> None:
    gold = Gold((passage(label("deflection", "Who pays"), coded=frozenset({"deflection"})),), joint_labels())
    for device in ("whataboutism", "discrediting_the_messenger"):
        unit = count(gold, {"mill@1": (note(device, "Who pays"),)}).unit("deflection")
        assert unit is not None
        assert unit.tables[0, 0].tolist() == [1, 0, 0, 3]
    unit = count(gold, {"mill@1": (note("hyperbole", "Who pays"),)}).unit("deflection")
    assert unit is not None
    assert unit.tables[0, 0].tolist() == [0, 0, 1, 3]


def test_span_sums() -> None:
    gold = Gold((passage(label("accusation", "They stole")),), {})
    unit = count(gold, {"mill@1": (note("accusation", "stole the"),)}).unit("accusation")
    assert unit is not None
    # Five shared characters of nine found and ten coded.
    assert np.allclose(unit.spans[0, 0], [5 / 9, 1, 0.5, 1])
    assert np.isclose(span_f1(unit.spans[0, 0]), 2 * (5 / 9) * 0.5 / (5 / 9 + 0.5))


def test_a_cell_has_the_highest_score_in_its_sentence() -> None:
    gold = Gold((passage(label("accusation", "They stole")),), {})
    notes = note("accusation", "They", score=0.4), note("accusation", "the mill", "candidate", score=0.7)
    unit = count(gold, {"mill@1": notes}).unit("accusation")
    assert unit is not None
    assert unit.scored
    assert unit.score.tolist() == [0, 0.7, 0, 0]
    assert unit.truth.tolist() == [False, True, False, False]


def test_a_speech_is_one_per_language_and_gathers_its_passages() -> None:
    counts = count(Gold((passage(), passage(name="mill@2"), passage(name="river@1")), {}), {})
    assert [speech.id for speech in counts.speeches] == ["mill", "river"]
    assert counts.sentences.tolist() == [8, 4]

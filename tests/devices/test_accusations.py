"""Accusation records, the acts they name, and the role names of PAN-2024."""

import pytest

from rhetoric.devices.accusations import pan_roles
from rhetoric.devices.yamlfile import mapping
from rhetoric.evaluate import acts as coarse
from rhetoric.formats.rhetoric_json import dumps, loads
from rhetoric.pipeline import tag_text
from tests.devices.speech import shipped

SPEECH = "The Harbour Company bribed two judges in March."


def test_an_accusation_names_accused_and_act() -> None:
    (found,) = tag_text(SPEECH, "en").accusations
    assert (found.annotation, found.accused, found.act) == ("A1", "Harbour Company", "corruption.bribery")
    assert (found.accuser_side, found.accused_side) == (None, None)


def test_an_analysis_holds_the_devices_that_occur() -> None:
    analysis = tag_text(SPEECH, "en")
    (note,) = analysis.devices
    assert (note.id, note.names["es"], note.uncharted) == ("accusation", "Acusación", True)
    assert loads(dumps(analysis), where="x") == analysis


def test_slots_get_the_names_of_pan_2024() -> None:
    (note,) = tag_text(SPEECH, "en").annotations
    assert {(slot.name, slot.value) for slot in pan_roles(note)} == {
        ("agent", "Harbour Company"),
        ("negative_effect", "bribed"),
    }


@pytest.mark.parametrize(
    ("text", "language", "act"),
    [
        ("they jailed our journalists", "en", "persecution.arbitrary_arrest"),
        ("NOS ESPIARON", "es", "foreign.espionage"),
        ("amano las elecciones", "es", "election.fraud_count"),
        ("they are late", "en", None),
    ],
)
def test_words_lead_to_a_leaf(text: str, language: str, act: str | None) -> None:
    assert shipped().taxonomy.act_in(text, language) == act


def test_every_leaf_has_names_and_cues_in_both_languages() -> None:
    acts = shipped().taxonomy.acts
    assert len(acts) == 54
    for act in acts:
        assert set(act.names) == {"en", "es"}, act.id
        assert act.plover, act.id
        assert all(act.cues[language] for language in ("en", "es")), act.id


def test_the_coders_words_lead_to_acts_that_exist() -> None:
    taxonomy = shipped().taxonomy
    words = mapping(coarse.Path(coarse.__file__).with_name("acts.yaml"))
    entries = {one for listed in words.values() for one in listed}  # type: ignore[attr-defined] - lists
    assert entries <= {*taxonomy.ids, *taxonomy.branches}
    assert all(coarse.crosswalk(word, taxonomy) == tuple(words[word]) for word in words)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["betrayal", "discrimination", "incompetence"])
def test_what_is_no_conduct_has_no_leaf(word: str) -> None:
    taxonomy = shipped().taxonomy
    assert coarse.crosswalk(word, taxonomy) == ()
    assert not any(word in name.lower() for act in taxonomy.acts for name in (act.id, *act.names.values()))

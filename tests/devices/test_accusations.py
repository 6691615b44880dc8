"""Accusation records, the taxonomy of acts, and the role names of PAN-2024."""

import pytest

from rhetoric.devices.accusations import pan_roles
from rhetoric.devices.acts import act_in, read_acts
from rhetoric.devices.yamlfile import mapping
from rhetoric.evaluate import acts as coarse
from rhetoric.formats.rhetoric_json import dumps, loads
from rhetoric.pipeline import tag_text

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
    assert act_in(text, language) == act


def test_every_leaf_has_names_and_cues_in_both_languages() -> None:
    acts = read_acts()
    assert len(acts) == 47
    for act in acts:
        assert set(act.names) == {"en", "es"}, act.id
        assert all(act.cues[language] for language in ("en", "es")), act.id


def test_the_coders_words_lead_to_acts_that_exist() -> None:
    known = {act.id for act in read_acts()} | {act.branch for act in read_acts()}
    words = mapping(coarse.Path(coarse.__file__).with_name("acts.yaml"))
    assert {one for word in words for one in coarse.crosswalk(word)} <= known

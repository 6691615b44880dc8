"""The taxonomy of acts: a user's own, over the shipped one or alone, and which acts are alike."""

from pathlib import Path

import pytest

from rhetoric.config import Options
from rhetoric.devices.actsfile import read_taxonomy
from rhetoric.devices.codebook import load
from rhetoric.devices.diff import compare, to_markdown
from rhetoric.devices.explain import explain_all
from rhetoric.errors import FormatError, RhetoricError
from rhetoric.formats import read_text
from rhetoric.pipeline import annotate
from tests.devices.speech import shipped

SPEECH = "The Harbour Company poisoned the well of our village."
OWN = """
neighbourhood.well_poisoning:
  name: {en: Spoiling a well, es: Envenenar un pozo}
  cues:
    en: {pairs: "poison|foul + well"}
corruption.bribery:
  cues:
    en: {nouns: golden fish}
"""


def book(folder: Path, acts: str, *, extends: bool = True) -> Path:
    (folder / "codebook.yaml").write_text("name: mine\n" + ("extends: shipped\n" if extends else ""))
    (folder / "acts.yaml").write_text(acts, encoding="utf-8")
    if not extends:
        (folder / "devices").mkdir()
        (folder / "devices" / "wink.yaml").write_text("{id: wink, family: A framing, definition: A wink.}")
    return folder


def test_own_acts_are_put_over_the_shipped_ones(tmp_path: Path) -> None:
    acts = load(book(tmp_path, OWN)).taxonomy
    assert len(acts.ids) == len(shipped().taxonomy.ids) + 1
    assert acts.act("corruption.bribery").names == shipped().taxonomy.act("corruption.bribery").names
    for text in ("two golden fishes", "they bribed him"):
        assert acts.act_in(text, "en") == "corruption.bribery"
    assert acts.equivalents == shipped().taxonomy.equivalents


def test_own_acts_alone(tmp_path: Path) -> None:
    acts = load(book(tmp_path, OWN, extends=False)).taxonomy
    assert acts.ids == ("neighbourhood.well_poisoning", "corruption.bribery")
    assert acts.wordless(("en", "es")) == tuple((name, "es") for name in acts.ids)


def test_without_acts_the_shipped_ones_hold(tmp_path: Path) -> None:
    folder = book(tmp_path, OWN, extends=False)
    (folder / "acts.yaml").unlink()
    assert load(folder).taxonomy.ids == shipped().taxonomy.ids


def test_an_analysis_names_acts_of_the_codebook_in_use(tmp_path: Path) -> None:
    folder = book(tmp_path, OWN)
    mine = annotate(read_text(SPEECH, language="en"), Options(codebook=folder))
    assert [one.act for one in mine.accusations] == ["neighbourhood.well_poisoning"]
    [said] = explain_all(mine, load(folder), ui="es")
    assert "acto: Envenenar un pozo (neighbourhood.well_poisoning)" in said
    page = to_markdown(compare([("a", mine)], shipped(), load(folder)))
    assert "1 with another act" in page
    assert "| act changed | accusation | violence.political_killing | neighbourhood.well_poisoning | 1 |" in page


@pytest.mark.parametrize(
    ("text", "language", "act"),
    [
        ("the last newspaper they closed", "en", "censorship.close_media"),
        ("they closed the door of the mill to every single reader of newspapers", "en", None),
        ("nos cerraron la cuenta y borraron los mensajes", "es", "censorship.remove_accounts"),
        ("quemaron dos autobuses en la avenida", "es", "violence.street"),
        ("their followers beat two activists", "en", "violence.street"),
        ("they bombed our villages", "en", "foreign.aggression"),
        ("espiaban a los periodistas", "es", "persecution.surveillance"),
        ("they stole the election", "en", "election.fraud_count"),
        ("they stole the bread", "en", "corruption.embezzlement"),
        ("sin embargo, el último informe habla de las calles, cerca de aquí", "es", None),
        ("levantaron el embargo", "es", "foreign.sanctions_blockade"),
        ("they will impose a peaceful settlement", "en", None),
    ],
)
def test_a_verb_and_its_noun_lead_to_a_leaf(text: str, language: str, act: str | None) -> None:
    assert shipped().taxonomy.act_in(text, language) == act


def test_words_of_the_act_go_before_others() -> None:
    acts = shipped().taxonomy
    said = "they tortured the man who stole the public money"
    assert acts.act_in(said, "en") == "corruption.embezzlement"
    assert acts.act_in(said, "en", near="tortured") == "violence.torture"
    assert acts.act_in(said, "en", near="sang") == "corruption.embezzlement"


def test_the_shipped_equivalents_are_few_and_across_branches() -> None:
    pairs = shipped().taxonomy.equivalents
    assert 3 <= len(pairs) <= 10
    assert {one.weight for one in pairs} == {0.6}


def test_an_equivalence_of_weight_zero_is_taken_away(tmp_path: Path) -> None:
    pair = "[foreign.espionage, cyber.surveillance_spyware]"
    acts = load(book(tmp_path, f"equivalent: [{{acts: {pair}, weight: 0}}]")).taxonomy
    assert {"foreign.espionage", "cyber.surveillance_spyware"} not in [one.pair for one in acts.equivalents]
    assert len(acts.equivalents) == len(shipped().taxonomy.equivalents) - 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("bribery: {name: {en: x}}", "is no act"),
        ("a.b: {nome: {en: x}}", "nome"),
        ("a.b: {cues: {en: {verb: x}}}", "verb"),
        ("a.b: {cues: {en: {pairs: steal}}}", "is no pair"),
        ("a.b: {cues: {en: {verbs: steal}}}\na.c: {cues: {en: {verbs: steal}}}", "stands under a.b and a.c"),
        ("equivalent: [{acts: [power.coup], weight: 1}]", "is called equivalent"),
        ("equivalent: [{acts: [power.coup, power.cuop], weight: 1}]", "'power.cuop' is called equivalent"),
        ("equivalent: [{acts: [power.coup, power.self_coup], weight: 1}]", "of one branch"),
        ("equivalent: [{acts: [power.coup, violence.terror], weight: 1.5}]", "the weight .* is 1.5"),
        ("equivalent: [{acts: [power.coup, violence.terror]}]", "the weight .* is None"),
        ("equivalent: [{acts: [power.coup, violence.terror], wieght: 1}]", "wieght"),
    ],
)
def test_a_wrong_file_is_refused_in_two_lines(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "acts.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RhetoricError, match=words) as caught:
        read_taxonomy(path, shipped().taxonomy)
    assert len(str(caught.value).splitlines()) == 2
    assert isinstance(caught.value, FormatError) or "equivalent" not in words

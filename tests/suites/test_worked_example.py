"""The worked example of transcripts/mirror: every turn of the told case is found, in English as in Spanish."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rhetoric.cli.main import app

MIRROR = Path(__file__).parents[2] / "transcripts" / "mirror"
SPEECHES = {"en": "en_government", "es": "es_gobierno"}

TURNS = [
    ("external_enemy", ("the foreign tycoon Aldo Corwin", "el magnate extranjero Aldo Corwin")),
    ("conspiracy_claim", ("met in secret to manipulate", "se reunieron en secreto para manipular")),
    ("spectacle_challenge", ("fight me in this ring", "pelear conmigo en este ring")),
    ("hyperbole", ("first digital invasion", "primera invasión digital")),
    ("punitive_threat", ("iron fist", "mano de hierro")),
    ("accusation", ("spies on us through our phones", "nos espía por el teléfono")),
    ("accusation", ("brings violence to our streets", "trae la violencia a nuestras calles")),
]


@pytest.fixture(scope="module", params=sorted(SPEECHES))
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    name = SPEECHES[request.param]
    out = tmp_path_factory.mktemp(name)
    options = ("--actors", str(MIRROR / "actors.yaml"), "--record", str(MIRROR / "record.yaml"))
    result = CliRunner().invoke(app, ["analyze", str(MIRROR / f"{name}.txt"), *options, "--out", str(out)])
    assert result.exit_code == 0, result.output
    return request.param, json.loads((out / name / "analysis.json").read_text(encoding="utf-8"))


def of_accusation(analysis: dict[str, Any], words: str) -> dict[str, Any]:
    """Return the case about the accusation in whose quote `words` stand."""
    [annotation] = [a for a in analysis["annotations"] if a["device"] == "accusation" and words in a["quote"]]
    [case] = [each for each in analysis["projections"] if each["accusation"] == annotation["id"]]
    return case


@pytest.mark.parametrize(("device", "words"), TURNS)
def test_a_turn_is_tagged(found: tuple[str, dict[str, Any]], device: str, words: tuple[str, str]) -> None:
    language, analysis = found
    quote = words[language == "es"]
    tagged = [a for a in analysis["annotations"] if a["device"] == device and a["decision"] == "tag"]
    assert any(quote in a["quote"] for a in tagged), [a["quote"] for a in tagged]


def test_own_acts_are_the_app_and_the_blocking(found: tuple[str, dict[str, Any]]) -> None:
    _, analysis = found
    assert [(own["kind"], own["act"]) for own in analysis["own_acts"]] == [
        ("announce", "persecution.surveillance"),
        ("announce", "censorship.block_platform"),
    ]


def test_an_order_of_ones_own_accuses_nobody(found: tuple[str, dict[str, Any]]) -> None:
    language, analysis = found
    order = {"en": "Tonight I order", "es": "Esta noche ordeno"}[language]
    assert not [a for a in analysis["annotations"] if a["device"] == "accusation" and order in a["quote"]]


def test_the_app_mirrors_the_charge_of_spying_in_the_same_speech(found: tuple[str, dict[str, Any]]) -> None:
    language, analysis = found
    case = of_accusation(analysis, {"en": "spies on us", "es": "nos espía"}[language])
    assert case["grade"] >= 2
    assert {(item["kind"], item["act"]) for item in case["evidence"]} >= {("M1", "persecution.surveillance")}


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        (("censors the voice", "censura la voz"), {"censorship.block_site"}),
        (("met in secret", "se reunieron en secreto"), {"information.fake_accounts"}),
    ],
)
def test_the_record_mirrors_blocking_and_disinformation(
    found: tuple[str, dict[str, Any]], words: tuple[str, str], acts: set[str]
) -> None:
    language, analysis = found
    case = of_accusation(analysis, words[language == "es"])
    assert case["grade"] == 4
    assert {item["act"] for item in case["evidence"] if item["kind"] == "M3"} >= acts


def test_the_iron_fist_is_a_threat_and_no_projection(found: tuple[str, dict[str, Any]]) -> None:
    language, analysis = found
    case = of_accusation(analysis, {"en": "brings violence", "es": "trae la violencia"}[language])
    assert case["grade"] == 0
    assert not case.get("evidence")
    assert [item["side"] for item in case["counter"]] == ["alianza"]

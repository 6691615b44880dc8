"""A draft of an actors file from analyses."""

from pathlib import Path

import yaml

from rhetoric.devices.actors import read_actors, sides_known
from rhetoric.devices.actors_draft import quoted, render
from rhetoric.devices.suggest import Named, suggest
from rhetoric.formats.rhetoric_json import dumps
from rhetoric.pipeline import tag_text
from rhetoric.records import Analysis, Transcript
from tests.devices.speech import shipped
from tests.program import Program

SPANISH = tag_text(
    "Ayer la senadora Ada Veltz visitó el puerto. Dicen que Veltz no volvió de Francia. "
    "El Ministerio de Salud y el Ministerio de Pesca callaron.",
    "es",
)
ENGLISH = tag_text(
    "We asked President Corwin about France and the French fleet. WE WILL NOT STOP ASKING NOW.", "en"
)
EMPTY = Analysis(Transcript("", "en"))


def test_names_are_found_and_joined() -> None:
    found = {one.name: one for one in suggest([SPANISH, ENGLISH], shipped())}
    assert (found["Ada Veltz"].aliases, found["Ada Veltz"].count) == (("Veltz",), 2)
    assert found["Ada Veltz"].kind == found["Corwin"].kind == "person"
    assert (found["France"].kind, found["France"].aliases) == ("state", ("Francia",))
    assert found["Ministerio de Salud"].kind == "body"
    assert "Ministerio de Pesca" in found
    assert "STOP" not in " ".join(found)


def test_two_bearers_of_a_name_are_not_joined() -> None:
    text = tag_text("Vimos a Ada Veltz y luego a Oro Veltz. Ayer Veltz habló.", "es")
    assert {one.name for one in suggest([text], shipped())} == {"Ada Veltz", "Oro Veltz", "Veltz"}


def test_the_draft_is_an_actors_file_without_sides(rhetoric: Program, tmp_path: Path) -> None:
    (tmp_path / "analysis.json").write_text(dumps(SPANISH), encoding="utf-8")
    out = tmp_path / "actors.yaml"
    assert rhetoric("actors", "suggest", tmp_path, "--out", out).code == 0
    actors = read_actors(out)
    assert "Ada Veltz" in {actor.name for actor in actors}
    assert not sides_known(actors)
    assert len(rhetoric("actors", "suggest", tmp_path, "--out", out).error) == 2


def test_nothing_said_gives_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(render(suggest([EMPTY], shipped()), 1), encoding="utf-8")
    assert read_actors(path) == ()


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    names = ['X"\n  - name: Y', "null", "#no", "*a", "\u2028\x85\x07", "{a: b}", "Ñ'", "é\\", "\ufeffB"]
    assert [yaml.safe_load(quoted(name)) for name in names] == names
    path = tmp_path / "a.yaml"
    path.write_text(render([Named(name, 1, (name,)) for name in names], 1), encoding="utf-8")
    assert [actor.name for actor in read_actors(path)] == names


def test_a_missing_analysis_is_two_lines(rhetoric: Program, tmp_path: Path) -> None:
    said = rhetoric("actors", "suggest", tmp_path / "none")
    assert (said.code, len(said.error)) == (1, 2)

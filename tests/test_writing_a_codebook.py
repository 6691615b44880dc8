"""Every command and file of docs/writing-a-codebook.md works as the page says."""

import re
from pathlib import Path

from rhetoric.formats.rhetoric_json import dumps, read_analysis
from rhetoric.pipeline import tag_text
from tests.program import Program

PAGE = Path(__file__).parent.parent / "docs" / "writing-a-codebook.md"
SPEECH = "ANA: Ask any of the neighbours, Ada Veltz closed the mill. We will open it again."


def test_the_worked_example(rhetoric: Program) -> None:
    place = Path.cwd()
    text = PAGE.read_text(encoding="utf-8")
    (place / "out" / "speech").mkdir(parents=True)
    (place / "out" / "speech" / "analysis.json").write_text(dumps(tag_text(SPEECH, "en")), encoding="utf-8")
    [edition] = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    shells = [shell.splitlines() for shell in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
    for at, commands in enumerate(shells):
        for command in commands:
            said = rhetoric(*command.split()[1:])
            assert said.code == 0, said
            if " diff " in command:
                assert "1 added, 0 lost" in said.out
        if at == 0:
            (place / "mine" / "devices" / "appeal_to_neighbours.en.yaml").write_text(edition, encoding="utf-8")
            assert rhetoric("codebook", "check", "--codebook", "mine").code == 0
    assert "Ada Veltz" in (place / "actors.yaml").read_text(encoding="utf-8")


def test_tagging_again_keeps_themes_and_uses_sides(rhetoric: Program, tmp_path: Path) -> None:
    folder = tmp_path / "speech"
    folder.mkdir()
    before = tag_text(SPEECH, "en")
    (folder / "analysis.json").write_text(dumps(before), encoding="utf-8")
    actors, out = tmp_path / "actors.yaml", tmp_path / "again.json"
    actors.write_text("actors: [{name: Ada Veltz, side: rival}]", encoding="utf-8")
    said = rhetoric("tag", folder / "analysis.json", "--actors", actors, "--format", "json", "--out", out)
    assert said.code == 0, said
    after = read_analysis(out)
    assert (after.transcript, after.themes, after.speakers) == (before.transcript, before.themes, before.speakers)
    assert next(run for run in after.runs if run.stage == "devices").options["sides_known"] is True

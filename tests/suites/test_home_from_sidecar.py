"""The country a user states beside a file reaches the tagger, for the recording and for single speakers."""

from pathlib import Path

import pytest

from rhetoric.config import Options
from rhetoric.pipeline import analyze_file

BLAME = "The United States is financing the attacks on our power grid."


def decisions(folder: Path, text: str, sidecar: str) -> list[tuple[str | None, str]]:
    (folder / "speech.txt").write_text(text, encoding="utf-8")
    (folder / "speech.yaml").write_text(sidecar, encoding="utf-8")
    analysis = analyze_file(folder / "speech.txt", Options(language="en"))
    return [(note.speaker, note.decision) for note in analysis.annotations if note.device == "external_enemy"]


@pytest.mark.parametrize(
    ("sidecar", "expected"),
    [("title: A speech\n", ["candidate"]), ("country: Venezuela\n", ["tag"]), ("country: United States\n", [])],
)
def test_the_country_of_the_recording_is_home(tmp_path: Path, sidecar: str, expected: list[str]) -> None:
    assert [decision for _, decision in decisions(tmp_path, BLAME, sidecar)] == expected


def test_a_speakers_country_goes_before_that_of_the_recording(tmp_path: Path) -> None:
    text = f"BROOK: {BLAME}\n\nVARGA: {BLAME}\n"
    sidecar = "country: Venezuela\nspeakers:\n- {label: BROOK, name: Ana Brook, country: United States}\n"
    found = decisions(tmp_path, text, sidecar)
    assert [decision for _, decision in found] == ["tag"]

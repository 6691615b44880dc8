"""docs/record-file.md says what the program does."""

import re
from pathlib import Path

import typer

from rhetoric.cli.record import app
from rhetoric.projection.record import entries as record
from rhetoric.projection.record.reading import LARGEST, inspect_record
from tests.material import ROOT
from tests.projection.records import written

PAGE = (ROOT / "docs" / "record-file.md").read_text(encoding="utf-8")


def test_the_example_is_sound(tmp_path: Path) -> None:
    [text] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    seen = inspect_record(written(tmp_path, text))
    assert (seen.problems, seen.warnings) == ((), ())


def test_every_command_and_value_is_named() -> None:
    names = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(names) == set(re.findall(r"^    rhetoric record (\w+)", PAGE, re.MULTILINE))
    for value in (*record.STATUSES, *record.SOURCE_TYPES, *record.PRECISIONS):
        assert value in PAGE
    assert f"at most {LARGEST >> 20} MiB" in PAGE

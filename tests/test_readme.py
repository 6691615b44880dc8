"""What the README shows is what the program gives."""

import csv
import re

from rhetoric.cli.main import app
from tests.material import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXPECTED = ROOT / "transcripts" / "expected" / "en_harbour_debate"


def test_the_table_of_tags_is_real() -> None:
    rows = re.findall(
        r"^\| (\d+\.\d) \| ([^|]+) \| `([a-z_]+)` \| (tag|candidate) \| ([^|]+) \|$", README, re.MULTILINE
    )
    with (EXPECTED / "annotations.csv").open(encoding="utf-8", newline="") as stream:
        found = {
            (f"{float(row['start_s']):.1f}", row["speaker_name"], row["device"], row["decision"], row["quote"])
            for row in csv.DictReader(stream)
        }
    assert len(rows) >= 4
    assert not set(rows) - found


def test_the_files_listed_are_written() -> None:
    for name in ("analysis.json", "transcript.html", "transcript.md", "annotations.csv", "transcript.vtt"):
        assert f"    {name} " in README
        assert (EXPECTED / name).is_file()
    assert (EXPECTED / "charts" / "timeline.svg").is_file()


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_commands_shown_exist() -> None:
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    for command in re.findall(r"^    (?:\.venv/bin/)?rhetoric (\w+)", README, re.MULTILINE):
        assert command in known, command

from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric import tag
from rhetoric.charts import CHARTS
from rhetoric.errors import OutputError
from rhetoric.outputs import write_chart, write_results
from tests.heard import Told

TEXT = (
    "ANA: They took our roads. They took our votes. They took our water.\n\n"
    "BEN: They took our schools. They took our trains. They took our bread."
)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_folder_of_results(tmp_path: Path) -> None:
    told = Told()
    written = write_results(tag(TEXT, language="en"), tmp_path, progress=told)
    assert sorted(str(path.relative_to(tmp_path)) for path in written) == names(tmp_path)
    assert names(tmp_path) == [
        "analysis.json", "annotations.csv",
        "charts/rates.png", "charts/rates.svg", "charts/themes.png", "charts/themes.svg",
        "charts/timeline.png", "charts/timeline.svg",
        "delivery.csv",
        "transcript.html", "transcript.md", "transcript.vtt",
    ]  # fmt: skip
    assert told.stages == ["writing"]
    assert told.totals == [10]
    assert told.reached == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_times_are_not_made_up(tmp_path: Path) -> None:
    write_results(tag("We came.", language="en"), tmp_path)
    assert (tmp_path / "transcript.vtt").read_text(encoding="utf-8") == (
        "WEBVTT\n\nNOTE\nNo cues: this transcript has no times. Join it with its recording to get them.\n"
    )


def test_a_chart_that_is_withheld_leaves_none_of_an_earlier_run(tmp_path: Path) -> None:
    analysis = tag(TEXT, language="en")
    assert [path.name for path in write_chart(analysis, "rates", tmp_path)] == ["rates.svg", "rates.png"]
    plain = tag(TEXT.replace("ANA: ", "").replace("BEN: ", ""), language="en")
    assert write_chart(plain, "rates", tmp_path) == ()
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", CHARTS.names())
def test_an_empty_analysis_draws_nothing_and_breaks_nothing(tmp_path: Path, name: str) -> None:
    analysis = tag("We came.", language="en")
    bare = replace(analysis, themes=(), annotations=())
    for path in write_chart(bare, name, tmp_path):
        assert path.stat().st_size > 0


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write") as caught:
        write_results(tag("We came.", language="en"), tmp_path / "out")
    assert "--out" in caught.value.hint

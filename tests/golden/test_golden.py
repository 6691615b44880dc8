"""The sample speeches give, byte for byte, the results under transcripts/expected (make golden rewrites them)."""

from importlib.metadata import version
from pathlib import Path

import pytest

from scripts.make_golden import DRAWN_WITH, EXPECTED, MIRROR, jobs, render, render_study_of

TEXTS = (".json", ".md", ".csv", ".vtt")
DRAWINGS = (".svg", ".html")


@pytest.fixture(scope="module", params=sorted(jobs()))
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("golden")
    render(jobs()[request.param], folder)
    return request.param, folder


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    render_study_of(EXPECTED / MIRROR, folder)
    return folder


def files(folder: Path, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in suffixes)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def check_drawn_with() -> None:
    drawn_with = (EXPECTED / DRAWN_WITH).read_text().strip()
    if drawn_with != f"matplotlib {version('matplotlib')}":
        pytest.skip(f"needs {drawn_with}, with which the golden charts were drawn")


def test_texts(results: tuple[str, Path]) -> None:
    name, folder = results
    compare(files(folder, TEXTS), files(EXPECTED / name, TEXTS), name)


def test_drawings(results: tuple[str, Path]) -> None:
    check_drawn_with()
    name, folder = results
    compare(files(folder, DRAWINGS), files(EXPECTED / name, DRAWINGS), name)


def test_the_study_of_the_worked_example(study: Path) -> None:
    top = {name: content for name, content in files(EXPECTED / MIRROR, TEXTS).items() if "/" not in name}
    compare(files(study, TEXTS), top, MIRROR)


def test_the_figure_of_the_worked_example(study: Path) -> None:
    check_drawn_with()
    top = {name: content for name, content in files(EXPECTED / MIRROR, DRAWINGS).items() if "/" not in name}
    compare(files(study, DRAWINGS), top, MIRROR)


def compare(found: dict[str, bytes], expected: dict[str, bytes], name: str) -> None:
    assert set(found) == set(expected)
    for file, content in expected.items():
        assert found[file].decode() == content.decode(), f"{name}/{file} differs; see scripts/make_golden.py"

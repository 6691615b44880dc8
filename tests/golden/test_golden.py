"""The sample speeches give, byte for byte, the results under transcripts/expected (make golden rewrites them)."""

from importlib.metadata import version
from pathlib import Path

import pytest

from rhetoric.inputs import Job, find_jobs
from scripts.make_golden import DRAWN_WITH, EXPECTED, SAMPLES, render

JOBS = find_jobs([str(SAMPLES)])
TEXTS = (".json", ".md", ".csv", ".vtt")
DRAWINGS = (".svg", ".html")


@pytest.fixture(scope="module", params=JOBS, ids=lambda job: job.name)
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Path]:
    folder = tmp_path_factory.mktemp("golden")
    render(request.param, folder)
    return request.param, folder


def files(folder: Path, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in suffixes)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_texts(results: tuple[Job, Path]) -> None:
    job, folder = results
    found, expected = files(folder, TEXTS), files(EXPECTED / job.name, TEXTS)
    assert set(found) == set(expected)
    for name, content in expected.items():
        assert found[name].decode() == content.decode(), f"{job.name}/{name} differs; see scripts/make_golden.py"


def test_drawings(results: tuple[Job, Path]) -> None:
    drawn_with = (EXPECTED / DRAWN_WITH).read_text().strip()
    if drawn_with != f"matplotlib {version('matplotlib')}":
        pytest.skip(f"needs {drawn_with}, with which the golden charts were drawn")
    job, folder = results
    found, expected = files(folder, DRAWINGS), files(EXPECTED / job.name, DRAWINGS)
    assert set(found) == set(expected)
    for name, content in expected.items():
        assert found[name] == content, f"{job.name}/{name} differs; see scripts/make_golden.py"

"""The wheel carries code, templates, codebook and weights, and works where there is no checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.material import ROOT

LOOK = """
import json, sys
import rhetoric
from rhetoric.devices.codebook import load
from rhetoric.weights import find, shipped
analysis = rhetoric.tag("They lie to you. They steal from you. They laugh at you.", language="en")
from rhetoric.formats import write
print(json.dumps({
    "where": rhetoric.__file__,
    "weights": shipped().name,
    "voices": (find("dvector") / "model.onnx").is_file(),
    "devices": len(load().devices),
    "found": len(analysis.annotations),
    "page": "<html" in write(analysis, "html"),
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_data_and_nothing_downloaded(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("py.typed", "_weights/manifest.toml", "_weights/dvector/model.onnx", "_weights/dvector/NOTICE"):
        assert f"rhetoric/{needed}" in names
    assert any(name.startswith("rhetoric/devices/codebook/") and name.endswith(".yaml") for name in names)
    assert any(name.startswith("rhetoric/reports/templates/") for name in names)
    assert {
        f"rhetoric/projection/record/starter_files/record.{language}.yaml" for language in ("en", "es")
    } <= set(names)
    assert not [name for name in names if "downloaded" in name or name.startswith("tests/")]


def test_the_installed_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=tmp_path, env=env, check=True, capture_output=True, text=True
    )
    seen = json.loads(done.stdout)
    assert Path(seen.pop("where")).is_relative_to(site)
    found = seen.pop("found")
    assert found > 0
    assert seen == {"weights": "_weights", "voices": True, "devices": 21, "page": True}

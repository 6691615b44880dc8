"""The page in a real browser: its own rules let its script and style run, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest

from rhetoric.records import Analysis
from rhetoric.reports.html import render_html
from tests.builders import DEVICES, speech
from tests.reports.test_html import nasty

pytestmark = pytest.mark.integration
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def open_page(analysis: Analysis, folder: Path) -> tuple[str, str]:
    """Return the document after its script ran, and the browser's console."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        pytest.skip(f"needs a browser ({', '.join(BROWSERS)})")
    page = folder / "page.html"
    page.write_text(render_html(analysis, devices=DEVICES), encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --dump-dom"
    result = subprocess.run(
        [
            browser,
            *options.split(),
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
            page.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    console = [line for line in result.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return result.stdout.decode(), "\n".join(console)


def test_script_and_style_run_under_the_pages_own_policy(tmp_path: Path) -> None:
    document, console = open_page(speech(), tmp_path)
    assert '<div class="filter" id="filter">' in document  # the script has shown the filter
    assert console == ""


def test_nothing_from_outside_runs(tmp_path: Path) -> None:
    document, console = open_page(nasty(), tmp_path)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in document
    assert console == ""

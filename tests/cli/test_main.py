"""The program as a user starts it: light, with errors in two lines and exit codes that mean something."""

import json
import subprocess
import sys
from pathlib import Path

HEAVY = {
    "av", "ctranslate2", "docx", "faster_whisper", "jinja2", "matplotlib", "nltk", "numpy", "onnxruntime",
    "pocketsphinx", "torch", "transformers",
}  # fmt: skip


def program(*args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rhetoric", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=300,
    )


def modules_after(statement: str) -> set[str]:
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


def test_help_loads_nothing_heavy() -> None:
    statement = (
        "sys.argv = ['rhetoric', '--help']\nfrom rhetoric.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit as end:\n    assert not end.code"
    )
    assert not modules_after(statement) & HEAVY


def test_the_library_loads_nothing_heavy() -> None:
    assert not modules_after("import rhetoric") & HEAVY


def test_version_and_help() -> None:
    assert program("--version").stdout.startswith("rhetoric 0.")
    shown = program("analyze", "--help")
    assert shown.returncode == 0
    assert "--transcript" in shown.stdout


def test_usage_errors_exit_with_2() -> None:
    assert program("analyse").returncode == 2
    assert program("analyze", "--beam", "x", "y.wav").returncode == 2


def test_errors_are_two_lines_on_stderr(tmp_path: Path) -> None:
    done = program("analyze", "none.wav", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "rhetoric: none.wav does not exist\ngive a recording, a transcript, a folder or a glob\n"
    )


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "rhetoric.toml").write_text("bean = 3\n")
    (tmp_path / "a.txt").write_text("We came.")
    done = program("analyze", "a.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "did you mean 'beam'" in done.stderr


def test_an_output_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We came.")
    (tmp_path / "out").write_text("a file, not a folder")
    done = program("analyze", "a.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot write into out" in done.stderr
    assert len(done.stderr.splitlines()) == 2

"""Options come from defaults, then rhetoric.toml, then flags; nothing unknown passes."""

from pathlib import Path

import pytest

from rhetoric.config import Options, make_options, read_config
from rhetoric.errors import ConfigError


def config(folder: Path, text: str) -> dict[str, object]:
    (folder / "rhetoric.toml").write_text(text, encoding="utf-8")
    return read_config(folder)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_config(tmp_path) == {}
    assert make_options({}, {}) == Options()


def test_flags_win_over_the_file(tmp_path: Path) -> None:
    settings = config(tmp_path, 'language = "es"\nbeam = 3\nglossary = "names.txt"\n')
    options = make_options(settings, {"beam": 8, "language": None})
    assert options == Options(language="es", beam=8, glossary=tmp_path / "names.txt")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("langauge = 'es'", "did you mean 'language'"),
        ("beam = 'five'", "not of type int"),
        ("beam = true", "not of type int"),
        ("glossary = 3", "not a path"),
        ("beam = ", "cannot be read"),
        ("\xff", "unknown key"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(tmp_path, text)
    assert message in str(caught.value) or "cannot be read" in str(caught.value)


@pytest.mark.parametrize("values", [{"asr": "wisper"}, {"compute": "gpu"}, {"beam": 0}, {"threads": -1}])
def test_values_no_stage_could_use_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        make_options({}, values)

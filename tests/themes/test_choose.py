from pathlib import Path

import pytest

from rhetoric.errors import ConfigError, ModelUnavailableError, UnknownNameError
from rhetoric.themes.blocks import BlockThemes
from rhetoric.themes.choose import parse_theme_names, rename_themes, theme_model
from tests.themes.examples import WATER, speech


def test_blocks_need_no_folder() -> None:
    assert isinstance(theme_model("blocks"), BlockThemes)


@pytest.mark.parametrize("name", ["embed", "embed:", "blocks:here", "blocks:"])
def test_a_folder_where_none_belongs_or_none_where_one_does(name: str) -> None:
    with pytest.raises(ConfigError, match="no theme model"):
        theme_model(name)


def test_a_model_nobody_knows_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="blocks"):
        theme_model("block")
    with pytest.raises(ModelUnavailableError):
        theme_model(f"embed:{tmp_path}")


def test_names_are_read_and_given() -> None:
    themes = BlockThemes().segment(speech(WATER))
    assert parse_theme_names(" ") == {}
    names = parse_theme_names("T1 = The valley's water")
    assert [theme.label for theme in rename_themes(themes, names)] == ["The valley's water"]
    with pytest.raises(UnknownNameError, match="T9"):
        rename_themes(themes, {"T9": "x"})


@pytest.mark.parametrize("text", ["T1", "=Water", "T1=", "T1=a,T1=b", "T1=a,,"])
def test_names_that_name_nothing(text: str) -> None:
    with pytest.raises(ConfigError, match="theme"):
        parse_theme_names(text)

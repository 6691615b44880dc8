"""Which theme model a user asked for, and names the user gives to themes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from rhetoric.errors import ConfigError, unknown_name
from rhetoric.records import Theme
from rhetoric.themes import THEME_MODELS, ThemeModel
from rhetoric.themes.topics import read_topics

_HINT = 'write names as "T1=Water,T2=Schools"'


def theme_model(name: str, *, topics: Path | None = None) -> ThemeModel:
    """Return the model called `name`: "blocks", "embed:DIR", or one that a third party registered.

    Raises
    ------
    ConfigError
        If "embed" comes without a folder, or another model with one.
    UnknownNameError
        If nobody registered the name.
    """
    kind, colon, place = name.partition(":")
    needs_folder = kind == "embed"
    if needs_folder != bool(place) or bool(colon) != bool(place):
        raise ConfigError(
            f"themes is {name!r}, no theme model", "write blocks, or embed:DIR with an encoder's folder"
        )
    made = cast("Callable[..., ThemeModel]", THEME_MODELS.load(kind))
    first = (Path(place).expanduser(),) if needs_folder else ()
    return made(*first, topics=read_topics(topics)) if topics else made(*first)


def parse_theme_names(text: str) -> dict[str, str]:
    """Read "T1=Water,T2=Schools" as labels by theme id; an empty text gives none.

    Raises
    ------
    ConfigError
        If a part has no "=", no id or no label, or an id comes twice.
    """
    names: dict[str, str] = {}
    for part in text.split(",") if text.strip() else ():
        theme, sign, label = (piece.strip() for piece in part.partition("="))
        if not sign or not theme or not label:
            raise ConfigError(f"{part.strip()!r} in the theme names {text!r} does not name a theme", _HINT)
        if theme in names:
            raise ConfigError(f"theme {theme!r} is named twice in {text!r}", _HINT)
        names[theme] = label
    return names


def rename_themes(themes: Sequence[Theme], names: Mapping[str, str]) -> tuple[Theme, ...]:
    """Return the themes with their new labels; those without one stay as they are.

    Raises
    ------
    UnknownNameError
        If a name is for a theme that is not there.
    """
    known = [theme.id for theme in themes]
    for name in names:
        if name not in known:
            raise unknown_name("theme", name, known)
    return tuple(replace(theme, label=names.get(theme.id, theme.label)) for theme in themes)

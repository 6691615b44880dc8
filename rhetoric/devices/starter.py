"""The files of a new codebook folder: one device of one's own in both languages, one act, an actors example.

The folder passes `rhetoric codebook check` as it is written; every line is there to be changed.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from rhetoric.devices.actors_draft import quoted
from rhetoric.errors import OutputError
from rhetoric.files import write_text

_TEMPLATES = files("rhetoric.devices") / "starter_files"
_FILES = (
    "codebook.yaml",
    "devices/appeal_to_neighbours.yaml",
    "devices/appeal_to_neighbours.en.yaml",
    "devices/appeal_to_neighbours.es.yaml",
    "acts.yaml",
    "actors.yaml",
)


def start(folder: Path, *, name: str, extends: bool) -> tuple[Path, ...]:
    """Write a new codebook folder and return its files.

    Parameters
    ----------
    folder
        Where; must not exist.
    name
        The codebook's name.
    extends
        Whether it builds on the shipped codebook, or stands alone.

    Raises
    ------
    OutputError
        If the folder exists or cannot be made.
    """
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise OutputError(f"{folder} exists", "choose a new folder; nothing was written") from error
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot make the folder {folder}: {error}", "choose another place") from error
    written = []
    for file, text in contents(name, extends=extends).items():
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        write_text(place, text)
        written.append(place)
    return tuple(written)


def contents(name: str, *, extends: bool) -> Mapping[str, str]:
    """Return the texts of the files by their place in the folder."""
    found = {file: (_TEMPLATES / file).read_text(encoding="utf-8") for file in _FILES}
    line = "extends: shipped" if extends else "# extends: shipped"
    found["codebook.yaml"] = found["codebook.yaml"].replace("NAME", quoted(name)).replace("EXTENDS", line)
    return found

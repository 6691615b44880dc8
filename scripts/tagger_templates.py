"""Sentences made from slot templates, to train the learned decision on: never scored, never shipped.

The codebook's frames (who did what to whom, and how it is asserted) are filled with outsiders, rivals, own people
and acts; variants of status (negated, reported and rejected, hypothetical, historical) and one's own doings are
the negatives. A seed makes every draw repeatable.
"""

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.errors import unknown_name
from scripts.tagger_items import Made

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")
EACH = 20  # most sentences per form
SOURCE = "template"
_SLOT = re.compile(r"\{(\w+)\}")


def expand(*, seed: int, each: int = EACH, folder: Path = FOLDER) -> list[Made]:
    """Return the sentences of all languages; of a form with fewer fillings than `each`, all of them once.

    Raises
    ------
    UnknownNameError
        If a form uses a slot the file does not fill.
    """
    return [made for language in LANGUAGES for made in _of_language(folder, language, seed=seed, each=each)]


def _of_language(folder: Path, language: str, *, seed: int, each: int) -> Iterator[Made]:
    path = folder / f"tagger_templates.{language}.yaml"
    raw = yamlfile.mapping(path)
    yamlfile.check_keys(raw, {"slots", "texts"}, path)
    fillers = {name: yamlfile.strings(raw["slots"], name, path) for name in raw["slots"]}
    for number, one in enumerate(yamlfile.mappings(raw, "texts", path)):
        yamlfile.check_keys(one, {"is", "is_not", "status", "forms"}, path)
        truth = dict.fromkeys(yamlfile.strings(one, "is", path), True)
        truth.update(dict.fromkeys(yamlfile.strings(one, "is_not", path), False))
        for form in yamlfile.strings(one, "forms", path):
            chance = random.Random(f"{seed} {language} {number} {form}")  # noqa: S311 - nothing secret
            for text in _filled(form, fillers, chance, each):
                yield Made(text, language, truth, source=f"{SOURCE} {yamlfile.text(one, 'status', path)}")


def _filled(form: str, fillers: Mapping[str, tuple[str, ...]], chance: random.Random, each: int) -> list[str]:
    for name in _SLOT.findall(form):
        if name not in fillers:
            raise unknown_name("slot", name, fillers)
    found: dict[str, None] = {}
    for _ in range(2 * each):
        text = _SLOT.sub(lambda slot: chance.choice(fillers[slot[1]]), form)
        if len(found) < each:
            found[_opened(text)] = None
    return list(found)


def _opened(text: str) -> str:
    """Return a sentence with a capital at its start."""
    at = next(place for place, sign in enumerate(text) if sign.isalpha())
    return text[:at] + text[at].upper() + text[at + 1 :]

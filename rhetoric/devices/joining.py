"""Joining the word classes of two codebooks: a class that both have holds the members of both."""

from collections.abc import Mapping

Classes = Mapping[str, object]  # class name to its members by kind
Files = Mapping[str, Classes]  # file stem to its classes


def joined_lexicons(
    base: Mapping[str, Files], own: Mapping[str, Files]
) -> dict[str, dict[str, dict[str, object]]]:
    """Return two lexicons (language, file, class) as one; a gazetteer's entry replaces the older one."""
    found = {language: {stem: dict(file) for stem, file in files.items()} for language, files in base.items()}
    for language, files in own.items():
        into = found.setdefault(language, {})
        places = {name: stem for stem, file in into.items() for name in file}
        for stem, file in files.items():
            for name, members in file.items():
                place = into.setdefault(places.get(name, stem), {})
                place[name] = _joined(place[name], members) if name in place else members
    return found


def _joined(old: object, new: object) -> object:
    """Return the members of one class from two files."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {
        **old,
        **{kind: _both(old[kind], members) if kind in _LISTS and kind in old else members
           for kind, members in new.items()},
    }  # fmt: skip


_LISTS = frozenset({"nouns", "people", "verbs", "words", "includes"})


def _both(old: object, new: object) -> list[object]:
    return [*(old if isinstance(old, list) else [old]), *(new if isinstance(new, list) else [new])]

"""Topic lists: names a reader knows, and the words that speak for them; shipped, or the user's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rhetoric.errors import FormatError, InputError, unknown_name

_HINT = "write id: {name: {en: NAME, es: NAME}, words: {en: [WORD, …], es: [WORD, …]}}"
_FIELDS = frozenset({"name", "words"})
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with its name and words by language code; the code "" stands for every language."""

    id: str
    names: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        """Return its name in a language, or the one that is there."""
        return self.names.get(language) or self.names.get("") or next(iter(self.names.values()))

    def terms(self, language: str) -> tuple[str, ...]:
        """Return its words in a language."""
        return (*self.words.get(language, ()), *self.words.get("", ()))


@cache
def shipped_topics() -> tuple[Topic, ...]:
    """Return the topics that come with the program."""
    names: dict[str, dict[str, str]] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted(_HERE.glob("*.yaml")):
        for topic in _read(path, path.stem):
            names.setdefault(topic.id, {}).update(topic.names)
            words.setdefault(topic.id, {}).update(topic.words)
    return tuple(Topic(one, names[one], words[one]) for one in names)


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read a user's topics and put them before the shipped ones; a topic of the same id takes that one's place.

    Raises
    ------
    InputError
        If the file cannot be read.
    FormatError
        If it is not a mapping of topics with names and words.
    """
    own = _read(path, "")
    taken = {topic.id for topic in own}
    return (*own, *(topic for topic in shipped_topics() if topic.id not in taken))


def _read(path: Path, language: str) -> tuple[Topic, ...]:
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}", "check the path, and that the file is UTF-8") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FormatError(f"{path} is not YAML: {error}", _HINT) from error
    if not isinstance(raw, dict) or not raw:
        raise FormatError(f"{path} holds no topics", _HINT)
    return tuple(_topic(path, str(key), value, language) for key, value in raw.items())


def _topic(path: Path, key: str, value: object, language: str) -> Topic:
    if not isinstance(value, dict):
        raise FormatError(f"{path}: topic {key!r} is {value!r}, not name and words", _HINT)
    for field in value:
        if field not in _FIELDS:
            raise unknown_name(f"key of topic {key!r} in {path.name}", str(field), _FIELDS)
    names = _by_language(value.get("name", key), language)
    words = _by_language(value.get("words"), language)
    if not all(isinstance(name, str) and name.strip() for name in names.values()) or not names:
        raise FormatError(f"{path}: topic {key!r} has the name {value.get('name')!r}", _HINT)
    listed = {code: _terms(path, key, terms) for code, terms in words.items()}
    return Topic(key, {code: str(name) for code, name in names.items()}, listed)


def _by_language(value: object, language: str) -> Mapping[str, object]:
    return {str(code): one for code, one in value.items()} if isinstance(value, dict) else {language: value}


def _terms(path: Path, key: str, terms: object) -> tuple[str, ...]:
    if not isinstance(terms, Sequence) or isinstance(terms, str) or not terms:
        raise FormatError(f"{path}: topic {key!r} has the words {terms!r}, not a list", _HINT)
    for term in terms:
        if not isinstance(term, str) or not term.strip():
            raise FormatError(f"{path}: topic {key!r} has the word {term!r}, not a text", "put it in quotes")
    return tuple(terms)

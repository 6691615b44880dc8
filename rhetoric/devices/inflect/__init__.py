"""Word forms from lemmas, so that codebooks list a verb or noun once: one module per language."""

from collections.abc import Mapping
from types import MappingProxyType

from rhetoric.devices.inflect import en, es
from rhetoric.devices.inflect.forms import Form, Inflector, literal

_INFLECTORS: Mapping[str, Inflector] = MappingProxyType(
    {"en": Inflector(en.verb, en.noun, en.noun, literal), "es": Inflector(es.verb, es.noun, es.gendered, es.fixed)}
)
_PLAIN = Inflector(literal, literal, literal, literal)


def inflector(language: str) -> Inflector:
    """Return the inflector of a language; one without tables of its own takes words as they are listed."""
    return _INFLECTORS.get(language, _PLAIN)


__all__ = ["Form", "Inflector", "inflector"]

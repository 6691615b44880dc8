"""What the figures find in a text, as (subtype, strength is sure, quote) per device."""

from rhetoric.devices import figures
from rhetoric.devices.document import Candidate, Document
from rhetoric.records import quote_at
from tests.devices.samples import document


def candidates(doc: Document, device: str) -> list[Candidate]:
    return [candidate for candidate in figures.find(doc) if candidate.device == device]


def quotes(text: str, device: str, language: str) -> list[str]:
    return [quote_at(text, found.parts) for found in candidates(document(text, language), device)]

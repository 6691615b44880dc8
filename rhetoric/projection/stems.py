"""Whether two short texts speak of the same thing: by the stems of their content words."""

from functools import lru_cache

from rhetoric.records import Span
from rhetoric.themes.stems import read_content


@lru_cache(maxsize=1 << 14)
def content_stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of a text's content words; languages without a stemmer give folded words."""
    if not text:
        return frozenset()
    return frozenset(word.stem for word in read_content(text, (Span(0, len(text)),), language).words)

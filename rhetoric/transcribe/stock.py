"""The stock phrases recognisers write where nobody speaks: a list per language, and where they stand in words."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from rhetoric.text import tokens

_LIST = Path(__file__).with_name("stock.yaml")
_REST = 8  # words a "*" stands for at most


@cache
def phrases() -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Return the phrases as folded words, longest first, and whether more words may follow."""
    listed = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    found = {
        (tuple(token.norm for token in tokens(phrase.rstrip("* "))), phrase.endswith("*"))
        for group in listed.values()
        for phrase in group
    }
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item)))


def stock_runs(norms: Sequence[str]) -> list[range]:
    """Return the runs of words (folded, punctuation off) that are a stock phrase, in order and apart."""
    runs: list[range] = []
    place = 0
    while place < len(norms):
        run = _run_at(norms, place)
        if run:
            runs.append(run)
        place = run.stop if run else place + 1
    return runs


def _run_at(norms: Sequence[str], place: int) -> range | None:
    for words, more in phrases():
        end = place + len(words)
        if tuple(norms[place:end]) == words:
            return range(place, min(end + _REST, len(norms)) if more else end)
    return None

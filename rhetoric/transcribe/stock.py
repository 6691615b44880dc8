"""The stock phrases recognisers write where nobody speaks: a list per language, and where they stand in words."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from rhetoric.text import tokens

_LIST = Path(__file__).with_name("stock.yaml")
_REST = 8  # words a "*" stands for at most


@cache
def phrases() -> tuple[tuple[tuple[str, ...], bool, bool], ...]:
    """Return the phrases as folded words, longest first; whether more words may follow; whether it is a credit."""
    listed = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    found = {
        (tuple(token.norm for token in tokens(phrase.rstrip("*? "))), phrase.endswith("*"), phrase[-1] != "?")
        for group in listed.values()
        for phrase in group
    }
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item)))


def stock_runs(norms: Sequence[str]) -> list[tuple[range, bool]]:
    """Return the runs of words (folded, punctuation off) that are a stock phrase, in order and apart.

    With each stands whether it is a credit, which nobody says to an audience.
    """
    runs: list[tuple[range, bool]] = []
    place = 0
    while place < len(norms):
        run = _run_at(norms, place)
        if run:
            runs.append(run)
        place = run[0].stop if run else place + 1
    return runs


def _run_at(norms: Sequence[str], place: int) -> tuple[range, bool] | None:
    for words, more, credit in phrases():
        end = place + len(words)
        if tuple(norms[place:end]) == words:
            return range(place, min(end + _REST, len(norms)) if more else end), credit
    return None

"""Order and many tests: Kendall's tau of two rankings, and Benjamini and Hochberg's adjusted p-values."""

from collections.abc import Sequence
from itertools import combinations


def kendall_tau(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Kendall's tau-b of two lists of scores of the same items; 1.0 where one of them ranks nothing.

    Notes
    -----
    Pairs tied in either list lower the denominator (Kendall 1945).
    """
    concordant = discordant = tied_one = tied_other = 0
    for (a, c), (b, d) in combinations(zip(one, other, strict=True), 2):
        first, second = (a > b) - (a < b), (c > d) - (c < d)
        tied_one += first == 0
        tied_other += second == 0
        concordant += first * second > 0
        discordant += first * second < 0
    pairs = len(one) * (len(one) - 1) // 2
    under = ((pairs - tied_one) * (pairs - tied_other)) ** 0.5
    return (concordant - discordant) / under if under else 1.0


def adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return the q-values that keep the share of false discoveries (Benjamini and Hochberg 1995), in order."""
    order = sorted(range(len(p_values)), key=lambda at: -p_values[at])
    found = [0.0] * len(p_values)
    lowest = 1.0
    for step, at in enumerate(order):
        rank = len(p_values) - step
        lowest = min(lowest, p_values[at] * len(p_values) / rank)
        found[at] = lowest
    return tuple(found)

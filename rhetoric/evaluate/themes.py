"""How well themes match the subjects people marked: errors, boundary scores, baselines, all with intervals."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from rhetoric.evaluate.segmentation import even_cuts, match, pk, random_cuts, window, window_diff
from rhetoric.evaluate.theme_references import ThemeReference, ThemeReferences
from rhetoric.themes import ThemeModel

TOLERANCE = 2  # sentences
FIGURES = ("Pk", "WindowDiff", "boundary precision", "boundary recall", "boundary F1", "count error")
_DRAWS = 20  # random cuts averaged for each text

Cutter = Callable[[ThemeReference, int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over texts with the bounds of its 95 % interval (bootstrap over texts)."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ThemeScores:
    """Figures by the name of what cut the texts, then by FIGURES.

    Parameters
    ----------
    texts
        Name, sentences, k, boundaries in the reference and found, Pk and boundary F1 of each text.
    unmarked
        Names of texts without marks, which were not scored.
    """

    figures: Mapping[str, Mapping[str, Figure]]
    texts: tuple[tuple[str, int, int, int, int, float, float], ...]
    unmarked: tuple[str, ...]


def evaluate_themes(
    references: ThemeReferences, model: ThemeModel, *, seed: int = 0, rounds: int = 1000
) -> ThemeScores:
    """Cut each text with `model` and compare, beside no cuts, even spacing and random ones of the true count."""
    found = {one.name: boundaries(model, one) for one in references.marked}
    cutters: Mapping[str, Cutter] = {
        "themes": lambda one, _: found[one.name],
        "no boundaries": lambda *_: (),
        "even spacing": lambda one, _: even_cuts(len(one.cuts), _size(one)),
        "random": lambda one, draw: random_cuts(len(one.cuts), _size(one), seed=seed + draw),
    }
    figures = {}
    for name, cutter in cutters.items():
        draws = _DRAWS if name == "random" else 1
        rows = np.array([_mean_row(one, cutter, draws) for one in references.marked])
        figures[name] = _figures(rows, seed, rounds)
    texts = tuple(_text_row(one, found[one.name]) for one in references.marked)
    return ThemeScores(figures, texts, references.unmarked)


def boundaries(model: ThemeModel, reference: ThemeReference) -> tuple[int, ...]:
    """Return the sentences, by number, with which `model` begins a theme of the first level."""
    themes = model.segment(reference.transcript)
    starts = {part.start for theme in themes if theme.parent is None for part in theme.parts}
    lines = reference.transcript.sentences
    return tuple(number for number, line in enumerate(lines) if number and line.start in starts)


def render_themes(scores: ThemeScores, form: str) -> str:
    """Return the scores as Markdown ("md") or JSON ("json")."""
    if form == "json":
        return json.dumps(asdict(scores), ensure_ascii=False, indent=1) + "\n"
    lines = [
        f"Themes against {len(scores.texts)} marked texts: mean [95 % interval, bootstrap over texts].",
        f"k is half the mean marked segment in sentences; a boundary is found within {TOLERANCE} sentences.",
        "Even spacing and random know the true number of boundaries.",
        "",
        f"| figure | {' | '.join(scores.figures)} |",
        f"|---|{'---|' * len(scores.figures)}",
    ]
    for name in FIGURES:
        cells = (_cell(scores.figures[cutter][name]) for cutter in scores.figures)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", "| text | sentences | k | marked | found | Pk | boundary F1 |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, size, reach, marked, found, error, hits in scores.texts:
        lines.append(f"| {name} | {size} | {reach} | {marked} | {found} | {error:.3f} | {hits:.3f} |")
    if scores.unmarked:
        lines += ["", f"Without marks, not scored: {', '.join(scores.unmarked)}."]
    return "\n".join(lines) + "\n"


def _cell(figure: Figure) -> str:
    return f"{figure.mean:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def _size(one: ThemeReference) -> int:
    return len(one.transcript.sentences)


def _mean_row(one: ThemeReference, cutter: Cutter, draws: int) -> list[float]:
    rows = [_row(one, cutter(one, draw)) for draw in range(draws)]
    return [float(value) for value in np.mean(rows, axis=0)]


def _row(one: ThemeReference, found: Sequence[int]) -> list[float]:
    """Return the FIGURES of one text."""
    hits = match(one.cuts, found, tolerance=TOLERANCE)
    return [
        pk(one.cuts, found, _size(one)),
        window_diff(one.cuts, found, _size(one)),
        hits.hit / max(1, hits.hit + hits.false),
        hits.hit / max(1, hits.hit + hits.missed),
        hits.f1,
        abs(len(found) - len(one.cuts)),
    ]


def _text_row(one: ThemeReference, found: Sequence[int]) -> tuple[str, int, int, int, int, float, float]:
    size, reach = _size(one), window(one.cuts, _size(one))
    row = _row(one, found)
    return one.name, size, reach, len(one.cuts), len(found), row[0], row[4]


def _figures(rows: np.ndarray[tuple[int, int], np.dtype[np.float64]], seed: int, rounds: int) -> dict[str, Figure]:
    drawn = np.random.default_rng(seed).integers(0, len(rows), size=(rounds, len(rows)))
    low, high = np.percentile(rows[drawn].mean(axis=1), [2.5, 97.5], axis=0)
    means = rows.mean(axis=0)
    return {
        name: Figure(float(means[place]), float(low[place]), float(high[place]))
        for place, name in enumerate(FIGURES)
    }

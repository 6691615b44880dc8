"""Accusations by act and side against the record, on one axis of dates.

Rows are acts. In each row stand the accusations, at the day of the speech, as triangles in the accuser's colour,
and the entries of the record, from first to last day, as bars in the colour of the side that is said to have done
it: above the line the first side, below it the second.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from rhetoric.charts.sheet import Caption, label_width, sheet
from rhetoric.charts.style import INK, LINE, SOFT, WIDTH, house, plain
from rhetoric.projection.charges import charges_of
from rhetoric.projection.study import Study
from rhetoric.records import Analysis, MirrorEvidence
from rhetoric.reports.catalogue import DeviceInfo
from rhetoric.reports.labels import labels, ui_language
from rhetoric.reports.ledger import act_name, side_name

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")  # of sides, in order of name; further ones share the last
_HATCHES = ("", "///", "xxx", "...")
_ROW = 0.5  # inches
_ROWS = 24  # acts; the least charged beyond are left out, and the caption says so
_LEAST_SPAN = 20  # days an axis shows at least


@dataclass(frozen=True, slots=True)
class Charged:
    """An accusation to draw."""

    day: date
    side: str
    act: str
    tag: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry to draw; `solid` where it documents something."""

    first: date
    last: date
    side: str
    act: str
    solid: bool


def draw(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> Figure | None:  # noqa: ARG001 - a protocol's
    """Draw the accusations of one speech beside the entries found for them; None without any or a date."""
    cases = {case.accusation: case for case in analysis.projections}
    charged = _charged((analysis,))
    items = [item for case in cases.values() for item in (*case.evidence, *case.counter) if item.kind == "M3"]
    return _draw(analysis, charged, _entered(items), ui_language(analysis)) if items else None


def draw_study(found: Study, ui: str) -> Figure | None:
    """Draw the accusations of all speeches against the whole record."""
    record = found.setting.record
    entries = [
        Entered(one.when.first, one.when.last, one.side, one.act, one.status not in {"alleged", "retracted"})
        for one in (record.entries if record else ())
    ]
    analyses = tuple(found.analyses.values())
    if not analyses:
        return None
    one = analyses[0] if len(analyses) == 1 else replace(analyses[0], recording=None)  # no title but the chart's
    return _draw(one, _charged(analyses), entries, ui, speeches=len(analyses))


def _charged(analyses: Iterable[Analysis]) -> list[Charged]:
    return [
        Charged(
            charge.speech, charge.accusation.accuser_side, charge.accusation.act, charge.note.decision == "tag"
        )
        for analysis in analyses
        for charge in charges_of(analysis, "")
        if charge.speech and charge.asserted and charge.accusation.act and charge.accusation.accuser_side
    ]


def _entered(items: Sequence[MirrorEvidence]) -> list[Entered]:
    seen = {
        item.reference: Entered(
            date.fromisoformat(item.first), date.fromisoformat(item.last), item.side or "", item.act,
            item.status not in {"alleged", "retracted"},
        )
        for item in items
    }  # fmt: skip
    return [seen[key] for key in sorted(seen)]


def _draw(
    analysis: Analysis, charged: Sequence[Charged], entries: Sequence[Entered], ui: str, *, speeches: int = 1
) -> Figure | None:
    acts = _acts(charged, entries)
    if not charged or not acts:
        return None
    sides = sorted({one.side for one in charged} | {one.side for one in entries})
    words = labels(ui)
    with house():
        body = _ROW * len(acts) + 0.5
        names = [plain(act_name(act, ui).partition(" (")[0], 34) for act in acts]
        left = label_width(names)
        drawn = sum(one.act in acts for one in charged)
        several = (words["n_speeches"].format(n=speeches),) if speeches > 1 else ()
        notes = (words["n_entries"].format(n=len(entries)), *several)
        page = sheet(analysis, Caption(words["projection_title"], drawn, notes), body=body, ui=ui)
        axes = page.axes(left, 0, WIDTH - left - 0.3, body - 0.5)
        _bars(axes, entries, acts, sides)
        _points(axes, charged, acts, sides)
        _frame(axes, names, _days(charged, entries))
        _legend(page.figure, sides, {one.side for one in charged}, ui)
    return page.figure


def _acts(charged: Sequence[Charged], entries: Sequence[Entered]) -> list[str]:
    """Return the acts to show, by branch; those of accusations first where there are too many."""
    often: dict[str, int] = {}
    for act in (*(one.act for one in charged), *(one.act for one in entries)):
        often[act] = often.get(act, 0) + 1
    accused = {one.act for one in charged}
    ranked = sorted(often, key=lambda act: (act not in accused, -often[act], act))
    return sorted(ranked[:_ROWS])


def _look(side: str, sides: Sequence[str]) -> int:
    return min(sides.index(side), len(_COLOURS) - 1)


def _bars(axes: Axes, entries: Sequence[Entered], acts: Sequence[str], sides: Sequence[str]) -> None:
    for one in entries:
        if one.act not in acts:
            continue
        place = _look(one.side, sides)
        row = acts.index(one.act) + (0.24 if place % 2 else -0.24)
        start, end = _number(one.first), _number(one.last + timedelta(days=1))
        axes.barh(
            row, max(end - start, 1.0), left=start, height=0.26,
            facecolor=_COLOURS[place] if one.solid else "white", edgecolor=_COLOURS[place],
            alpha=0.55 if one.solid else 1.0, hatch=_HATCHES[place] if one.solid else "", linewidth=1.4, zorder=3,
        )  # fmt: skip


def _points(axes: Axes, charged: Sequence[Charged], acts: Sequence[str], sides: Sequence[str]) -> None:
    """Draw the accusations; those of one day and act stand beside one another."""
    seen: dict[tuple[date, str], int] = {}
    for one in sorted(charged, key=lambda each: (each.day, each.act, each.side)):
        if one.act not in acts:
            continue
        place, at = _look(one.side, sides), seen.get((one.day, one.act), 0)
        seen[one.day, one.act] = at + 1
        axes.scatter(
            [_number(one.day)], [acts.index(one.act) + 0.16 * ((at + 1) // 2) * (-1) ** at],
            marker="v" if place % 2 else "^", s=58, linewidths=1.1, zorder=5, clip_on=False,
            facecolors=_COLOURS[place] if one.tag else "white", edgecolors="white" if one.tag else _COLOURS[place],
        )  # fmt: skip


def _days(charged: Sequence[Charged], entries: Sequence[Entered]) -> tuple[float, float]:
    days = [one.day for one in charged] + [day for one in entries for day in (one.first, one.last)]
    first, last = _number(min(days)), _number(max(days))
    margin = max((last - first) * 0.04, _LEAST_SPAN / 2)
    return first - margin, last + margin


def _number(day: date) -> float:
    """Return a day as matplotlib counts them."""
    return float(date2num(day))  # type: ignore[no-untyped-call] # matplotlib's


def _frame(axes: Axes, names: Sequence[str], span: tuple[float, float]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    for row in range(len(names)):
        axes.axhline(row + 0.5, color=LINE, linewidth=0.6, zorder=1)
    axes.set_xlim(span)
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call] # matplotlib's
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call] # matplotlib's
    axes.spines["left"].set_visible(False)


def _legend(figure: Figure, sides: Sequence[str], accusers: Collection[str], ui: str) -> None:
    words = labels(ui)
    entries: list[Line2D | Patch] = []
    for side in sides:
        place, name = _look(side, sides), plain(side_name(side, ui), 18)
        marker = "v" if place % 2 else "^"
        if side in accusers:
            says = f"{name}: {words['says']}"
            entries.append(Line2D([], [], linestyle="", marker=marker, color=_COLOURS[place], label=says))
        entries.append(
            Patch(
                facecolor=_COLOURS[place], edgecolor=_COLOURS[place], alpha=0.55, hatch=_HATCHES[place],
                label=f"{name}: {words['on_file']}",
            )
        )  # fmt: skip
    entries.append(Patch(facecolor="white", edgecolor=SOFT, label=words["weak_entry"]))
    figure.legend(
        handles=entries, loc="upper left", bbox_to_anchor=(0.06 / WIDTH, 1 - 0.56 / figure.get_size_inches()[1]),
        ncols=min(len(entries), 5), handletextpad=0.4, columnspacing=1.2, borderpad=0.2, labelcolor=INK,
    )  # fmt: skip

"""Agreement as text: Markdown or JSON."""

import msgspec

from rhetoric.errors import unknown_name
from rhetoric.evaluate.agree import Agreement
from rhetoric.evaluate.report import shown, table

_RULES = (
    "Unit: sentence × device, all labels, doubtful ones too. Intervals are 95 %, bootstrap over speeches. "
    "Alpha is Krippendorff's for nominal data, kappa Cohen's; F1 is that of either coder against the other."
)


def render_agreement(found: Agreement, form: str) -> str:
    """Return agreement in a form: md or json.

    Raises
    ------
    UnknownNameError
        If there is no such form.
    """
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"
    if form != "md":
        raise unknown_name("report format", form, ("md", "json"))
    alphas = [(row.unit, str(row.sentences), str(row.marked), shown(row.alpha)) for row in found.alphas]
    pairs = [
        (
            f"{row.first} – {row.second}",
            row.unit,
            str(row.sentences),
            f"{row.marked[0]} / {row.marked[1]}",
            shown(row.kappa),
            shown(row.f1),
        )
        for row in found.pairs
    ]
    blocks = [
        f"{len(found.coders)} coders, {found.passages} passages, {found.speeches} speeches.",
        _RULES,
        table(("device", "sentences", "marks", "alpha"), alphas),
        table(("coders", "device", "sentences", "marked", "kappa", "F1"), pairs),
    ]
    return "\n\n".join(blocks) + "\n"

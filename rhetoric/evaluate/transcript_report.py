"""The figures of `rhetoric evaluate transcript` as Markdown or JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rhetoric.evaluate.transcripts import PROTOCOL, TranscriptScore, view
from rhetoric.metrics.intervals import Estimate, wilson
from rhetoric.transcribe.risk import RiskRules

_HIDDEN = ("wrong", "sentence_of", "pairs")


def render_transcripts(
    scores: Sequence[TranscriptScore], form: str, *, alignment: bool = False, fitted: RiskRules | None = None
) -> str:
    """Return the report; `alignment` adds the sentences with errors, `fitted` the limits just found."""
    if form == "json":
        rows = [{key: value for key, value in asdict(row).items() if key not in _HIDDEN} for row in scores]
        tree = {"protocol": PROTOCOL, "rows": rows, "wer": pooled(scores)}
        if fitted is not None:
            tree["risk"] = asdict(fitted)
        return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    lines = [
        f"What was heard against {len(scores)} reference(s). Protocol: {PROTOCOL}.",
        "Intervals: 95 %, by drawing sentences of the reference.",
        "",
        "| recording | words | WER | CER | cpWER | substituted | left out | added | heard by |",
        "|---|--:|--:|--:|--:|--:|--:|--:|---|",
        *(_line(row) for row in scores),
    ]
    if len(scores) > 1:
        lines += ["", f"All together: WER {pooled(scores):.3f}."]
    lines += [*_risks(scores), *_fitted(fitted)]
    if alignment:
        for row in scores:
            lines += ["", f"## {row.name}", "", "```", view(row).rstrip(), "```"]
    return "\n".join(lines) + "\n"


def pooled(scores: Sequence[TranscriptScore]) -> float:
    """Return the WER of all recordings as if they were one."""
    words = sum(row.reference for row in scores)
    wrong = sum(row.substitutions + row.deletions + row.insertions for row in scores)
    return wrong / words if words else float(wrong > 0)


def _line(row: TranscriptScore) -> str:
    together = "" if row.cpwer is None else f"{row.cpwer:.3f} ({row.speakers[1]} of {row.speakers[0]} voices)"
    return (
        f"| {row.name} | {row.reference} | {_figure(row.wer)} | {_figure(row.cer)} | {together} | "
        f"{row.substitutions} | {row.deletions} | {row.insertions} | {row.engine} |"
    )


def _figure(given: Estimate) -> str:
    if given.value is None:
        return "none"
    bounds = "" if given.low is None or given.high is None else f" ({given.low:.3f} to {given.high:.3f})"
    return f"{given.value:.3f}{bounds}"


def _risks(scores: Sequence[TranscriptScore]) -> list[str]:
    rows = []
    for level in ("low", "medium", "high"):
        wrong = sum(row.risks.get(level, (0, 0))[0] for row in scores)
        words = sum(row.risks.get(level, (0, 0))[1] for row in scores)
        if words:
            low, high = wilson(wrong, words)
            rows.append(f"| {level} | {words} | {wrong / words:.3f} ({low:.3f} to {high:.3f}) |")
    if not rows:
        return []
    return ["", "| risk | words heard | share wrong |", "|---|--:|--:|", *rows]


def _fitted(rules: RiskRules | None) -> list[str]:
    if rules is None:
        return []
    shares = ", ".join(f"{level} {share:.3f}" for level, share in (rules.errors or {}).items())
    limits = f"high below {rules.high_below:.2f}, medium below {rules.medium_below:.2f}"
    return [
        "",
        f"Limits of confidence fitted on {rules.words} words: {limits}.",
        f"Share wrong on sentences they were not fitted on: {shares}.",
    ]

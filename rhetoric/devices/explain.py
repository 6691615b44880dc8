"""Why an annotation is there, in sentences: rule, words, slots, status, and what spoke against it."""

from rhetoric.devices.codebook import Codebook
from rhetoric.records import Annotation

_WHY_CANDIDATE = "It is a candidate, not a tag: "


def explain(note: Annotation, codebook: Codebook, language: str = "en") -> str:
    """Return the reasons for one annotation as lines of text.

    Parameters
    ----------
    note
        The annotation, with its evidence.
    codebook
        The codebook it was made with; definition and source come from there.
    language
        Language of the device's name.

    Raises
    ------
    UnknownNameError
        If the codebook does not have the annotation's device.
    """
    device = codebook.device(note.device)
    lines = [f"{note.id}: {device.name(language)} ({note.device}), {note.decision}", f"  “{note.quote}”"]
    if note.subtype:
        lines.append(f"  subtype: {note.subtype}")
    lines += [f"  {slot.name}: {slot.value}" for slot in note.slots]
    lines += [
        f"  for:     {one.cue!r} (rule {one.rule}{_weight(one.weight)})"
        for one in note.evidence
        if not _against(one.weight)
    ]
    lines += [
        f"  against: {one.cue!r} (rule {one.rule}{_weight(one.weight)})"
        for one in note.evidence
        if _against(one.weight)
    ]
    lines.append(f"  status:  {', '.join(note.status) or 'asserted'}")
    if note.decision == "candidate":
        lines.append(f"  {_WHY_CANDIDATE}{_doubt(note)}.")
    lines += [f"  risk:    {risk}" for risk in note.risks]
    lines.append(f"  defined as: {device.definition} ({device.source})")
    lines.append("  Marks how something is said, not whether it is true.")
    return "\n".join(lines)


def _against(weight: float | None) -> bool:
    return weight is not None and weight < 0


def _weight(weight: float | None) -> str:
    return "" if weight is None else f", weight {weight:+.2f}"


def _doubt(note: Annotation) -> str:
    if note.risks:
        return "a risk is noted below"
    if any(_against(one.weight) for one in note.evidence):
        return "something speaks against it or is missing"
    return f"its status is {', '.join(note.status)}" if note.status else "the rule alone is not sure enough"

"""Why an annotation is there, in sentences: rule, words, slots, status, and what spoke against it."""

from collections.abc import Iterator

from rhetoric.devices.codebook import Codebook
from rhetoric.errors import ConfigError, unknown_name
from rhetoric.records import Analysis, Annotation

_WHY_CANDIDATE = "It is a candidate, not a tag: "


_HEADS = {
    "en": ("time", "speaker", "does not count"),
    "es": ("tiempo", "orador", "no cuenta"),
}
_SECOND = 1000  # ms


def explain_all(
    analysis: Analysis, codebook: Codebook, *, only: str | None = None, ui: str | None = None
) -> Iterator[str]:
    """Yield the explanation of each annotation, or of the one with the id `only`, with time and speaker.

    Raises
    ------
    ConfigError
        If `ui` is a language without words of its own.
    UnknownNameError
        If no annotation has the id, or the codebook lacks a device.
    """
    language = ui or (analysis.transcript.language if analysis.transcript.language in _HEADS else "en")
    if language not in _HEADS:
        raise ConfigError(f"the language of explanations is {language!r}", f"choose one of {', '.join(_HEADS)}")
    found = [note for note in analysis.annotations if only in (None, note.id)]
    if only is not None and not found:
        raise unknown_name("annotation", only, (note.id for note in analysis.annotations))
    return (_located(note, analysis, codebook, language) for note in found)


def _located(note: Annotation, analysis: Analysis, codebook: Codebook, language: str) -> str:
    time, speaker, excluded = _HEADS[language]
    lines = []
    if note.time is not None:
        lines.append(f"  {time}: {note.time.start / _SECOND:.1f}-{note.time.end / _SECOND:.1f} s")
    who = analysis.speaker(note.speaker)
    if who is not None:
        lines.append(f"  {speaker}: {who.name or who.id}")
    _, exclude = codebook.device(note.device).criteria(language)
    lines += [f"  {excluded}: {one}" for one in exclude]
    return "\n".join([explain(note, codebook, language), *lines])


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
    if note.score is not None:
        lines.append(f"  score:   {note.score:.2f}, the calibrated probability of the learned model")
    lines.append(f"  status:  {', '.join(note.status) or 'asserted'}")
    if note.decision == "candidate":
        lines.append(f"  {_WHY_CANDIDATE}{_doubt(note)}.")
    lines += [f"  risk:    {risk}" for risk in note.risks]
    lines.append(f"  defined as: {device.meaning(language)} ({device.source})")
    lines.append("  Marks how something is said, not whether it is true.")
    return "\n".join(lines)


def _against(weight: float | None) -> bool:
    return weight is not None and weight < 0


def _weight(weight: float | None) -> str:
    return "" if weight is None else f", weight {weight:+.2f}"


def _doubt(note: Annotation) -> str:
    if note.risks:
        return "a risk is noted below"
    if note.source.kind == "model" and not note.status:
        return "no rule found it, and the words alone are not sure enough"
    if any(_against(one.weight) for one in note.evidence):
        return "something speaks against it or is missing"
    return f"its status is {', '.join(note.status)}" if note.status else "the rule alone is not sure enough"

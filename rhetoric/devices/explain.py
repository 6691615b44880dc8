"""Why an annotation is there, in sentences: rule, words, slots, status, and what spoke against it."""

from collections.abc import Iterator, Mapping, Sequence

from rhetoric.devices.accusations import DEVICE as ACCUSATION
from rhetoric.devices.accusations import act_of
from rhetoric.devices.codebook import Codebook, Device
from rhetoric.errors import ConfigError, unknown_name
from rhetoric.notices import disclaimer
from rhetoric.records import Analysis, Annotation, DeviceNote
from rhetoric.text import tokens

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "time": "time", "speaker": "speaker", "act": "act", "include": "counts", "exclude": "does not count",
        "tag": "tag", "candidate": "candidate", "subtype": "subtype", "for": "for:    ", "against": "against:",
        "rule": "rule", "weight": "weight", "score": "score:  ",
        "probability": "the calibrated probability of the learned model",
        "status": "status: ", "asserted": "asserted", "risk": "risk:   ", "defined": "defined as",
        "why": "It is a candidate, not a tag", "by_risk": "a risk is noted below",
        "by_model": "no rule found it, and the words alone are not sure enough",
        "by_evidence": "something speaks against it or is missing", "by_status": "its status is",
        "by_rule": "the rule alone is not sure enough",
        "mirror": "mirror", "counter": "on record for the accused side", "order": "score, for ordering only",
        "unknown": "another codebook's device; the one in use does not have it",
    },
    "es": {
        "time": "tiempo", "speaker": "orador", "act": "acto", "include": "cuenta", "exclude": "no cuenta",
        "tag": "marca", "candidate": "candidata", "subtype": "subtipo",
        "for": "a favor: ", "against": "en contra:",
        "rule": "regla", "weight": "peso", "score": "valor:  ",
        "probability": "la probabilidad calibrada del modelo aprendido",
        "status": "estado: ", "asserted": "afirmado", "risk": "riesgo: ", "defined": "se define como",
        "why": "Es una candidata, no una marca", "by_risk": "abajo se anota un riesgo",
        "by_model": "ninguna regla la halló, y las palabras solas no dan seguridad bastante",
        "by_evidence": "algo habla en contra o falta", "by_status": "su estado es",
        "by_rule": "la regla sola no da seguridad bastante",
        "mirror": "espejo", "counter": "consta del bando acusado", "order": "puntaje, solo para ordenar",
        "unknown": "un recurso de otro libro de códigos; el que se usa no lo tiene",
    },
}  # fmt: skip
_FLAGS_ES = {
    "future": "futuro", "historical": "histórico", "hypothetical": "hipotético", "literal": "literal",
    "negated": "negado", "question": "pregunta", "quoted": "citado", "reported": "referido",
}  # fmt: skip
_RISKS_ES = {"home_unknown": "no se sabe qué país es el propio"}
_SECOND = 1000  # ms
PAIRED = "ACCUSATION"  # the slot of a pair that names its accusation
_LONG = 4  # letters of a word that can show which criterion is near


def explain_all(
    analysis: Analysis, codebook: Codebook, *, only: str | None = None, ui: str | None = None
) -> Iterator[str]:
    """Yield the explanation of each annotation, or of the one with the id `only`, with time and speaker.

    Raises
    ------
    ConfigError
        If `ui` is a language without words of its own.
    UnknownNameError
        If no annotation has the id.
    """
    language = ui or (analysis.transcript.language if analysis.transcript.language in _WORDS else "en")
    if language not in _WORDS:
        raise ConfigError(f"the language of explanations is {language!r}", f"choose one of {', '.join(_WORDS)}")
    found = [note for note in analysis.annotations if only in (None, note.id)]
    if only is not None and not found:
        raise unknown_name("annotation", only, (note.id for note in analysis.annotations))
    return (_located(note, analysis, codebook, language) for note in found)


def _located(note: Annotation, analysis: Analysis, codebook: Codebook, language: str) -> str:
    words = _WORDS[language]
    lines = []
    if note.time is not None:
        lines.append(f"  {words['time']}: {note.time.start / _SECOND:.1f}-{note.time.end / _SECOND:.1f} s")
    who = analysis.speaker(note.speaker)
    if who is not None:
        lines.append(f"  {words['speaker']}: {who.name or who.id}")
    acts = codebook.taxonomy
    if note.device == ACCUSATION and (act := act_of(note, analysis.transcript.language, acts)):
        lines.append(f"  {words['act']}: {acts.act(act).name(language)} ({act})")
    lines += _mirrored(note, analysis, words)
    device = _device(note, codebook)
    include, exclude = device.criteria(language) if device else ((), ())
    lines += [f"  {words['include']}: {one}" for one in _nearest(include, note)]
    lines += [f"  {words['exclude']}: {one}" for one in exclude]
    stored = next((one for one in analysis.devices if one.id == note.device), None)
    return "\n".join([_reasons(note, device, stored, language), *lines])


def _mirrored(note: Annotation, analysis: Analysis, words: Mapping[str, str]) -> Iterator[str]:
    """Yield what stands beside an accusation that was paired: each item with the factors of its strength."""
    named = {slot.value for slot in note.slots if slot.name == PAIRED}
    for case in analysis.projections:
        if case.accusation in named:
            for label, items in ((words["mirror"], case.evidence), (words["counter"], case.counter)):
                for item in items:
                    factors = " × ".join(f"{name} {value:.2f}" for name, value in item.factors.items())
                    what = " ".join(part for part in (item.kind, item.subtype, item.act, item.reference) if part)
                    yield f"  {label}: {what}: “{item.quote}” ({factors}: {item.strength:.2f})"
            if case.score is not None:
                yield f"  {words['order']}: {case.score:.2f}"


def explain(note: Annotation, codebook: Codebook, language: str = "en") -> str:
    """Return the reasons for one annotation as lines of text.

    Parameters
    ----------
    note
        The annotation, with its evidence.
    codebook
        The codebook it was made with; definition and source come from there.
    language
        Language of the explanation; English for one without words of its own.

    Raises
    ------
    UnknownNameError
        If the codebook does not have the annotation's device.
    """
    return _reasons(note, codebook.device(note.device), None, language if language in _WORDS else "en")


def _device(note: Annotation, codebook: Codebook) -> Device | None:
    return next((device for device in codebook.devices if device.id == note.device), None)


def _nearest(criteria: Sequence[str], note: Annotation) -> tuple[str, ...]:
    """Return the criterion that shares most words with the quote and its cues, if one shares any."""
    said = _content(" ".join([note.quote, *(one.cue for one in note.evidence)]))
    best = max(criteria, key=lambda one: len(_content(one) & said), default="")
    return (best,) if _content(best) & said else ()


def _content(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in tokens(text) if len(token.norm) >= _LONG)


def _reasons(note: Annotation, device: Device | None, stored: DeviceNote | None, language: str) -> str:
    """Return the lines on an annotation; of a device the codebook lacks, what the analysis keeps of it."""
    words = _WORDS[language]
    lines = [f"{note.id}: {_name(note, device, stored, language)} ({note.device}), {words[note.decision]}"]
    lines.append(f"  “{note.quote}”")
    if note.subtype:
        lines.append(f"  {words['subtype']}: {note.subtype}")
    lines += [f"  {slot.name}: {slot.value}" for slot in note.slots]
    for side, against in (("for", False), ("against", True)):
        lines += [
            f"  {words[side]} {one.cue!r} ({words['rule']} {one.rule}{_weight(one.weight, words)})"
            for one in note.evidence
            if _against(one.weight) == against
        ]
    if note.score is not None:
        lines.append(f"  {words['score']} {note.score:.2f}, {words['probability']}")
    flags = _flags(note, language)
    lines.append(f"  {words['status']} {flags or words['asserted']}")
    if note.decision == "candidate":
        lines.append(f"  {words['why']}: {_doubt(note, language)}.")
    risks = ((_RISKS_ES.get(risk, risk) if language == "es" else risk) for risk in note.risks)
    lines += [f"  {words['risk']} {risk}" for risk in risks]
    lines.append(f"  {words['defined']}: {_meaning(device, stored, language)}")
    lines.append(f"  {disclaimer(language)}")
    return "\n".join(lines)


def _name(note: Annotation, device: Device | None, stored: DeviceNote | None, language: str) -> str:
    if device is not None:
        return device.name(language)
    names = stored.names if stored else {}
    return names.get(language) or names.get("en") or note.device


def _meaning(device: Device | None, stored: DeviceNote | None, language: str) -> str:
    if device is not None:
        return f"{device.meaning(language)} ({device.source})"
    meanings = stored.definitions if stored else {}
    meaning = meanings.get(language) or meanings.get("en")
    unknown = _WORDS[language]["unknown"]
    return f"{meaning} ({unknown})" if meaning else unknown


def _flags(note: Annotation, language: str) -> str:
    return ", ".join(_FLAGS_ES[flag] if language == "es" else flag for flag in note.status)


def _against(weight: float | None) -> bool:
    return weight is not None and weight < 0


def _weight(weight: float | None, words: Mapping[str, str]) -> str:
    return "" if weight is None else f", {words['weight']} {weight:+.2f}"


def _doubt(note: Annotation, language: str) -> str:
    words = _WORDS[language]
    if note.risks:
        return words["by_risk"]
    if note.source.kind == "model" and not note.status:
        return words["by_model"]
    if any(_against(one.weight) for one in note.evidence):
        return words["by_evidence"]
    return f"{words['by_status']} {_flags(note, language)}" if note.status else words["by_rule"]

"""Analyses for tests: invented speakers and countries, realistic in every field a report or chart reads."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rhetoric.records import (
    Analysis,
    Annotation,
    Evidence,
    Gap,
    Notice,
    Passage,
    Reaction,
    Recording,
    Run,
    Slot,
    Source,
    Span,
    Speaker,
    Theme,
    Transcript,
    Turn,
    Word,
    quote_at,
)
from rhetoric.reports.catalogue import DeviceInfo
from rhetoric.text import sentences, tokens

Form = Literal["timed", "untimed", "unseparated", "untagged"]

DEVICES = {
    info.id: info
    for info in (
        DeviceInfo(
            "external_enemy",
            {"en": "External-enemy framing", "es": "Enemigo externo"},
            "A framing",
            {"en": "Blames trouble at home on an actor outside.", "es": "Culpa de los males a un actor de fuera."},
            frozenset({"future"}),
            uncharted_subtypes=frozenset({"war_report"}),
        ),
        DeviceInfo("fear_appeal", {"en": "Fear appeal", "es": "Apelación al miedo"}, "A framing"),
        DeviceInfo("accusation", {"en": "Accusation", "es": "Acusación"}, "A framing", charted=False),
        DeviceInfo("whataboutism", {"en": "Whataboutism", "es": "Y tú más"}, "B argument and evasion"),
        DeviceInfo("hyperbole", {"en": "Hyperbole", "es": "Hipérbole"}, "B argument and evasion"),
        DeviceInfo("anaphora", {"en": "Anaphora", "es": "Anáfora"}, "C figures", {}, frozenset({"question"})),
        DeviceInfo("tricolon", {"en": "Tricolon", "es": "Tricolon"}, "C figures"),
    )
}

_EN = (
    (
        "S1",
        "Friends of Marelle, thank you. We built the bridge. We built the school. We built the harbour.",
    ),
    ("S1", "The Lowland League is behind the blackouts in our towns. Without us the valley will burn, and soon."),
    (
        "S2",
        "They say the Lowland League is behind the blackouts. That is not so. And what about the mill you closed?",
    ),
    ("S2", "This is the greatest theft in the history of the world. We want bread, work and peace."),
    (
        "S1",
        "If the League attacks our farms tomorrow, nobody will be safe. Water comes first. The river feeds us.",
    ),
    ("S3", "Please, one question on the water price. The council published its figures in May."),
)
_ES = (
    ("S1", "Amigos de Marela, gracias por venir. Hicimos el puente. Hicimos la escuela. Hicimos el puerto."),
    ("S1", "La Liga del Llano está detrás de los apagones. Sin nosotros el valle arderá, y pronto."),
    ("S2", "Dicen que la Liga del Llano está detrás de los apagones. No es así. ¿Y el molino que usted cerró?"),
    ("S2", "Es el mayor robo de la historia del mundo. Queremos pan, trabajo y paz."),
    (
        "S1",
        "Si la Liga ataca mañana nuestras granjas, nadie estará a salvo. El agua es lo primero. El río da todo.",
    ),
    ("S3", "Una pregunta sobre el precio del agua. El concejo publicó sus cifras en mayo."),
)
_NAMES = {"S1": "Ana Ruiz Peña", "S2": "Tomás Oduya", "S3": None}
_STEP = 400  # ms per word


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag to build: its device and the quotes of its parts, which must occur in the text in this order."""

    device: str
    quotes: tuple[str, ...]
    more: dict[str, object] = field(default_factory=dict)


_EN_TAGS = (
    Tagged("anaphora", ("We built the bridge.", "We built the school.", "We built the harbour.")),
    Tagged("external_enemy", ("The Lowland League is behind the blackouts in our towns",)),
    Tagged("accusation", ("The Lowland League is behind the blackouts",)),
    Tagged("fear_appeal", ("Without us the valley will burn",), {"status": ("future",), "decision": "candidate"}),
    Tagged("external_enemy", ("the Lowland League is behind the blackouts",), {"status": ("reported",)}),
    Tagged("whataboutism", ("what about the mill you closed?",)),
    Tagged("hyperbole", ("the greatest theft in the history of the world",)),
    Tagged("tricolon", ("bread, work and peace",), {"decision": "candidate", "calibration": "none"}),
    Tagged("fear_appeal", ("If the League attacks our farms tomorrow",), {"status": ("hypothetical",)}),
)
_ES_TAGS = (
    Tagged("anaphora", ("Hicimos el puente.", "Hicimos la escuela.", "Hicimos el puerto.")),
    Tagged("external_enemy", ("La Liga del Llano está detrás de los apagones",)),
    Tagged("fear_appeal", ("Sin nosotros el valle arderá",), {"status": ("future",), "decision": "candidate"}),
    Tagged("external_enemy", ("la Liga del Llano está detrás de los apagones",), {"status": ("reported",)}),
    Tagged("hyperbole", ("el mayor robo de la historia del mundo",)),
)


def speech(language: str = "en", form: Form = "timed") -> Analysis:
    """Return a short debate with speakers, times, themes, tags, reactions and notices, or one without some."""
    lines, tags, event = (_ES, _ES_TAGS, "(APLAUSOS)") if language == "es" else (_EN, _EN_TAGS, "(APPLAUSE)")
    transcript = _transcript(lines, language, event, form)
    notices = [Notice("time_estimated")] if form == "timed" else []
    if form == "unseparated":
        notices.append(Notice("speakers_not_separated"))
    transcript = replace(transcript, notices=tuple(notices))
    analysis = Analysis(
        transcript=transcript,
        recording=_recording(language) if form == "timed" else None,
        speakers=() if form == "unseparated" else tuple(Speaker(key, name) for key, name in _NAMES.items()),
        themes=_themes(transcript, language),
        reactions=_reactions(transcript.text, event, form),
        runs=(Run("devices", "rules", "1.0", {"codebook": "rhetoric", "strict": True}, input_sha256="ab" * 32),),
    )
    return analysis if form == "untagged" else tag(analysis, tags)


def tag(analysis: Analysis, tags: Sequence[Tagged]) -> Analysis:
    """Return `analysis` with annotations at the first places where the quotes occur."""
    notes = [_annotation(analysis, item) for item in tags]
    notes.sort(key=lambda note: (note.parts, note.device))
    numbered = tuple(replace(note, id=f"A{index}") for index, note in enumerate(notes, start=1))
    return replace(analysis, annotations=numbered)


def plain(text: str, language: str = "en") -> Analysis:
    """Return an analysis of bare text: no recording, times, speakers, themes or tags."""
    whole = (Turn(None, Span(0, len(text))),) if text.strip() else ()
    return Analysis(Transcript(text, language, sentences=sentences(text, language), turns=whole))


def long_speech(*, minutes: int, speakers: int, devices: Sequence[str], tags: int, seed: int = 7) -> Analysis:
    """Return an invented speech of any size, for charts: words of no meaning, tags anywhere."""
    chance = random.Random(seed)  # noqa: S311 - a seeded stream of test data
    pool = (
        "river bread mill harbour law vote road school winter grain union market bridge water work peace".split()
    )
    lines = []
    words = minutes * 140
    while words > 0:
        size = min(words, chance.randint(60, 220))
        body = " ".join(chance.choice(pool) for _ in range(size))
        lines.append((f"S{chance.randrange(speakers) + 1}", f"{body.capitalize()}."))
        words -= size
    transcript = _transcript(lines, "en", "", "timed")
    named = tuple(Speaker(f"S{n + 1}", f"Delegate {n + 1} of the Upper River Province") for n in range(speakers))
    analysis = Analysis(transcript, speakers=named, themes=_even_themes(transcript))
    spans = chance.sample(transcript.words, tags)
    notes = []
    for index, word in enumerate(sorted(spans, key=lambda word: word.chars), start=1):
        kind: dict[str, object] = {"decision": "candidate"} if chance.random() < 0.2 else {}
        note = _note(analysis, chance.choice(list(devices)), (word.chars,), kind)
        notes.append(replace(note, id=f"A{index}"))
    return replace(analysis, annotations=tuple(notes))


def _transcript(lines: Sequence[tuple[str, str]], language: str, event: str, form: Form) -> Transcript:
    text = ""
    turns = []
    last = None
    for speaker, body in lines:
        label = f"{_NAMES.get(speaker) or speaker}: ".upper() if speaker != last and form != "unseparated" else ""
        text += label
        turns.append(Turn(None if form == "unseparated" else speaker, Span(len(text), len(text) + len(body))))
        text += f"{body} {event}\n" if event and last is None else f"{body}\n"
        last = speaker
    spans = [Span(token.start, token.end) for turn in turns for token in tokens(text, turn.chars)]
    words = [
        Word(chars, None if form == "untimed" else Span(index * _STEP, index * _STEP + 350), 0.9)
        for index, chars in enumerate(spans)
    ]
    return Transcript(
        text,
        language,
        words=tuple(words),
        sentences=tuple(span for turn in turns for span in sentences(text, language, turn.chars)),
        turns=tuple(turns),
        passages=(Passage(turns[-1].chars, language, "repeated words"),) if event else (),
        gaps=(Gap(Span(4000, 5200), "music"),) if form == "timed" and event else (),
    )


def _recording(language: str) -> Recording:
    title = "El agua y el puente" if language == "es" else "Water and the bridge"
    return Recording("debate.ogg", "cd" * 32, 60_000, 16_000, 1, title, "2031-05-04", "Marelle", "Marelle")


def _themes(transcript: Transcript, language: str) -> tuple[Theme, ...]:
    cut = transcript.turns[4].chars.start
    first = tuple(span for span in transcript.sentences if span.end <= cut)
    rest = tuple(span for span in transcript.sentences if span.start >= cut)
    names = (
        (("apagones", "liga"), ("agua", "río"))
        if language == "es"
        else (("blackouts", "league"), ("water", "river"))
    )
    return tuple(
        Theme(f"T{index}", ", ".join(words), words, parts)
        for index, (words, parts) in enumerate(zip(names, (first, rest), strict=True), start=1)
    )


def _even_themes(transcript: Transcript) -> tuple[Theme, ...]:
    count = max(1, min(9, len(transcript.sentences) // 3))
    size = -(-len(transcript.sentences) // count)
    names = "water prices|schools in the mountain districts|harbour|law and order|grain exports|work|elections"
    labels = f"{names}|roads|peace".split("|")
    groups = [transcript.sentences[start : start + size] for start in range(0, len(transcript.sentences), size)]
    return tuple(
        Theme(f"T{index}", label, tuple(label.split()), tuple(parts))
        for index, (label, parts) in enumerate(zip(labels, groups, strict=False), start=1)
    )


def _reactions(text: str, event: str, form: Form) -> tuple[Reaction, ...]:
    at = text.index(event)
    noted = Reaction("applause", chars=Span(at, at + len(event)))
    return (noted, Reaction("laughter", Span(14_000, 15_500), 0.4)) if form == "timed" else (noted,)


def _annotation(analysis: Analysis, item: Tagged) -> Annotation:
    text = analysis.transcript.text
    parts: list[Span] = []
    for quote in item.quotes:
        start = text.index(quote, parts[-1].end if parts else 0)
        parts.append(Span(start, start + len(quote)))
    return _note(analysis, item.device, tuple(parts), item.more)


def _note(analysis: Analysis, device: str, parts: tuple[Span, ...], more: dict[str, object]) -> Annotation:
    transcript = analysis.transcript
    times = [
        word.time for word in transcript.words if word.time and any(part.contains(word.chars) for part in parts)
    ]
    first = Span(parts[0].start, min(parts[0].end, parts[0].start + 6))
    fields: dict[str, object] = {
        "decision": "tag",
        "calibration": "rule",
        "time": Span(times[0].start, times[-1].end) if times else None,
        "speaker": next((turn.speaker for turn in transcript.turns if turn.chars.overlap(parts[0])), None),
        "theme": next(
            (theme.id for theme in analysis.themes if any(p.overlap(parts[0]) for p in theme.parts)), None
        ),
        "slots": (Slot("CUE", first.slice(transcript.text), first),),
        "evidence": (
            Evidence(f"{device}.frame-1", first.slice(transcript.text), first, 0.8),
            Evidence("status.hedge", "perhaps", None, -0.2),
        ),
        **more,
    }
    quote = quote_at(transcript.text, parts)
    return Annotation("A0", device, parts, quote, source=Source("rule", "rhetoric", "3f9a12cd"), **fields)  # type: ignore[arg-type] - a mixed bag

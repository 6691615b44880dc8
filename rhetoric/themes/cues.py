"""Words by which speakers announce a new subject or close one, in folded form; the lists are the project's own.

A phrase is plain words; "…" stands for up to three words, "a|b" for either of two.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rhetoric.text import Token

_OPENINGS = {
    "en": """
        next|first|final|last questions|question
        next|following|new|another|second|third|final|last … item|topic|subject|issue|segment|section|theme|chapter
        questions … on|about|around|regarding|concerning
        questions from … on|about|around|regarding
        move|moving|go|going|turn|turning|pass|passing on … to|now|then
        move|moving|turn|turning|proceed|switch|switching … to
        proceed|proceeding … to|with
        come|coming … now|next to
        item|part|chapter|point one|two|three|four|five|six|seven|eight|1|2|3|4|5|6|7|8
        talk|speak … now|briefly|next about|on
        talk|speak … now
        now|next … talk|speak
        let me|us … turn|move|come|address
        let's talk|turn|move
        that brings me|us to
        before … move|moving on
        change|changing … subject|topic|gears
        let me begin|start|close|finish|conclude
        in conclusion
        orders of the day
        presenting petitions
        statements by members
        opening|closing|concluding statements|remarks
    """,
    "es": """
        siguiente|proximo|otro|nuevo|segundo|tercer|cuarto|ultimo … tema|bloque|eje|segmento|asunto|punto|capitulo
        siguiente|proxima|otra|nueva|segunda|tercera|ultima … pregunta|seccion|ronda|parte|mesa|cuestion
        pasamos|pasemos|pasar|paso|pasando|vamos|vayamos … ahora|al|a … tema|bloque|eje|segmento|punto|ronda|mesa
        pasamos|pasemos|pasando|paso … a|al
        vamos|queremos|quiero|quisiera|toca|corresponde … hablar|tratar|abordar|referirme|debatir
        hablemos|ocupemonos|tratemos|abordemos … de|ahora|del
        el tema de este|esta|la|el segmento|bloque|mesa|eje|noche
        el tema … es
        vienen|llegan|llego|llegamos … minutos|minuto|cierre|momento|bloque|turno
        minuto|minutos|palabras de|final|finales cierre|mensaje
        minuto final
        preguntas cruzadas
        comenzamos|empezamos|iniciamos|abrimos|arrancamos … con|el|la|por
        ronda de preguntas
        cambiando|cambiemos de tema
        para terminar|concluir|finalizar
        orden del dia
    """,
}
_CLOSINGS = {
    "en": """
        that concludes|ends|completes
        end|conclusion of … segment|item|section|round|debate
        we've finished|completed
        thank you all
        questions are|come from
        suspend|pause|break … proceedings|time|minutes
    """,
    "es": """
        cerramos|finalizamos|terminamos|concluimos|finalizo|termino|concluyo … debate|eje|bloque|tema|ronda
        cerramos|finalizamos|terminamos|concluimos … entonces|asi|este|el|la
        finalizaron|concluyeron las|los
        hasta aqui … bloque|tema|eje|debate
        fin de|del
    """,
}
_LISTS: Mapping[str, Mapping[str, str]] = {"open": _OPENINGS, "close": _CLOSINGS}
_MAX_BETWEEN = 3  # words that "…" may stand for


def openings(words: Sequence[Token], language: str) -> int:
    """Count the different cues among `words` that announce a subject; a language without a list has none."""
    return _count(_pattern("open", language), words)


def closings(words: Sequence[Token], language: str) -> int:
    """Count the different cues among `words` that close a subject."""
    return _count(_pattern("close", language), words)


def _count(pattern: re.Pattern[str] | None, words: Sequence[Token]) -> int:
    line = " " + " ".join(word.norm for word in words) + " "
    return len({found.lastindex for found in pattern.finditer(line)}) if pattern else 0


@cache
def _pattern(kind: str, language: str) -> re.Pattern[str] | None:
    return _compile(_LISTS[kind].get(language, "").splitlines())


def _compile(lines: Iterable[str]) -> re.Pattern[str] | None:
    """Join the phrases to one pattern; each has a group of its own, and none can backtrack beyond three words."""
    phrases = [line.split() for line in lines if line.strip()]
    if not phrases:
        return None
    return re.compile("(?= (?:" + "|".join(f"({_phrase(words)})" for words in phrases) + ") )")


def _phrase(words: Sequence[str]) -> str:
    """Write one phrase as a pattern for words with one space before each, but for the first."""
    pieces = []
    for word in words:
        choice = "(?:" + "|".join(re.escape(part) for part in word.split("|")) + ")"
        pieces.append(f"(?: \\S+){{0,{_MAX_BETWEEN}}}" if word == "…" else f" {choice}")
    return "".join(pieces).removeprefix(" ")

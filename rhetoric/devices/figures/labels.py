"""Who speaks each sentence, also where a transcript is one text with the names before the words.

A label is a name in capitals and a colon ("MS VAREN: …"), a part in a conversation ("Pregunta: …", "Q. …",
"El señor Varen: …") or the dash of a dialogue. A greeting with a colon ("Señor presidente: …") is none, and what
a crowd calls out takes the word from nobody.
"""

import re

from rhetoric.devices.document import Document
from rhetoric.text import fold

_CAPITALS = r"[A-ZÁÉÍÓÚÑÜ][A-ZÁÉÍÓÚÑÜ.'’-]+"
_ASKS = (
    "pregunta periodista reportero reportera entrevistador entrevistadora interlocutor interlocutora moderador"
    " moderadora conductor conductora question reporter journalist interviewer moderator host q p"
).split()
_CROWD = frozenset("audience crowd publico asistentes multitud voces coro asistencia".split())
_LABEL = re.compile(
    rf"""[“"]?(?P<name>{_CAPITALS}(?:[ ,]+{_CAPITALS}|\ [A-Z]\.){{0,6}})\s*(?:\([^)\n]{{1,40}}\))?:
    | (?P<part>{"|".join(_ASKS)}|r|a|respuesta|answer)(?:\.-?|:|\.\s?[-–—])\s
    | (?P<title>(?:el|la|the)\ (?:señora?|sra?\.?|president[ea]?|chairman|moderator)\b[^.:?!\n]{{0,50}}):
    | (?P<dash>[-–—])\s?(?=[¿¡\w])""",
    re.VERBOSE,
)
_LOOSE = re.compile(_LABEL.pattern, re.VERBOSE | re.IGNORECASE)

Voice = str | None
DASH = "-"  # before the number of a voice that only a dash tells
ASKER = "?"  # the voice of whoever has the part of asking


def voices(document: Document) -> tuple[Voice, ...]:
    """Return who speaks each sentence: the transcript's speaker, else the label last seen in the text."""
    found: list[Voice] = []
    seen: Voice = None
    flip = 0
    for sentence in document.sentences:
        label = _label(document.text[sentence.span.start : sentence.span.start + 80])
        if label is not None and _CROWD.intersection(label.split()):
            label = None  # the crowd calls out; the speaker goes on
        if label == DASH:
            flip = 1 - flip
            label = f"{DASH}{flip}"
        seen = label or seen
        found.append(seen or sentence.speaker)
    return tuple(found)


def _label(opening: str) -> Voice:
    """Return the name that a sentence opens with, as a voice."""
    if not (match := _LABEL.match(opening) or _LOOSE.match(opening)):
        return None
    if match["dash"]:
        return DASH
    if match["name"]:
        name = match["name"]
        return (ASKER if fold(name) in _ASKS else fold(name)) if name.isupper() else None
    word = fold(match["part"] or match["title"])
    return ASKER if word in _ASKS else word

"""Bracketed marks that note what the audience or the room did: "(APLAUSOS)", "[laughter]", "♪ … ♪".

A bracket is a mark only if every word in it is known to note an event; any other bracket is speech as written.
"""

import re
from collections.abc import Mapping

from rhetoric.records import Reaction, Span
from rhetoric.text import Token, fold, tokens

_LONGEST = 100  # characters between the brackets
_BRACKET = re.compile(
    rf"\((?:[^()\r\n]{{1,{_LONGEST}}})\)|\[(?:[^\[\]\r\n]{{1,{_LONGEST}}})\]|\*(?:[^*\r\n]{{1,60}})\*"
    r"|[♪♫♬#](?:[^♪♫♬#\r\n]{0,200})[♪♫♬#]|[♪♫♬]+"
)

_KINDS: Mapping[str, str] = {
    "applause": (
        "applause applauds applaud applauding clapping claps aplauso aplausos aplaude aplauden ovacion ovation"
    ),
    "laughter": "laughter risa risas carcajada carcajadas hilaridad",
    "cheering": "cheer cheers cheering whoops vitores vitor aclamacion aclamaciones vivas ovaciones jubilo",
    "booing": (
        "boo boos booing jeers jeering hisses heckling abucheo abucheos silbidos silbido silbatina rechifla pitos"
    ),
    "chant": "chant chants chanting chanted chantings coro coros corea corean consigna consignas gritos cantan",
    "music": "music musica song anthem himno cancion fanfare",
    "other-event": (
        "inaudible ininteligible unintelligible indiscernible crosstalk interruption interrupcion "
        "interrupciones interrupted silence silencio pause pausa laughs chuckles rie rien sonrie "
        "murmullos murmullo rumores protestas protests shouting shouts video videos noise ruido coughs "
        "tose sighs suspira breathes gasps sollozos bells campanas whistle whistles blank_audio static "
        "tos"
    ),
}
_EVENTS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_FILLERS = frozenset(
    (
        "and y e the a el la los las un una del de of in en con with from by por to at audience crowd "
        "members publico asistentes sala sostenidos sostenido prolonged prolongados prolongado prolongada "
        "prolongadas long largo largos large loud fuerte fuertes gran grandes general generales "
        "generalizados big light scattered some algunos algunas mild standing de-pie pie sustained "
        "continues continued continua continuan more mas nuevos nuevamente again soft playing plays suena "
        "background fondo starts begins ends stops inicia inicio finaliza fin termina comienza reproduce "
        "reproduccion proyecta end start speaker orador oradora bravo tiempo breve breves brief quick "
        "rapidly national nacional on off over diputados senadores bancada se oyen escuchan hay desde "
        "tribunas gradas balcony galleries gallery room"
    ).split()
)
# Openings after which free words may follow: what was shouted, sung or shown.
_OPENINGS = re.compile(
    r"(?:the )?(?:crowd |audience )?(?:chants?|chanting|shouts?|shouting|boos|cheers)(?: of)?[:,\"“«' ]"
    r"|(?:gritos|coros|cantos|consignas|voces|vivas) (?:de|a|desde|contra)\b"
    r"|(?:el publico |los asistentes |la gente )(?:corea|grita|canta|aplaude)"
    r"|(?:inicia|finaliza|termina|se proyecta|se reproduce)n? (?:el |un )?(?:video|audio|cancion|himno)"
)


def find_marks(text: str) -> tuple[Reaction, ...]:
    """Return the marks of `text` in order; a mark of two kinds ("laughter and applause") gives two reactions."""
    return tuple(
        Reaction(kind, chars=Span(match.start(), match.end()))
        for match in _BRACKET.finditer(text)
        for kind in _kinds(match.group())
    )


def mark_spans(reactions: tuple[Reaction, ...]) -> tuple[Span, ...]:
    """Return the ranges of `reactions` in the text, each once, in order."""
    return tuple(sorted({reaction.chars for reaction in reactions if reaction.chars is not None}))


def _kinds(bracket: str) -> tuple[str, ...]:
    if bracket[0] in "♪♫♬":
        return ("music",)
    inside = bracket[1:-1]
    words = [token.norm for token in tokens(inside) if not _is_blank(token)]
    found = tuple(dict.fromkeys(_EVENTS[word] for word in words if word in _EVENTS))
    if found and all(word in _EVENTS or word in _FILLERS for word in words):
        return found
    if bracket[0] != "#" and _OPENINGS.match(fold(inside).strip(" _")):
        return found or ("chant" if _is_shout(inside) else "other-event",)
    return ()


def _is_blank(token: Token) -> bool:
    return not token.norm.strip("_")


def _is_shout(inside: str) -> bool:
    return bool(re.match(r"\s*(?:gritos|coros|cantos|consignas|vivas|voces|el|los|la)\b", fold(inside)))

"""Questions that do seek an answer: those put to another speaker, and those that somebody else is said to ask."""

from collections.abc import Iterator, Sequence

from rhetoric.devices.document import Document
from rhetoric.devices.figures.labels import ASKER, DASH, Voice
from rhetoric.devices.grammar import Grammar

_NEAR = 4  # sentences from the end of a turn
_SHORT_TURN = 3  # sentences of a turn that is a question and what leads to it
_ADDRESS = frozenset("usted you your candidato candidata diputado diputada".split())
_NOUNS = frozenset("question questions pregunta preguntas consulta".split())
_THEIRS = frozenset("his her their su sus".split())
_SUBJECTS = frozenset("i we you yo one uno let cabe hay podemos debemos".split())
_OWN = frozenset(
    "yourselves yourself ourselves pregunto preguntamos preguntemos preguntense preguntate preguntemonos".split()
)


def put_to_others(document: Document, voices: Sequence[Voice], lists: Grammar) -> Iterator[int]:
    """Yield the sentences that ask another speaker, who then takes over, and those of an interviewer.

    They end a turn, or stand near its end and address a person, or their turn is hardly more than the question.
    """
    ends = [index for index in range(len(voices) - 1) if _changes(document, voices, index)]
    first = 0
    for end in ends:
        length = end + 1 - first
        closing = True
        for index in range(end, first - 1, -1):
            asks = _asks(document, index)
            closing = closing and asks
            near = end - index < _NEAR and _addressed(document, index, lists)
            if asks and (closing or near or length <= _SHORT_TURN):
                yield index
        first = end + 1
    yield from (i for i, voice in enumerate(voices) if voice == ASKER and _asks(document, i))


def _asks(document: Document, index: int) -> bool:
    text = document.sentences[index].span.slice(document.text)
    return text.rstrip(" \"”»’')").endswith("?")


def _addressed(document: Document, index: int, lists: Grammar) -> bool:
    """Tell whether a sentence speaks to one person, as one speaker does to another."""
    norms = {token.norm for token in document.sentences[index].tokens}
    return bool(norms & _ADDRESS or norms & lists.words["figures.offices"])


def _changes(document: Document, voices: Sequence[Voice], index: int) -> bool:
    """Tell whether another speaker takes over after a sentence."""
    here, there = document.sentences[index], document.sentences[index + 1]
    if voices[index] == voices[index + 1]:
        return False
    if (voices[index + 1] or "").startswith(DASH) and _asks(document, index + 1):
        return False  # points of a list, not a dialogue
    return here.turn != there.turn or here.speaker == there.speaker


def reported(before: Sequence[str], lists: Grammar) -> bool:
    """Tell whether the words before a question say that somebody else asks it ("a reader asks: when …?").

    A question named as one ("the question is: …") is the speaker's, unless it is said to be another's.
    """
    asks = lists.words["figures.asked"] | lists.words["reporting.strong"]
    if _OWN.intersection(before) or _SUBJECTS.intersection(before):
        return False
    return any(word in asks and not _named(before, index, lists) for index, word in enumerate(before))


def _named(words: Sequence[str], index: int, lists: Grammar) -> bool:
    """Tell whether "question" at `index` is a noun, and nobody else's."""
    if words[index] not in _NOUNS:
        return False
    ahead = words[max(0, index - 3) : index]
    return not _THEIRS.intersection(ahead) and (
        lists.language == "en" or bool(lists.words["words.determiners"].intersection(ahead))
    )

"""Questions that do seek an answer: those put to another speaker, and those that somebody else is said to ask."""

from collections.abc import Iterator, Sequence

from rhetoric.devices.document import Document
from rhetoric.devices.figures.labels import ASKER, Voice
from rhetoric.devices.grammar import Grammar

_NOUNS = frozenset("question questions pregunta preguntas consulta".split())
_THEIRS = frozenset("his her their su sus".split())
_SUBJECTS = frozenset("i we you yo one uno let cabe hay podemos debemos".split())
_OWN = frozenset(
    "yourselves yourself ourselves pregunto preguntamos preguntemos preguntense preguntate preguntemonos".split()
)


def put_to_others(document: Document, voices: Sequence[Voice]) -> Iterator[int]:
    """Yield the sentences that ask another speaker: the questions that end a turn, and an interviewer's."""
    answered = False
    for index in range(len(voices) - 1, -1, -1):
        sentence = document.sentences[index]
        asks = sentence.span.slice(document.text).rstrip(" \"”»’')").endswith("?")
        if index + 1 < len(voices) and _changes(document, voices, index):
            answered = True
        answered = answered and asks
        if answered or (asks and voices[index] == ASKER):
            yield index


def _changes(document: Document, voices: Sequence[Voice], index: int) -> bool:
    """Tell whether another speaker takes over after a sentence."""
    here, there = document.sentences[index], document.sentences[index + 1]
    if voices[index] == voices[index + 1]:
        return False
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

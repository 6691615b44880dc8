"""Documents made from plain strings, for tests of rules that read documents."""

from rhetoric.devices.document import Document, read
from rhetoric.records import Span, Transcript, Turn, Word
from rhetoric.text import segment, tokens


def document(text: str, language: str = "en") -> Document:
    """Return `text`, said by one speaker, as a document."""
    return conversation((text,), language)


def conversation(turns: tuple[str, ...], language: str = "en") -> Document:
    """Return turns that alternate between two speakers as a document."""
    text, spans = "", []
    for index, turn in enumerate(turns):
        text += "\n\n" if text else ""
        spans.append(Turn(f"S{index % 2 + 1}", Span(len(text), len(text) + len(turn))))
        text += turn
    made = tuple(spans)
    return read(Transcript(text, language, sentences=segment(text, language, made), turns=made))


def recognised(phrases: tuple[str, ...], language: str = "en", *, pause: int = 400) -> Document:
    """Return phrases without punctuation, as recognised speech with `pause` ms between them."""
    text, words, clock = " ".join(phrases), [], 0
    position = 0
    for phrase in phrases:
        for token in tokens(text, Span(position, position + len(phrase))):
            words.append(Word(Span(token.start, token.end), Span(clock, clock + 200)))
            clock += 220
        position += len(phrase) + 1
        clock += pause
    turns = (Turn("S1", Span(0, len(text))),)
    made = tuple(words)
    return read(Transcript(text, language, made, segment(text, language, turns, made), turns))

"""Rhetorical questions, and hypophora where the speaker answers at once (Ilie 1994; Heritage & Greatbatch 1986).

A question counts where its speaker goes on. Left out: contact and tag questions ("Can you hear me?", "right?"),
procedure, questions of somebody quoted, those of an interviewer, and those that another speaker then answers,
be the speakers the transcript's or names written in the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rhetoric.devices.document import Candidate, Document
from rhetoric.devices.figures import asking, labels
from rhetoric.devices.grammar import Grammar
from rhetoric.devices.status import StatusReader, quoting
from rhetoric.records import Evidence, Slot, Span
from rhetoric.text import Token, tokens

_LONGEST_TAG = 3
_LONGEST_ANSWER = 25  # tokens; a longer sentence goes on rather than answers
_LONGEST_REPLY = 12  # tokens; a longer answer is not marked with its question
_DOUBTFUL = 0.6
_LEADING = 4
_ASKED_REACH = 6
_ROOT = 3
_ANSWERS = frozenset(
    "yes no nobody none never nothing because simple easy of ask you they we i he she it si nadie nunca nada"
    " porque ninguno ninguna claro para por muy ustedes ellos nosotros pues".split()
)
_CURT = frozenset(
    "yes no nobody none never nothing because simple si nadie nunca nada porque ninguno ninguna claro".split()
)


@dataclass(frozen=True, slots=True)
class _Asked:
    span: Span
    words: tuple[Token, ...]
    sentence: int


def find(document: Document, lists: Grammar) -> Iterator[Candidate]:
    """Yield a candidate for every question that seeks no answer from anybody."""
    quoted = quoting.quotations(document.text)
    voices = labels.voices(document)
    real = frozenset(asking.put_to_others(document, voices, lists))
    for asked in _questions(document):
        if asked.sentence not in real and _seeks_nothing(document, lists, asked, quoted):
            yield _candidate(document, lists, asked, among=len(set(voices)) > 1)


def _questions(document: Document) -> Iterator[_Asked]:
    index = 0
    for span in quoting.questions(document.text):
        words = tokens(document.text, span)
        if not words:
            continue
        while index + 1 < len(document.sentences) and document.sentences[index].span.end <= words[0].start:
            index += 1
        sentence = document.sentences[index] if document.sentences else None
        if sentence is None or not sentence.span.overlap(span):
            continue
        start = max(words[0].start, sentence.span.start)
        opened = start - 1 if document.text[start - 1 : start] == "¿" else start
        inside = tuple(word for word in words if word.start >= start)
        yield _Asked(Span(opened, span.end), inside, index)
    if "?" not in document.text:
        yield from _unmarked(document)


def _unmarked(document: Document) -> Iterator[_Asked]:
    reader = StatusReader(document)
    for index, sentence in enumerate(document.sentences):
        if any(mark.flag == "question" for mark in reader.marks(index)):
            yield _Asked(Span(sentence.tokens[0].start, sentence.tokens[-1].end), sentence.tokens, index)


def _seeks_nothing(document: Document, lists: Grammar, asked: _Asked, quoted: tuple[Span, ...]) -> bool:
    norms = [word.norm for word in asked.words]
    if not norms or _contact(norms, lists) or _tagged(document, lists, asked):
        return False
    if any(span.start <= asked.words[0].start < span.end for span in quoting.overlapping(quoted, asked.span)):
        return False
    return not _quoted_asking(document, lists, asked)


def _contact(norms: list[str], lists: Grammar) -> bool:
    """Tell whether a question only keeps contact with the hearers, or is a tag."""
    if norms[:2] == ["por", "que"]:
        return False
    if len(norms) <= _LONGEST_TAG and all(word in lists.words["figures.contact"] for word in norms):
        return True
    phrases = lists.phrases["figures.contact_phrases"]
    return any(phrases.at(norms, start) for start in range(min(2, len(norms)))) and len(norms) <= 2 * _ASKED_REACH


def _tagged(document: Document, lists: Grammar, asked: _Asked) -> bool:
    """Tell whether only a tag after a statement asks ("We did it, right?"), or a stray mark does (",?")."""
    text = document.text
    if asked.span.slice(text).endswith("?") and text[asked.span.end - 2 : asked.span.end - 1] in (",", ";", " "):
        return True
    last = len(asked.words)
    while last > 0 and asked.words[last - 1].norm in lists.words["figures.contact"]:
        last -= 1
    tag = asked.words[last:]
    if not tag or last == 0 or len(tag) > _LONGEST_TAG:
        return False
    return "," in text[asked.words[last - 1].end : tag[0].start]


def _put_to_office(document: Document, lists: Grammar, asked: _Asked) -> bool:
    """Tell whether the question is put to an office-holder, as reporters and members do ("Minister, …?")."""
    start = asked.words[0].start
    before = [word.norm for word in document.sentences[asked.sentence].tokens if word.end <= start]
    norms = [*before[-2:], *(word.norm for word in asked.words[:3])]
    polite = any(word in ("usted", "you", "podria", "puede") for word in (w.norm for w in asked.words[:8]))
    return polite and any(word in lists.words["figures.offices"] for word in norms)


def _quoted_asking(document: Document, lists: Grammar, asked: _Asked) -> bool:
    """Tell whether somebody else is said to ask: "a reader asks: when …?"."""
    sentences = document.sentences
    asked_before = document.text.rfind("?", 0, asked.span.start)
    before = [
        word
        for word in sentences[asked.sentence].tokens
        if asked_before < word.start and word.end <= asked.words[0].start
    ]
    if not before and asked.sentence > 0:
        previous = sentences[asked.sentence - 1]
        linked = document.text[previous.span.end - 1 : previous.span.end] == ":"
        before = list(previous.tokens) if linked else []
    opening = document.text[max(0, asked.span.start - 2) : asked.words[0].start]
    if any(mark in opening for mark in '"“«') and before:
        return True
    return asking.reported([word.norm for word in before[-_ASKED_REACH:]], lists)


def _candidate(document: Document, lists: Grammar, asked: _Asked, *, among: bool) -> Candidate:
    answer, curt = _own_answer(document, lists, asked)
    norms = [word.norm for word in asked.words]
    phrases = lists.phrases["figures.rhetorical_phrases"]
    cue = next((i for i in range(min(_LEADING, len(norms))) if phrases.at(norms, i)), None)
    evidence = [Evidence("rhetorical_question.same_speaker", asked.span.slice(document.text), asked.span)]
    if cue is not None:
        words = Span(asked.words[cue].start, asked.words[cue + phrases.at(norms, cue) - 1].end)
        evidence.append(Evidence("rhetorical_question.formula", words.slice(document.text), words))
    slots = [Slot("QUESTION", asked.span.slice(document.text), asked.span), Slot("SAME_SPEAKER", "yes")]
    span = asked.span
    if answer is not None:
        short = len(tokens(document.text, answer)) <= _LONGEST_REPLY
        span = asked.span.hull(answer) if short else asked.span
        evidence.append(Evidence("rhetorical_question.own_answer", answer.slice(document.text), answer))
        slots.append(Slot("IMPLIED_ASSERTION_or_OWN_ANSWER", answer.slice(document.text), answer))
    unsure = among or _put_to_office(document, lists, asked)
    doubtful = cue is None and not curt and unsure
    return Candidate(
        device="rhetorical_question",
        parts=(span,),
        strength=_DOUBTFUL if doubtful else 1.0,
        evidence=tuple(evidence),
        subtype="hypophora" if answer is not None else None,
        slots=tuple(slots),
    )


def _own_answer(document: Document, lists: Grammar, asked: _Asked) -> tuple[Span | None, bool]:
    """Return the words with which the speaker answers at once, and whether they can be nothing else."""
    here = document.sentences[asked.sentence]
    rest = tuple(word for word in here.tokens if word.start >= asked.span.end)
    following = document.sentences[asked.sentence + 1 : asked.sentence + 2]
    if rest:
        words = rest
        end = here.span.end
    elif following and following[0].turn == here.turn and following[0].tokens:
        words = following[0].tokens
        end = following[0].span.end
    else:
        return None, False
    asks_again = "?" in document.text[words[0].start : end]
    if asks_again or len(words) > _LONGEST_ANSWER:
        return None, False
    answer = Span(words[0].start, end)
    if words[0].norm in _CURT:
        return answer, True
    stop = lists.words["words.stop"]
    asked_words = [word.norm for word in asked.words if word.norm not in stop]
    echoes = any(_kin(word.norm, other) for word in words if word.norm not in stop for other in asked_words)
    opens = words[0].norm in _ANSWERS and len(words) <= 2 * _ASKED_REACH
    wh = bool({word.norm for word in asked.words[:_LEADING]} & lists.words["figures.question_words"])
    return (answer, False) if wh and (echoes or opens) else (None, False)


def _kin(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: they share all but the last letters of the shorter."""
    needed = max(_ROOT, min(len(one), len(other)) - 2)
    return one[:needed] == other[:needed] and min(len(one), len(other)) >= _ROOT

from dataclasses import replace

from rhetoric.audience.answered import APPROVAL, cases, sentences
from rhetoric.audience.figures import row, rows
from rhetoric.audience.link import AFTER, answers, marks_of
from rhetoric.audience.report import render_audience
from rhetoric.audience.stage import joined
from rhetoric.pipeline import tag_text
from rhetoric.records import Reaction, Span, Transcript, Word
from rhetoric.reports.catalogue import devices_of
from tests.builders import plain

SAID = Span(1000, 4000)


def at(start: int) -> Reaction:
    return Reaction("applause", time=Span(start, start + 3000))


def test_a_reaction_answers_what_it_falls_into_or_follows_within_two_seconds() -> None:
    marks = marks_of(plain("We won."))
    for start, expected in ((999, False), (1000, True), (4000, True), (4000 + AFTER, True), (4001 + AFTER, False)):
        assert answers(at(start), time=SAID, chars=Span(0, 7), marks=marks) is expected


def test_a_mark_answers_the_sentence_it_directly_follows_and_no_other() -> None:
    text = "We won. (Applause.) They lost."
    mark = Reaction("applause", chars=Span(8, 19))
    marks = marks_of(replace(plain(text), reactions=(mark,)))
    assert answers(mark, time=None, chars=Span(0, 7), marks=marks)
    assert not answers(mark, time=None, chars=Span(20, 30), marks=marks)
    assert not answers(mark, time=None, chars=Span(8, 30), marks=marks)


def test_marks_in_a_row_answer_the_same_sentence() -> None:
    text = "We won. (Laughter.) (Applause.) They lost."
    found = (Reaction("laughter", chars=Span(8, 19)), Reaction("applause", chars=Span(20, 31)))
    marks = marks_of(replace(plain(text), reactions=found))
    assert all(answers(one, time=None, chars=Span(0, 7), marks=marks) for one in found)


def test_a_mark_takes_the_time_of_the_sound_it_notes() -> None:
    text = "We won. (Applause.) Then"
    words = (
        Word(Span(0, 2), Span(0, 400)),
        Word(Span(3, 7), Span(400, 900)),
        Word(Span(20, 24), Span(5000, 5400)),
    )
    mark, far = Reaction("applause", chars=Span(8, 19)), at(60_000)
    near = Reaction("applause", time=Span(1200, 4500), strength=-3.0)
    found = joined(Transcript(text, "en", words), (mark,), (near, far))
    assert found == (replace(mark, time=near.time, strength=-3.0), far)


def test_a_device_nobody_tagged_has_no_cases() -> None:
    analysis = plain("We won. They lost.")
    said = sentences("a", analysis, devices_of(analysis), APPROVAL)
    assert [one.answered for one in said] == [False, False]
    assert cases(said, "tricolon") == ()


def test_one_speech_has_wilsons_interval() -> None:
    analysis = plain("We won the mill. They lost the mill.")
    first, second = sentences("a", analysis, devices_of(analysis), APPROVAL)
    tagged = replace(first, devices=frozenset({"tricolon"}), reaction=at(5000), latency=300, place=0.4)
    found = row("tricolon", "", cases((tagged, second), "tricolon"), seed=0)
    assert (found.n, found.answered, found.compared, found.difference.value) == (1, 1, 1, 1.0)
    assert found.share.low is not None
    assert 0.2 < found.share.low < 0.21


def test_a_sentence_of_another_length_takes_no_place_among_the_matches() -> None:
    analysis = plain("We won the mill.")
    one = sentences("a", analysis, devices_of(analysis), APPROVAL)[0]
    tagged = replace(one, devices=frozenset({"tricolon"}), words=20, place=0.5)
    short = [replace(one, words=13, place=0.5) for _ in range(3)]
    far = [replace(one, words=20, place=0.3) for _ in range(4)]
    (case,) = cases((tagged, *short, *far), "tricolon")
    assert case.matched == tuple(far[:3])


def test_one_speaker_alone_gets_no_rows_of_its_own() -> None:
    analysis = plain("We won the mill, we won the lake, we won the day. (Applause.) They lost.")
    tagged = replace(sentences("a", analysis, devices_of(analysis), APPROVAL)[0], devices=frozenset({"tricolon"}))
    alone = [replace(tagged, speaker="Ada"), replace(tagged, speaker="Ada", devices=frozenset())]
    assert [one.speaker for one in rows(alone, 0)] == [""]
    assert [one.speaker for one in rows([*alone, replace(tagged, speaker="Bo")], 0)] == ["", "Ada", "Bo"]


def test_the_report_counts_answered_sentences_in_both_languages() -> None:
    analysis = tag_text("We won the mill. (Applause.) They lost the lake. Nobody came.", "en")
    for ui, expected in (
        ("en", "Sentences: 3; answered: 1 (applause"),
        ("es", "Frases: 3; respondidas: 1 (aplausos"),
    ):
        assert expected in render_audience((), {"a": analysis}, APPROVAL, ui=ui)

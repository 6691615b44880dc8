from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rhetoric.records import Analysis, Annotation, Reaction, Source, Span, Speaker, Theme, Transcript, Turn
from rhetoric.reports.layout import blocks
from rhetoric.reports.pieces import LANES, lanes, pieces
from tests.builders import Tagged, plain, speech, tag


def note(index: int, *parts: Span) -> Annotation:
    text = "x" * 60
    quote = " […] ".join(part.slice(text) for part in parts)
    return Annotation(f"A{index}", "d", parts, quote, "tag", Source("rule", "pack"))


def shown(analysis: Analysis) -> list[tuple[str | None, bool, str | None, list[str]]]:
    text = analysis.transcript.text
    return [
        (
            block.speaker,
            block.continued,
            block.theme.id if block.theme else None,
            [
                "".join(piece.event or piece.chars.slice(text) for piece in part.pieces)
                for part in block.paragraphs
            ],
        )
        for block in blocks(analysis, "en")
    ]


spans = st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=12))
def test_pieces_cover_the_text_and_carry_exactly_their_tags(parts: list[Span]) -> None:
    notes = tuple(note(index, part) for index, part in enumerate(parts))
    found = pieces(Analysis(Transcript("x" * 60, "en"), annotations=notes))
    assert "".join(piece.chars.slice("x" * 60) for piece in found) == "x" * 60
    for piece in found:
        covering = {index for index, part in enumerate(parts) if part.contains(piece.chars)}
        assert {mark.index for mark in piece.marks} == covering
    ends = [index for piece in found for index in piece.ends]
    assert sorted(ends) == list(range(len(parts)))


@given(st.lists(spans, max_size=12))
def test_overlapping_tags_have_lines_of_their_own(parts: list[Span]) -> None:
    height = lanes([note(index, part) for index, part in enumerate(parts)])
    for one, first in enumerate(parts):
        for other, second in enumerate(parts[:one]):
            if first.overlap(second) and max(height) < LANES - 1:
                assert height[one] != height[other]


def test_lanes_are_taken_again_when_free() -> None:
    assert lanes([note(0, Span(0, 20)), note(1, Span(5, 8)), note(2, Span(9, 12)), note(3, Span(20, 22))]) == (
        0,
        1,
        1,
        0,
    )


def test_a_discontinuous_tag_ends_once_at_its_last_part() -> None:
    found = pieces(Analysis(Transcript("x" * 60, "en"), annotations=(note(0, Span(0, 5), Span(10, 15)),)))
    assert [(piece.chars, piece.ends) for piece in found if piece.marks] == [
        (Span(0, 5), ()),
        (Span(10, 15), (0,)),
    ]


def test_labels_between_turns_are_not_shown_and_themes_head_their_blocks() -> None:
    found = shown(speech())
    assert [block[:3] for block in found] == [
        ("S1", False, "T1"),
        ("S1", True, None),
        ("S2", False, None),
        ("S1", False, "T2"),
        ("S3", False, None),
    ]
    assert "TOMÁS" not in str(found)
    assert found[1][3][0].startswith("applauseThe Lowland League")


def test_turns_of_one_speaker_run_on() -> None:
    base = plain("One line.\nNext line.\n\nNew paragraph.")
    turns = tuple(Turn("S1", span) for span in (Span(0, 9), Span(10, 20), Span(22, 36)))
    named = replace(base, speakers=(Speaker("S1"),), transcript=replace(base.transcript, turns=turns))
    assert shown(named) == [("S1", False, None, ["One line.\nNext line.", "New paragraph."])]


def test_a_theme_that_begins_inside_a_turn_cuts_it() -> None:
    text = "One two. Three four."
    transcript = Transcript(text, "en", sentences=(Span(0, 8), Span(9, 20)), turns=(Turn("S1", Span(0, 20)),))
    analysis = replace(
        speech(form="untagged"),
        transcript=transcript,
        reactions=(),
        themes=(Theme("T1", "one", (), (Span(0, 8),)), Theme("T2", "two", (), (Span(9, 20),))),
    )
    assert shown(analysis) == [("S1", False, "T1", ["One two. "]), ("S1", True, "T2", ["Three four."])]


def test_blank_lines_part_paragraphs_and_long_ones_end_with_a_sentence() -> None:
    assert shown(plain("One.\n\nTwo\nthree.")) == [(None, False, None, ["One.", "Two\nthree."])]
    long = " ".join(["This is a sentence of several plain words."] * 40)
    paragraphs = shown(plain(long))[0][3]
    assert len(paragraphs) == 3
    assert "".join(paragraphs) == long


def test_a_long_paragraph_is_not_cut_inside_a_tag() -> None:
    long = " ".join(["This is a sentence of several plain words."] * 20)
    whole = tag(plain(long), [Tagged("anaphora", (long,))])
    assert shown(whole)[0][3] == [long]


def test_words_a_reaction_stands_for_are_replaced() -> None:
    analysis = replace(plain("We won (APPLAUSE) again."), reactions=(Reaction("applause", chars=Span(7, 17)),))
    assert shown(analysis)[0][3] == ["We won applause again."]


def test_reactions_after_the_last_word_are_kept() -> None:
    base = speech(form="untagged")
    found = shown(replace(base, reactions=(Reaction("booing", Span(59_000, 60_000)),)))
    assert found[-1][3][0].endswith("in May.booing 0:59–1:00")


def test_tagged_text_outside_turns_is_shown() -> None:
    base = plain("HEADING Hello.")
    turned = replace(base, transcript=replace(base.transcript, turns=(Turn(None, Span(8, 14)),)))
    assert shown(turned) == [(None, False, None, ["Hello."])]
    tagged = tag(turned, [Tagged("hyperbole", ("HEADING",))])
    assert [block[3] for block in shown(tagged)] == [["HEADING Hello."]]


def test_no_text_gives_no_blocks() -> None:
    assert blocks(plain(""), "en") == ()
    assert blocks(plain(" \n "), "en") == ()

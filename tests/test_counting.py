from dataclasses import replace

import pytest

from rhetoric.counting import (
    charted,
    count_words,
    counted,
    counted_notes,
    rate,
    separated,
    spoken,
    time_by_speaker,
    times_of,
    words_by_speaker,
    words_by_theme,
)
from rhetoric.records import Annotation, Notice, Source, Span, Status
from rhetoric.reports.catalogue import DeviceInfo
from tests.builders import DEVICES, plain, speech

INFO = DeviceInfo("x", {"en": "X"}, "A framing", {}, frozenset({"future"}), uncharted_subtypes=frozenset({"war"}))
NOTE = Annotation("A1", "x", (Span(0, 1),), "F", "tag", Source("rule", "pack"))


@pytest.mark.parametrize(
    ("status", "expected"), [((), 1), (("future",), 1), (("negated",), 0), (("future", "negated"), 0)]
)
def test_only_the_statuses_a_device_allows_count(status: tuple[Status, ...], expected: int) -> None:
    assert counted(replace(NOTE, status=status), INFO) == expected


def test_candidates_and_stale_tags_never_count() -> None:
    assert not counted(replace(NOTE, decision="candidate"), INFO)
    assert not counted(replace(NOTE, stale=True), INFO)


def test_uncharted_devices_and_subtypes_count_but_are_not_drawn() -> None:
    war = replace(NOTE, subtype="war")
    assert counted(war, INFO)
    assert not charted(war, INFO)
    assert charted(replace(NOTE, subtype="proxy"), INFO)
    assert not charted(NOTE, replace(INFO, charted=False))


def test_counts_of_the_sample_speech() -> None:
    notes = counted_notes(speech(), DEVICES)
    assert [note.device for note in notes] == [
        "anaphora",
        "accusation",
        "external_enemy",
        "whataboutism",
        "hyperbole",
    ]


def test_words_are_those_inside_turns() -> None:
    assert words_by_speaker(speech().transcript) == {"S1": 53, "S2": 37, "S3": 14}
    assert count_words(speech().transcript) == 104
    assert words_by_theme(speech()) == {"T1": 72, "T2": 32}


def test_time_of_a_speaker_is_that_of_the_turns() -> None:
    assert time_by_speaker(speech().transcript) == {"S1": 6750 + 7150 + 7150, "S2": 7950 + 6750, "S3": 5550}
    assert time_by_speaker(speech(form="untimed").transcript) == {}


def test_times_of_spans_without_words_are_unknown() -> None:
    transcript = speech().transcript
    assert times_of(transcript, [Span(0, 3), transcript.words[1].chars]) == (None, Span(400, 750))


def test_separated() -> None:
    assert separated(speech())
    assert not separated(speech(form="unseparated"))
    assert not separated(plain("Hello."))
    marked = speech()
    noted = replace(marked, transcript=replace(marked.transcript, notices=(Notice("speakers_not_separated"),)))
    assert not separated(noted)


def test_text_without_turns_is_one_turn() -> None:
    bare = replace(plain("One two.").transcript, turns=())
    assert [turn.chars for turn in spoken(bare)] == [Span(0, 8)]
    assert spoken(plain(" ").transcript) == ()


def test_rate() -> None:
    assert rate(3, 1500) == 2.0
    assert rate(3, 0) == 0.0

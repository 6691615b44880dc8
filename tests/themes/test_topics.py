from pathlib import Path

import pytest

from rhetoric.errors import FormatError, InputError, RhetoricError, UnknownNameError
from rhetoric.records import Span
from rhetoric.themes.matching import TopicReading
from rhetoric.themes.stems import read_content
from rhetoric.themes.topics import read_topics, shipped_topics
from tests.themes.examples import FERRY, SCHOOL, WATER, speech


def test_every_shipped_topic_has_a_name_and_words_in_both_languages() -> None:
    for topic in shipped_topics():
        for language in ("en", "es"):
            assert topic.names.get(language), topic.id
            assert len(topic.words.get(language, ())) >= 5, topic.id


@pytest.mark.parametrize(("subject", "expected"), [(WATER, "water"), (SCHOOL, "education"), (FERRY, "transport")])
def test_the_topic_that_leads_is_found(subject: tuple[str, ...], expected: str) -> None:
    made = speech(subject)
    content = read_content(made.text, made.sentences, "en")
    found = TopicReading(content, shipped_topics(), "en").best([Span(0, len(subject))])
    assert found is not None
    assert found.id == expected


def test_a_text_about_nothing_in_the_list_has_no_topic() -> None:
    made = speech(("My uncle kept a parrot.", "The parrot sang at night.", "We laughed for years."))
    content = read_content(made.text, made.sentences, "en")
    assert TopicReading(content, shipped_topics(), "en").best([Span(0, 3)]) is None


def test_a_users_topic_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(
        "water: {name: {en: Wells}, words: {en: [well, pump]}}\n"
        "parrots: {name: Parrots, words: [parrot, feather]}\n",
        "utf-8",
    )
    topics = read_topics(file)
    assert [topic.id for topic in topics[:2]] == ["water", "parrots"]
    assert topics[0].name("en") == "Wells"
    assert topics[1].name("es") == "Parrots"
    assert topics[1].terms("es") == ("parrot", "feather")
    assert sum(topic.id == "water" for topic in topics) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a list",
        "water: 3",
        "water: {name: {}, words: [a]}",
        "water: {name: W, words: a}",
        "water: {name: W, words: [1]}",
        "water: [unclosed",
        "&a [*a]",
    ],
)
def test_nonsense_is_refused_in_two_lines(tmp_path: Path, text: str) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(FormatError) as caught:
        read_topics(file)
    assert caught.value.hint


def test_unknown_keys_and_missing_files(tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text("water: {nmae: W, words: [a]}", "utf-8")
    with pytest.raises(UnknownNameError, match="name"):
        read_topics(file)
    with pytest.raises(InputError):
        read_topics(tmp_path / "none.yaml")
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RhetoricError):
        read_topics(file)

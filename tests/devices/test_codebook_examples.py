import pytest

from rhetoric.devices.check import Report, Row, check, coincide
from rhetoric.devices.codebook import Codebook
from rhetoric.records import Span
from tests.devices.speech import actors, shipped, tag


def cases(kind: str) -> list[tuple[str, str, int]]:
    return [
        (device.id, language, number)
        for device in shipped().devices
        for language, edition in sorted(device.editions.items())
        for number, _ in enumerate(edition.hits if kind == "hit" else edition.negatives)
        if not device.relation  # checked below, by the stage that makes pairs
    ]


@pytest.mark.parametrize(("device", "language", "number"), cases("hit"))
def test_a_shown_hit_is_tagged_where_it_is_marked(device: str, language: str, number: int) -> None:
    example = shipped().device(device).editions[language].hits[number]
    notes = [note for note in tag(example.text, language) if note.device == device and note.decision == "tag"]
    assert any(coincide(note.parts, example.spans) for note in notes), example.text


@pytest.mark.parametrize(("device", "language", "number"), cases("negative"))
def test_a_hard_negative_is_not_tagged(device: str, language: str, number: int) -> None:
    example = shipped().device(device).editions[language].negatives[number]
    tags = [note for note in tag(example.text, language) if note.device == device and note.decision == "tag"]
    assert not tags, (example.text, example.why)


@pytest.fixture(scope="module")
def report() -> Report:
    return check(shipped(), actors=actors())


def test_the_check_reports_every_example(report: Report) -> None:
    book: Codebook = shipped()
    examples = sum(len(e.hits) + len(e.negatives) for device in book.devices for e in device.editions.values())
    assert len(report.rows) == examples
    assert report.failures == ()
    assert report.count("negative", "tag") == 0


def test_no_device_goes_untested(report: Report) -> None:
    assert {row.device for row in report.rows if row.passed is None} == set()


def test_few_hard_negatives_are_even_candidates(report: Report) -> None:
    assert report.count("negative", "candidate") <= 8


def test_without_the_actors_the_hits_are_found_too() -> None:
    alone = check(shipped())
    missed: tuple[Row, ...] = tuple(row for row in alone.failures if row.kind == "hit")
    assert missed == ()


def test_coincide_asks_for_half_of_the_marked_words() -> None:
    assert coincide((Span(0, 5),), (Span(0, 10),))
    assert not coincide((Span(0, 4),), (Span(0, 10),))

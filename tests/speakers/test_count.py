import pytest

from rhetoric.errors import ConfigError
from rhetoric.speakers.count import SpeakerCount, parse_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("auto", SpeakerCount(1, None)),
        ("3", SpeakerCount(3, 3)),
        (" 2-4 ", SpeakerCount(2, 4)),
        ("2–4", SpeakerCount(2, 4)),
        ("OFF", SpeakerCount(0, 0)),
    ],
)
def test_reads_counts(text: str, count: SpeakerCount) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["", "0", "0-3", "4-2", "-1", "many", "2-", "1.5", "99999", "٣"])
def test_refuses_what_is_no_count(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_count(text)


@pytest.mark.parametrize("text", ["auto", "off", "3", "2-4"])
def test_writes_what_it_reads(text: str) -> None:
    assert str(parse_count(text)) == text


def test_off_and_known() -> None:
    assert parse_count("off").off
    assert not parse_count("1").off
    assert parse_count("2").known
    assert not parse_count("auto").known

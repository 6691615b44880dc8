import pytest

from rhetoric.errors import ConfigError, UnknownNameError
from rhetoric.records import Speaker
from rhetoric.speakers.names import parse_names, rename


def test_reads_names() -> None:
    assert parse_names("S1=Ana Ruiz, S2 = Tomás Vega=Ríos") == {"S1": "Ana Ruiz", "S2": "Tomás Vega=Ríos"}
    assert parse_names("  ") == {}


@pytest.mark.parametrize("text", ["S1", "S1=", "=Ana", "S1=Ana,", "S1=Ana,S1=Eva"])
def test_refuses_what_names_nobody(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_names(text)


def test_renames_and_keeps_the_rest() -> None:
    speakers = (Speaker("S1", side="host"), Speaker("S2", name="Old"))
    renamed = rename(speakers, {"S1": "Ana Ruiz"})
    assert renamed == (Speaker("S1", name="Ana Ruiz", side="host"), Speaker("S2", name="Old"))


def test_unknown_speaker_gets_a_suggestion() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'ANA'"):
        rename((Speaker("ANA"), Speaker("LUIS")), {"ANNA": "Ana Ruiz"})

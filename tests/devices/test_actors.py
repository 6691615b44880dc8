from pathlib import Path

import pytest

from rhetoric.devices.actors import Actor, read_actors, terms
from rhetoric.devices.check import transcript_of
from rhetoric.devices.tagger import RuleTagger
from rhetoric.errors import FormatError, UnknownNameError
from tests.devices.speech import shipped


def test_sides_become_word_classes() -> None:
    both = terms([Actor("Kestria", ("the Kestrians",), foreign=True), Actor("Hale", side="rival")])
    assert list(both) == [
        ("Kestria", "named_foreign"),
        ("the Kestrians", "named_foreign"),
        ("Hale", "named_rival"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("actors: [{name: X, side: rivl}]", "did you mean 'rival'"),
        ("actors: [{name: X, kind: pres}]", "did you mean 'press'"),
        ("actors: [{nme: X}]", "did you mean 'name'"),
        ("actor: []", "did you mean 'actors'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "a.yaml").write_text(content)
    with pytest.raises(UnknownNameError, match=words):
        read_actors(tmp_path / "a.yaml")


def test_foreign_is_true_or_false(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("actors: [{name: X, foreign: perhaps}]")
    with pytest.raises(FormatError, match="write true or false"):
        read_actors(tmp_path / "a.yaml")


def test_an_actor_marked_foreign_is_an_outside_actor() -> None:
    text = "the bank of varn is financing the riots in our streets"
    marked = RuleTagger(shipped(), actors=(Actor("Bank of Varn", foreign=True, kind="company"),))
    assert [note.device for note in marked.tag(transcript_of(text, "en"))] == ["external_enemy"]
    assert RuleTagger(shipped()).tag(transcript_of(text, "en")) == ()

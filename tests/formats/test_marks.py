import pytest

from rhetoric.formats.marks import find_marks


@pytest.mark.parametrize(
    ("mark", "kinds"),
    [
        ("(APLAUSOS)", ["applause"]),
        ("[laughter]", ["laughter"]),
        ("(Risas)", ["laughter"]),
        ("(Laughter and applause.)", ["laughter", "applause"]),
        ("(Aplausos prolongados del público)", ["applause"]),
        ("[Standing ovation]", ["applause"]),
        ("(Boos from the audience)", ["booing"]),
        ("(abucheos y silbidos)", ["booing"]),
        ("(Vítores)", ["cheering"]),
        ('(Gritos de: "fuera, fuera")', ["chant"]),
        ("(The crowd chants: four more years)", ["chant"]),
        ("[Música]", ["music"]),
        ("♪ we shall sing ♪", ["music"]),
        ("(INICIA VIDEO)", ["other-event"]),
        ("(inaudible)", ["other-event"]),
        ("(Laughs.)", ["other-event"]),
        ("*applause*", ["applause"]),
    ],
)
def test_marks_are_events(mark: str, kinds: list[str]) -> None:
    text = f"We won. {mark} And so on."
    found = find_marks(text)
    assert [reaction.kind for reaction in found] == kinds
    assert {reaction.chars.slice(text) for reaction in found} == {mark}


@pytest.mark.parametrize(
    "text",
    [
        "the plan (as we said) works",
        "el plan (sin aplausos comprados) sigue",
        "he wrote [million] there",
        "the union (NATO) met",
        "the *sea and the wind* played on",
        "(the music of Marel)",
        "(1) and (2)",
        "()",
        "# heading # two",
        "( ",
    ],
)
def test_other_brackets_are_speech(text: str) -> None:
    assert find_marks(text) == ()

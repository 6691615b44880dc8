from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.errors import ConfigError, RhetoricError
from rhetoric.formats import read_text, read_transcript
from rhetoric.formats.sidecar import Sidecar, SidecarSpeaker, apply_sidecar, read_sidecar
from rhetoric.records import Recording, Span, Speaker
from rhetoric.speakers import SpeakerSegment

FILE = """\
title: "Debate: el puerto"
date: 2031-05-04
place: Puerto Marel
country: NO
language: Spanish
speakers:
  - {name: Ana Ruiz, label: RUÍZ, side: government, country: Marel, role: minister, from: 0:30, to: 1:02:30.5}
  - name: Luis Paz
    id: S2
    from: 4000
  - name: Voz
    side:
"""


def sidecar(folder: Path, body: str) -> Sidecar:
    path = folder / "talk.yaml"
    path.write_text(body, encoding="utf-8")
    return read_sidecar(path)


def test_everything_is_read_as_written(tmp_path: Path) -> None:
    assert sidecar(tmp_path, FILE) == Sidecar(
        "Debate: el puerto",
        "2031-05-04",
        "Puerto Marel",
        "NO",
        "es",
        (
            SidecarSpeaker("Ana Ruiz", None, "RUÍZ", "government", "Marel", "minister", 30_000, 3_750_500),
            SidecarSpeaker("Luis Paz", "S2", start=4_000_000),
            SidecarSpeaker("Voz"),
        ),
    )


def test_segments_end_where_the_next_begins(tmp_path: Path) -> None:
    body = "speakers:\n- {name: A, from: 0}\n- {name: B, from: 10}\n- {name: A, from: 20}\n- {name: C, to: 0:05}\n"
    assert sidecar(tmp_path, body).segments(30_000) == (
        SpeakerSegment(Span(0, 5_000), "C"),
        SpeakerSegment(Span(0, 10_000), "A"),
        SpeakerSegment(Span(10_000, 20_000), "B"),
        SpeakerSegment(Span(20_000, 30_000), "A"),
    )
    assert sidecar(tmp_path, "title: x\n").segments(30_000) == ()


def test_speakers_are_matched_without_case_and_accents(tmp_path: Path) -> None:
    analysis = read_text("RUIZ: Hola a todos.\n\nSr. PAZ: No.\n\nVOZ: ¿Qué?", language="es")
    analysis = replace(analysis, recording=Recording("a.txt", "0", 0, 0, 0, place="Old"))
    named = apply_sidecar(analysis, sidecar(tmp_path, FILE))
    assert named.speakers == (
        Speaker("S1", "Ana Ruiz", "government", "Marel", "minister"),
        Speaker("S2", "Luis Paz"),
        Speaker("S3", "Voz"),
    )
    assert (named.recording.title, named.recording.place) == ("Debate: el puerto", "Puerto Marel")
    assert apply_sidecar(named, Sidecar()) == named


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("titel: x\n", "line 1: unknown key 'titel'", "did you mean 'title'?"),
        ("speakers:\n- {name: A, rol: x}\n", "line 2: unknown key 'rol'", "did you mean 'role'?"),
        ("title: a\ntitle: b\n", "line 2: the key 'title' occurs twice", "keep one"),
        ("speakers:\n- {side: x}\n", "line 2: a speaker without a name", "add name"),
        ("speakers: A\n", "'speakers' must be a list", "per speaker"),
        ("speakers:\n- {name: A, from: soon}\n", "from is 'soon', no time", "h:mm:ss"),
        ("speakers:\n- {name: A, from: 9, to: 3}\n", "'A' stops before starting", "after"),
        ("title: [a]\n", "'title' must be one line of text", "write title"),
        ("- a\n", "line 1: expected keys and values", "title"),
        ("title: &x a\nplace: *x\n", "anchors", "write it out"),
        ("title: 'a\n", "no valid YAML", "quotes"),
        ("title: !!python/object:os.system x\n? [a]\n: b\n", "a key must be a word", ""),
        ("title: " + "[" * 5000, "levels deep", ""),
        ("a: \x01\n", "no valid YAML", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, body: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as error:
        sidecar(tmp_path, body)
    assert message in error.value.message
    assert hint in error.value.hint


def test_a_huge_sidecar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="1 MiB"):
        sidecar(tmp_path, "#" * ((1 << 20) + 1))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="a:-[]{}&*!#|>'\"\n ?,%@`t", max_size=40) | st.text(max_size=20))
def test_any_text_gives_a_sidecar_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(body.encode("utf-8", "replace"))
    try:
        assert isinstance(read_sidecar(path), Sidecar)
    except RhetoricError:
        return


def test_a_transcript_and_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("RUIZ: Hola a todos ustedes.", encoding="utf-8")
    given_by = sidecar(tmp_path, FILE)
    analysis = apply_sidecar(read_transcript(tmp_path / "talk.txt", language=given_by.language), given_by)
    assert analysis.recording.country == "NO"
    assert analysis.speakers[0].name == "Ana Ruiz"

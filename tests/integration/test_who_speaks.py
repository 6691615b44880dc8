"""Speakers from labels, from files, and from voices; and what is withheld where nobody knows them."""

import json
from pathlib import Path

import pytest

from rhetoric.records import Analysis
from tests.material import shared
from tests.program import Program, notices, result
from tests.recordings import clip, save

pytestmark = pytest.mark.integration

SPEECH = "They took our roads. They took our votes. They took our water."


@pytest.fixture
def panel(rhetoric: Program, tmp_path: Path) -> Path:
    source = shared("data", "audio", "librispeech_dialogue", "ls_panel_5spk.ogg")
    return save(Path("panel.wav"), clip(source, tmp_path, seconds=60))


def speakers_at(analysis: Analysis) -> list[tuple[int, str | None]]:
    """Return the start of each word and who speaks it."""
    found = []
    for word in analysis.transcript.words:
        (turn,) = (turn for turn in analysis.transcript.turns if turn.chars.contains(word.chars))
        assert word.time is not None
        found.append((word.time.start, turn.speaker))
    return found


def charts(folder: str) -> set[str]:
    return {path.stem for path in Path("out", folder, "charts").glob("*.svg")}


def test_an_rttm_file_says_who_speaks(rhetoric: Program, hears_english: Path, panel: Path) -> None:
    Path("who.rttm").write_text(
        "SPEAKER panel 1 0.0 32.0 <NA> <NA> ana <NA> <NA>\nSPEAKER panel 1 32.0 28.0 <NA> <NA> ben <NA> <NA>\n",
        encoding="utf-8",
    )
    done = rhetoric("analyze", panel, "--model", hears_english, "--rttm", "who.rttm", "--names", "ana=Ana Ruiz")
    assert done.code == 0
    analysis = result(Path("out/panel"))
    assert [(one.id, one.name) for one in analysis.speakers] == [("ana", "Ana Ruiz"), ("ben", None)]
    for start, speaker in speakers_at(analysis):
        assert speaker == ("ana" if start < 31_500 else "ben") or 31_500 <= start < 32_500
    assert [run.backend for run in analysis.runs if run.stage == "speakers"] == ["rttm"]
    assert "rates" in charts("panel")


@pytest.mark.parametrize(("asked", "least", "most"), [("2", 2, 2), ("2-4", 2, 4), ("auto", 1, 6)])
def test_voices_are_told_apart(
    rhetoric: Program, hears_english: Path, panel: Path, asked: str, least: int, most: int
) -> None:
    assert rhetoric("analyze", panel, "--model", hears_english, "--speakers", asked).code == 0
    analysis = result(Path("out/panel"))
    assert least <= len(analysis.speakers) <= most
    assert {one.id for one in analysis.speakers} <= {f"S{place}" for place in range(1, most + 1)}
    assert {speaker for _, speaker in speakers_at(analysis)} == {one.id for one in analysis.speakers}
    assert all(one.name is None for one in analysis.speakers)
    assert [run.backend for run in analysis.runs if run.stage == "speakers"]
    assert "speakers_not_separated" not in notices(analysis)


def test_without_separation_nothing_is_attributed(rhetoric: Program, hears_english: Path, panel: Path) -> None:
    assert rhetoric("analyze", panel, "--model", hears_english).code == 0
    assert rhetoric("analyze", panel, "--model", hears_english, "--speakers", "off").code == 0
    analysis = result(Path("out/panel"))
    assert analysis.speakers == ()
    assert {turn.speaker for turn in analysis.transcript.turns} == {None}
    assert "speakers_not_separated" in notices(analysis)
    assert charts("panel") == {"themes", "timeline"}  # the one of the first run is gone
    assert "Speakers not separated" in Path("out/panel/transcript.html").read_text(encoding="utf-8")
    done = rhetoric("chart", "out/panel", "--kind", "rates")
    assert (done.code, done.out) == (0, "")
    assert "rates is withheld" in done.err


def test_names_in_the_sidecar_with_times(rhetoric: Program, hears_english: Path, panel: Path) -> None:
    Path("panel.yaml").write_text(
        "title: Debate\ndate: 2031-05-04\nplace: Ostmere\ncountry: Marel\nlanguage: en\nspeakers:\n"
        "  - {name: Ana Ruiz, side: government, country: Marel, role: minister, from: 0, to: 0:30}\n"
        "  - {name: Ben Ode, side: opposition, from: 0:30}\n",
        encoding="utf-8",
    )
    assert rhetoric("analyze", panel, "--model", hears_english).code == 0
    analysis = result(Path("out/panel"))
    assert [(one.name, one.side, one.role) for one in analysis.speakers] == [
        ("Ana Ruiz", "government", "minister"),
        ("Ben Ode", "opposition", None),
    ]
    assert {speaker for start, speaker in speakers_at(analysis) if start < 29_000} == {"S1"}
    assert {speaker for start, speaker in speakers_at(analysis) if start > 31_000} == {"S2"}
    assert analysis.recording is not None
    assert (analysis.recording.title, analysis.recording.place) == ("Debate", "Ostmere")


def test_labels_of_the_transcript_are_kept_and_named(rhetoric: Program) -> None:
    Path("a.txt").write_text(f"DRA. MUÑOZ: {SPEECH}\n\nPRESIDENTE: Gracias. ¿Quién sigue?\n", encoding="utf-8")
    Path("a.yaml").write_text(
        "speakers:\n  - {name: Inés Muñoz, label: Dra. Muñoz, side: left}\n", encoding="utf-8"
    )
    assert rhetoric("analyze", "a.txt", "--names", "S2=El Presidente").code == 0
    analysis = result(Path("out/a"))
    assert [(one.id, one.name, one.side) for one in analysis.speakers] == [
        ("S1", "Inés Muñoz", "left"),
        ("S2", "El Presidente", None),
    ]
    assert {note.speaker for note in analysis.annotations if note.quote.startswith("They took")} == {"S1"}


def test_a_text_without_labels_is_nobodys(rhetoric: Program) -> None:
    Path("a.txt").write_text(SPEECH, encoding="utf-8")
    assert rhetoric("analyze", "a.txt").code == 0
    analysis = result(Path("out/a"))
    assert "speakers_not_separated" in notices(analysis)
    assert all(note.speaker is None for note in analysis.annotations)
    assert "rates" not in charts("a")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--names", "S9=Ana"], "unknown speaker 'S9'"),
        (["--names", "Ana"], "does not name a speaker"),
        (["--speakers", "many"], "many"),
        (["--speakers", "4-2"], "between 4 and 2 speakers"),
        (["--rttm", "none.rttm"], "none.rttm"),
    ],
)
def test_wrong_words_about_speakers(rhetoric: Program, flags: list[str], message: str) -> None:
    Path("a.txt").write_text(f"ANA: {SPEECH}", encoding="utf-8")
    done = rhetoric("analyze", "a.txt", "--quiet", *flags)
    assert done.code == 1
    assert message in done.err
    assert len(done.err.splitlines()) == 2


def test_times_need_a_timed_transcript(rhetoric: Program) -> None:
    Path("a.txt").write_text(SPEECH, encoding="utf-8")
    Path("a.rttm").write_text("SPEAKER a 1 0 5 <NA> <NA> ana <NA> <NA>\n", encoding="utf-8")
    done = rhetoric("analyze", "a.txt", "--rttm", "a.rttm", "--quiet")
    assert done.code == 1
    assert "the transcript has no times" in done.err


def test_the_speakers_are_in_every_document(rhetoric: Program) -> None:
    Path("a.srt").write_text(
        f"1\n00:00:01,000 --> 00:00:04,000\nANA RUIZ: {SPEECH}\n\n2\n00:00:05,000 --> 00:00:06,000\n"
        "BEN ODE: Who pays?\n",
        encoding="utf-8",
    )
    assert rhetoric("analyze", "a.srt", "--language", "en").code == 0
    result(Path("out/a"))
    assert "<v ANA RUIZ>" in Path("out/a/transcript.vtt").read_text(encoding="utf-8")
    for name in ("transcript.html", "transcript.md", "annotations.csv"):
        assert "ana ruiz" in Path("out/a", name).read_text(encoding="utf-8").lower(), name
    tree = json.loads(Path("out/a/analysis.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in tree["speakers"]] == ["S1", "S2"]

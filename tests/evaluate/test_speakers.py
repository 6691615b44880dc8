"""DER, JER and the number of speakers: golden figures, and the command end to end on small files."""

import json
from pathlib import Path

import pytest

from rhetoric.evaluate.diarization import Protocol, score_segments
from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment
from tests.program import Program
from tests.sounds import write_wav


def part(start: int, end: int, speaker: str) -> SpeakerSegment:
    return SpeakerSegment(Span(start, end), speaker)


REFERENCE = (part(0, 10_000, "ana"), part(10_000, 20_000, "ben"))


def test_names_do_not_matter_and_nothing_is_wrong() -> None:
    score = score_segments(REFERENCE, (part(0, 10_000, "S2"), part(10_000, 20_000, "S1")), Protocol())
    assert (score.der, score.jer, score.speech, score.speakers, score.found) == (0.0, 0.0, 20.0, 2, 2)


def test_each_kind_of_error_is_counted() -> None:
    found = (part(1000, 12_000, "S1"), part(12_000, 20_000, "S2"), part(20_000, 21_000, "S2"))
    score = score_segments(REFERENCE, found, Protocol())
    assert (score.missed, score.confusion, score.false_alarm) == pytest.approx((1.0, 2.0, 1.0))
    assert score.der == pytest.approx(4 / 20)
    # ana: 9 of 12 s, ben: 8 of 11 s
    assert score.jer == pytest.approx((3 / 12 + 3 / 11) / 2)


def test_a_collar_and_overlap_left_out_forgive() -> None:
    reference = (*REFERENCE, part(4000, 6000, "ben"))
    found = (part(0, 10_200, "S1"), part(10_200, 20_000, "S2"))
    assert score_segments(reference, found, Protocol()).der == pytest.approx((2 + 0.2) / 22)
    assert score_segments(reference, found, Protocol(collar=500, overlap=False)).der == 0.0


def test_only_the_stretches_given_are_scored() -> None:
    found = (part(0, 10_000, "S1"),)
    assert score_segments(REFERENCE, found, Protocol(), scored=[Span(0, 10_000)]).der == 0.0
    assert score_segments(REFERENCE, found, Protocol()).der == pytest.approx(0.5)


def test_nothing_found_and_nobody_there() -> None:
    assert score_segments(REFERENCE, (), Protocol()).der == 1.0
    assert score_segments((), (part(0, 1000, "S1"),), Protocol()).der == 1.0
    assert score_segments((), (), Protocol()).der == 0.0


def rttm(path: Path, *lines: tuple[float, float, str]) -> Path:
    rows = (
        f"SPEAKER {path.stem} 1 {start} {length} <NA> <NA> {name} <NA> <NA>\n" for start, length, name in lines
    )
    path.write_text("".join(rows), encoding="utf-8")
    return path


def test_the_command_prints_protocol_and_figures(rhetoric: Program, tmp_path: Path) -> None:
    reference = rttm(tmp_path / "a.rttm", (0, 10, "ana"), (10, 10, "ben"))
    found = rttm(tmp_path / "found.rttm", (0, 12, "S1"), (12, 8, "S2"))
    done = rhetoric("evaluate", "speakers", reference, found)
    assert done.code == 0
    assert "Protocol: no collar, overlapping speech scored." in done.out
    assert "| a | 20.0 | 0.100 |" in done.out
    done = rhetoric("evaluate", "speakers", reference, found, "--format", "json", "--collar", "4.2")
    tree = json.loads(done.out)
    assert (tree["der"], tree["rows"][0]["score"]["found"]) == (0.0, 2)
    assert "collar 4200 ms" in tree["protocol"]


def test_folders_are_paired_by_name_and_pooled(rhetoric: Program, tmp_path: Path) -> None:
    for folder in ("ref", "sys"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        rttm(tmp_path / "ref" / f"{name}.rttm", (0, 10, "ana"))
    rttm(tmp_path / "sys" / "a.rttm", (0, 10, "S1"))
    rttm(tmp_path / "sys" / "b.rttm", (0, 5, "S1"))
    done = rhetoric("evaluate", "speakers", tmp_path / "ref", tmp_path / "sys")
    assert "All together: DER 0.250; number of speakers right in 2 of 2." in done.out
    (tmp_path / "sys" / "b.rttm").unlink()
    done = rhetoric("evaluate", "speakers", tmp_path / "ref", tmp_path / "sys")
    assert (done.code, len(done.err.splitlines())) == (1, 2)
    assert "nothing for 'b'" in done.err


def test_the_engine_runs_on_the_recording_beside(rhetoric: Program, tmp_path: Path) -> None:
    import numpy as np

    reference = rttm(tmp_path / "a.rttm", (0, 1, "ana"))
    done = rhetoric("evaluate", "speakers", reference, "--run")
    assert done.code == 1
    assert "no recording called 'a'" in done.err
    write_wav(tmp_path / "a.wav", np.zeros(16_000, dtype=np.int16), rate=16_000)
    done = rhetoric("evaluate", "speakers", reference, "--run", "--speakers", "known")
    assert done.code == 0
    assert "| a | 1.0 | 1.000 | 1.000 |" in done.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "give what was found, or --run"),
        (["--run", "--speakers", "some"], "'some' is no number of speakers"),
        (["--run", "--diarizer", "dvektor"], "did you mean 'dvector'"),
        (["--format", "mdd"], "unknown format 'mdd'"),
    ],
)
def test_wrong_words(rhetoric: Program, tmp_path: Path, words: list[str], message: str) -> None:
    reference = rttm(tmp_path / "a.rttm", (0, 1, "ana"))
    done = rhetoric("evaluate", "speakers", reference, *words)
    assert done.code == 1
    assert message in done.err
    assert len(done.err.splitlines()) == 2

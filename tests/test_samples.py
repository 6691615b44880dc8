import html
import re
import shutil
from pathlib import Path

import av
import numpy as np
import pytest
import yaml

from rhetoric.text import tokens
from scripts.make_samples import FOLDER, Cue, Line, applaud, encode, make, read_lines, spoken_stems, to_vtt

STEMS = ("en_harbour_debate", "es_plaza_mayor")
CUE = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})\n(?:<v ([^>]+)>)?(.+)\n")


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text)]


def cues(stem: str) -> list[tuple[int, int, str | None, str]]:
    found = []
    for match in CUE.finditer((FOLDER / f"{stem}.vtt").read_text("utf-8")):
        hour, minute, second, ms, *rest = (int(number) for number in match.groups()[:8])
        start = ((hour * 60 + minute) * 60 + second) * 1000 + ms
        end = ((rest[0] * 60 + rest[1]) * 60 + rest[2]) * 1000 + rest[3]
        found.append((start, end, match[9], html.unescape(match[10].removesuffix("</v>"))))
    return found


def turns(stem: str) -> list[tuple[str, list[str]]]:
    """Read the plain text anew, without the script: speaker and words of each turn."""
    found = []
    for block in re.split(
        r"^(?=[^\W\d_][^:\na-z]+: )", (FOLDER / f"{stem}.txt").read_text("utf-8"), flags=re.MULTILINE
    )[1:]:
        name, _, body = block.partition(": ")
        found.append((name, words(re.sub(r"\((APPLAUSE|APLAUSOS)\)", " ", body))))
    return found


def duration(path: Path) -> float:
    with av.open(str(path)) as container:
        return float(sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0)))


def test_the_spoken_samples_are_these() -> None:
    assert spoken_stems() == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_is_long_and_has_several_speakers_named_in_its_sidecar(stem: str) -> None:
    said = turns(stem)
    sidecar = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text("utf-8"))
    assert sum(len(spoken) for _, spoken in said) >= 600
    assert {name for name, _ in said} == {speaker["name"].upper() for speaker in sidecar["speakers"]}
    assert len(sidecar["speakers"]) >= 2
    assert sidecar["language"] == stem[:2]


@pytest.mark.parametrize("stem", STEMS)
def test_the_vtt_says_the_words_of_the_text_speaker_by_speaker(stem: str) -> None:
    spoken = [(name, word) for _, _, name, line in cues(stem) if name for word in words(line)]
    assert spoken == [(name, word) for name, said in turns(stem) for word in said]
    marks = [line for _, _, name, line in cues(stem) if not name]
    assert (
        len(marks)
        == len(re.findall(r"\((?:APPLAUSE|APLAUSOS)\)", (FOLDER / f"{stem}.txt").read_text("utf-8")))
        > 3
    )


@pytest.mark.parametrize("stem", STEMS)
def test_times_run_forward_to_the_end_of_the_recording(stem: str) -> None:
    times = [time for start, end, _, _ in cues(stem) for time in (start, end)]
    assert times == sorted(times)
    assert all(start < end for start, end, _, _ in cues(stem))
    assert abs(times[-1] / 1000 - duration(FOLDER / f"{stem}.ogg")) < 0.1


@pytest.mark.parametrize("stem", STEMS)
def test_a_recording_is_small_and_silent_between_cues(stem: str) -> None:
    assert (FOLDER / f"{stem}.ogg").stat().st_size < 1_000_000
    with av.open(str(FOLDER / f"{stem}.ogg")) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        pieces = [
            piece.to_ndarray()[0] for frame in container.decode(audio=0) for piece in resampler.resample(frame)
        ]
    loud = np.abs(np.concatenate(pieces).astype(np.int32))
    for before, after in zip(cues(stem), cues(stem)[1:], strict=False):
        middle = (before[1] + after[0]) // 2 * 16
        assert loud[middle - 640 : middle + 640].max() < 400
        assert loud[before[0] * 16 : before[1] * 16].max() > 2000


def test_lines_are_sentences_and_marks() -> None:
    text = "ANA RUIZ: Sí. ¿Y tú? (APLAUSOS)\n\nVoy.\n\nBO: No\nva.\n"
    assert read_lines(text, "es") == (
        (
            Line("ANA RUIZ", "Sí."),
            Line("ANA RUIZ", "¿Y tú?"),
            Line(None, "(APLAUSOS)"),
            Line("ANA RUIZ", "Voy."),
        ),
        (Line("BO", "No va."),),
    )


def test_applause_is_seeded_and_swells_from_silence() -> None:
    sound = applaud(2.0, 7)
    assert len(sound) == 44_100
    assert np.array_equal(sound, applaud(2.0, 7))
    assert not np.array_equal(sound, applaud(2.0, 8))
    assert (sound[0], sound[-1]) == (0, 0)
    assert np.abs(sound).max() == 12_000


def test_vtt_escapes_what_would_be_markup() -> None:
    made = to_vtt([Cue(500, 3_661_042, Line("BO", "Salt & <bread>."))])
    assert made == "WEBVTT\n\n00:00:00.500 --> 01:01:01.042\n<v BO>Salt &amp; &lt;bread&gt;.</v>\n"


@pytest.mark.integration
@pytest.mark.parametrize("stem", STEMS)
def test_making_a_sample_again_gives_the_same_cues(stem: str) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("needs the program espeak-ng to speak the samples (apt-get install espeak-ng)")
    _, vtt = make(stem)
    made, kept = vtt.splitlines(), (FOLDER / f"{stem}.vtt").read_text("utf-8").splitlines()
    assert [line for line in made if "-->" not in line] == [line for line in kept if "-->" not in line]


def test_encoding_twice_gives_the_same_bytes() -> None:
    sound = applaud(0.5, 1)
    assert encode(sound) == encode(sound)

"""Guarded transcription from end to end: real sound and voice detection, an engine that says what a test wants."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from rhetoric import pipeline, vad
from rhetoric.audio import Audio, decode
from rhetoric.config import Options
from rhetoric.pipeline import analyze_file
from rhetoric.records import Analysis, Span
from rhetoric.transcribe import HeardWord
from rhetoric.transcribe import listen as stage
from rhetoric.transcribe.coverage import coverage
from rhetoric.transcribe.listen import Listening, listen
from rhetoric.transcribe.whisper import WhisperTranscriber
from tests.heard import Told
from tests.material import ROOT, shared
from tests.scripted_engine import Scripted, folder, say, talk, use
from tests.scripted_whisper import build
from tests.sounds import tone, write_wav

INVENTED = ("Thanks for watching!", "Subtítulos por la comunidad de Amara.org", "¡Suscríbete!", "thank you " * 12)
SPEECH = ROOT / "transcripts" / "es_plaza_mayor.ogg"
EVERYWHERE = Span(0, 1 << 40)


def open_sound(path: Path, tmp_path: Path) -> Audio:
    return decode(path, folder(tmp_path / "scratch"))


def hear(audio: Audio, options: Options | None = None, *, speech: tuple[Span, ...] | None = None) -> Listening:
    found = vad.speech(audio) if speech is None else speech
    return listen(audio, found, options or Options(language="es"), progress=Told())


def spoken(found: Listening) -> list[HeardWord]:
    return [word for passage in found.passages for word in passage.words]


def in_speech(audio: Audio, *, skip: tuple[Span, ...] = ()) -> Scripted:
    """Return an engine that puts words on all speech, but hears nothing in `skip` the first time."""
    heard = vad.speech(audio)

    def words(time: Span, left_out: tuple[Span, ...] = ()) -> tuple[HeardWord, ...]:
        whole = [word for stretch in heard if stretch.overlap(time) for word in talk(stretch)]
        return tuple(
            word
            for word in whole
            if time.start <= word.time.start < time.end and not any(gap.overlap(word.time) for gap in left_out)
        )

    return Scripted(lambda time: words(time, skip), words)


def unlisted(found: Listening) -> float:
    return found.coverage.unlisted / found.coverage.speech


@pytest.mark.parametrize("said", INVENTED)
@pytest.mark.parametrize("kind", ["silence", "noise", "tone", "music", "dishes", "applause"])
def test_nothing_invented_is_left_unmarked_where_nobody_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, said: str
) -> None:
    files = {
        "music": ("negatives", "Kevin_MacLeod_-_Vibe_Ace.ogg"),
        "dishes": ("negatives", "doing_the_dishes.flac"),
        "applause": ("reactions", "applause_group.mp3"),
    }
    noise = np.random.default_rng(3).integers(-3000, 3000, 320_000).astype(np.int16)
    made = {"silence": np.zeros(320_000, np.int16), "noise": noise, "tone": tone(20)}
    if kind in files:
        path = shared("data", "audio", *files[kind])
    else:
        path = write_wav(tmp_path / f"{kind}.wav", made[kind])
    audio = open_sound(path, tmp_path)
    use(monkeypatch, Scripted(lambda time: say(said, time), lambda time: say(said, time)))
    found = vad.speech(audio)
    asked = hear(audio, speech=found or (Span(0, audio.duration // 2),)) if found else None
    unmarked = [word.text for word in spoken(asked) if word.suspect is None] if asked else []
    assert unmarked == []
    # And where an engine is asked all the same (a detector that hears speech at one place only):
    far = stage.guard(
        asked.passages if asked else [stage.HeardPassage(Span(0, 8000), "en", say(said, Span(0, 8000)))],
        found, audio.duration,
    )  # fmt: skip
    assert [word.text for part in far for word in part.words if word.suspect is None] == []


def test_lost_speech_is_heard_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = open_sound(SPEECH, tmp_path)
    skip = (Span(4000, 11_000), Span(20_000, 24_500))
    engine = use(monkeypatch, in_speech(audio, skip=skip))
    found = hear(audio)
    assert found.run.options["gaps_filled"] == found.run.options["gaps"]
    assert found.coverage.gaps == ()
    assert unlisted(found) <= 0.01
    assert {vary for _, vary in engine.heard_again} == {False}
    times = [word.time for word in spoken(found)]
    assert all(a.end <= b.start for a, b in pairwise(times))


def test_speech_that_stays_lost_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = open_sound(SPEECH, tmp_path)
    skip = (Span(4000, 11_000), Span(20_000, 24_500))
    engine = in_speech(audio, skip=skip)
    engine.second = lambda time: ()
    use(monkeypatch, engine)
    found = hear(audio)
    assert unlisted(found) <= 0.01
    speech = vad.speech(audio)
    for gap in skip:
        lost = sum(part.overlap(gap) for part in speech)
        named = sum(one.time.overlap(gap) for one in found.coverage.gaps)
        assert lost - named <= 0.02 * lost
    notices = {notice.code for notice in found.notices}
    assert "speech_lost" in notices


def test_skipped_speech_is_named_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = open_sound(SPEECH, tmp_path)
    chance = np.random.default_rng(3)
    edges = np.cumsum(chance.integers(500, 30_000, 60))
    skip = tuple(Span(int(a), int(min(b, a + 9000))) for a, b in zip(edges[::2], edges[1::2], strict=True))
    engine = in_speech(audio, skip=skip)
    engine.second = lambda time: ()
    use(monkeypatch, engine)
    found = hear(audio)
    times = [word.time for word in spoken(found)]
    lost = found.coverage.speech - sum(time.overlap(part) for part in vad.speech(audio) for time in times)
    named = found.coverage.listed - sum(time.overlap(gap.time) for gap in found.coverage.gaps for time in times)
    assert lost > 0.1 * found.coverage.speech
    assert lost - named <= 0.01 * found.coverage.speech


@pytest.mark.parametrize("batch", [0, 4])
def test_speech_lost_by_the_real_engine_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """The engine itself, one stretch after the other and batched; its weights hear only parts of each stretch."""
    script = [(0.0, 5.0, "la plaza es de todos hoy"), (12.0, 18.0, "y mañana será de nadie más")]
    audio = open_sound(SPEECH, tmp_path)
    options = Options(language="es", model=str(build(tmp_path / "w", script)), compute="cpu", beam=1, batch=batch)
    monkeypatch.setattr(
        WhisperTranscriber, "again", lambda self, window, *, vary: stage.HeardPassage(window.time, "es", ())
    )
    found = hear(audio, options)
    assert found.coverage.listed > 0.3 * found.coverage.speech
    assert unlisted(found) <= 0.01
    times = [word.time for word in spoken(found)]
    assert times
    assert all(a.end <= b.start for a, b in pairwise(times))
    assert times[-1].end <= audio.duration
    monkeypatch.undo()
    again = hear(audio, options)
    assert again.coverage.transcribed > found.coverage.transcribed
    assert unlisted(again) <= 0.01


def test_a_loop_is_decoded_again_without_what_was_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audio = open_sound(SPEECH, tmp_path)
    stuck = say("y entonces nos fuimos de ahí " * 6, Span(2000, 16_000))
    engine = use(monkeypatch, Scripted(lambda time: (*stuck, *talk(Span(16_000, audio.duration))), talk))
    found = hear(audio)
    assert (found.run.options["loops"], found.run.options["loops_mended"]) == (1, 1)
    assert (Span(2000, 16_000), True) in engine.heard_again
    assert "entonces" not in " ".join(word.text for word in spoken(found))
    engine.second = lambda time: stuck
    kept = hear(audio)
    assert {word.suspect for word in spoken(kept) if word.time.end <= 16_000} == {"loop"}


def test_several_stretches_vote_on_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = open_sound(SPEECH, tmp_path)
    engine = use(monkeypatch, in_speech(audio))
    hear(audio, Options())
    assert engine.voted >= 3
    engine.voted = 0
    hear(audio, Options(language="es"))
    assert engine.voted == 0


def test_each_passage_has_its_own_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = open_sound(SPEECH, tmp_path)
    engine = in_speech(audio)
    engine.languages = lambda time: "es" if time.start < 15_000 else "en"
    use(monkeypatch, engine)
    found = hear(audio, Options(language="multi"))
    assert [passage.language for passage in found.passages] == ["es", "en"]
    assert engine.voted == 0


def analysed(monkeypatch: pytest.MonkeyPatch, engine: Scripted, **given: object) -> Analysis:
    use(monkeypatch, engine)
    return analyze_file(SPEECH, Options(speakers="1", **given))  # type: ignore[arg-type]


SAID = "They took our roads. They took our votes. They took our water. "


def english(second: str = "") -> Scripted:
    def words(time: Span) -> tuple[HeardWord, ...]:
        return say(SAID, Span(1000, 6000)) if time.start < 1000 else ()

    return Scripted(words, languages=lambda time: "en")


def test_every_word_has_a_risk_and_every_tag_inherits_it(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = analysed(monkeypatch, english(), language="en")
    assert {word.risk for word in analysis.transcript.words} == {"low"}
    tags = [note for note in analysis.annotations if note.decision == "tag"]
    assert tags
    assert all("risk_low" in note.risks for note in analysis.annotations)
    assert "risk_uncalibrated" in {notice.code for notice in analysis.transcript.notices}


def test_no_tag_rests_on_suspect_words(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = english()
    monkeypatch.setattr(pipeline.vad, "speech", lambda audio: (Span(20_000, 30_000),))
    engine.first = lambda time: (*say(SAID, Span(1000, 6000)), *talk(Span(20_000, 30_000)))
    analysis = analysed(monkeypatch, engine, language="en")
    suspect = [part.chars for part in analysis.transcript.passages if part.suspect]
    assert suspect
    resting = [
        note for note in analysis.annotations if any(part.overlap(bad) for part in note.parts for bad in suspect)
    ]
    assert resting
    assert {note.decision for note in resting} == {"candidate"}
    assert all({"suspect", "risk_high"} <= set(note.risks) for note in resting)
    resting_on = {note.id for note in resting}
    assert not resting_on & {one.annotation for one in analysis.accusations}
    assert not any(own.chars.overlap(bad) for own in analysis.own_acts for bad in suspect)


def test_an_english_layer_stands_beside_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Scripted(
        lambda time: (
            *say("no tenemos miedo a nadie", Span(1000, 4000)),
            *say("vamos a ganar", Span(9000, 11_000)),
        ),
        english=lambda time: (
            HeardWord("we fear nobody", Span(900, 4200)),
            HeardWord("we shall win", Span(8800, 11_100)),
        ),
    )
    layer = analysed(monkeypatch, engine, language="es", task="translate").transcript
    assert layer.translation is not None
    assert "tenemos miedo" in layer.text
    assert [(part.chars.slice(layer.text), part.text) for part in layer.translation.passages] == [
        ("no tenemos miedo a nadie", "we fear nobody"),
        ("vamos a ganar", "we shall win"),
    ]


def test_coverage_counts_no_suspect_words() -> None:
    words = say("one two three four", Span(0, 2000))
    passage = stage.HeardPassage(Span(0, 2000), "en", words)
    whole = coverage([passage], [Span(0, 2000)])
    assert (whole.speech, whole.transcribed, whole.gaps) == (2000, 2000, ())
    marked = tuple(HeardWord(word.text, word.time, suspect="loop") for word in words)
    none = coverage([stage.HeardPassage(Span(0, 2000), "en", marked)], [Span(0, 2000)])
    assert [gap.time for gap in none.gaps] == [Span(0, 2000)]

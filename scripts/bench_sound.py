"""The bars of sound: the whole way against bare faster-whisper, no speech, lost speech, voices, audience.

Words come from scripted weights unless the user names real ones; every line that depends on them says so. Scripted
weights hear the same words in every half minute whatever is said: they show what the program does with words, not
how well a recogniser hears.
"""

import statistics
from dataclasses import replace
from pathlib import Path

from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio

from rhetoric import vad
from rhetoric.audio import decode
from rhetoric.config import Options
from rhetoric.errors import RhetoricError
from rhetoric.evaluate import audience
from rhetoric.evaluate.speakers import SpeakerJob, evaluate_speakers
from rhetoric.outputs import write_results
from rhetoric.pipeline import analyze_file, load
from rhetoric.progress import SILENCE
from rhetoric.records import Analysis, Span
from rhetoric.transcribe.guard import guard
from rhetoric.transcribe.listen import listen
from scripts.benching import LONG, SOUNDS, THREADS, Bench, clip, clocked, there, timed

# As dense as speech, and longer than any loop, so that nothing is heard twice for the script's sake.
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_KINDS = ("boat", "crane", "field", "market", "school", "river")
_TALK = [f"{kind}{number}" for kind in _KINDS for number in _NUMBERS]
SCRIPT = ((0.0, 29.9, " ".join(_TALK[:72])),)  # speech throughout, so that nothing is heard a second time
SKIPS = ((0.0, 12.0, " ".join(_TALK[:30])),)  # the rest of each half minute is lost
INVENTED = {
    "stock phrases (en)": (
        "en",
        ((0.0, 4.0, "thanks for watching"), (4.0, 9.0, "please subscribe to my channel")),
    ),
    "stock phrases (es)": ("es", ((0.0, 4.0, "gracias por ver el vídeo"), (4.0, 9.0, "¡suscríbete al canal!"))),
    "a loop": ("en", ((0.0, 29.0, " ".join(["we will go on"] * 15)),)),
    "plain words": ("en", ((0.0, 9.0, "the river and the field are for all of us"),)),
}
NO_SPEECH = (
    "negatives/doing_the_dishes.flac",
    "negatives/Kevin_MacLeod_-_Vibe_Ace.ogg",
    "picovoice/noise_no_speech.wav",
    "hostile/digital_silence.wav",
    "hostile/silence_20min.flac",
    "hostile/white_noise_10s.wav",
    "hostile/tone_440.wav",
)
_FOOLED = 60_000  # ms of a file in which the detector is made to hear speech throughout


def whole(bench: Bench) -> None:
    """Compare everything `analyze` does, from the file on, with bare faster-whisper; speakers off and on."""
    if not there("whole", LONG):
        return
    folder = bench.small(SCRIPT)
    path = clip(decode(LONG, bench.scratch), 60_000 * bench.minutes, bench.scratch / "clip.wav")
    first = clip(decode(path, bench.scratch), 20_000, bench.scratch / "warm.wav")
    options = Options(language="en", model=str(folder), compute="cpu", threads=THREADS, speakers="off")
    analyze_file(first, replace(options, speakers="auto"))  # libraries are loaded before the clock runs

    def bare() -> int:
        model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=THREADS)
        segments, _ = model.transcribe(
            decode_audio(str(path)), language="en", beam_size=5, temperature=0.0,
            condition_on_previous_text=False, word_timestamps=True, vad_filter=True,
        )  # fmt: skip
        return sum(len(segment.words or ()) for segment in segments)

    rounds = []
    for _ in range(bench.rounds):
        *alone, words = clocked(bare)
        *off, _ = clocked(lambda: analyze_file(path, options))
        *on, analysis = clocked(lambda: analyze_file(path, replace(options, speakers="auto")))
        rounds.append((alone, off, on))
    writing, _ = timed(lambda: write_results(analysis, bench.scratch / "out"))
    print(f"whole: {bench.minutes} min, {bench.weights}, {THREADS} threads, {bench.rounds} rounds in turn")
    print(f"  faster-whisper alone {statistics.median(one[0][0] for one in rounds):.1f} s, {words} words")
    for name, place, aims in (("off", 1, "must 1.10, aim 1.03"), ("on", 2, "must 1.40, aim 1.20")):
        ratios, busy = ([one[place][clock] / one[0][clock] for one in rounds] for clock in (0, 1))
        spread = f"{min(ratios):.3f} to {max(ratios):.3f}, processor {statistics.median(busy):.3f}"
        print(f"  speakers {name}: ratio {statistics.median(ratios):.3f}, {spread} ({aims}; {bench.weights})")
    print(f"  writing page, tables and charts: {writing:.1f} s more")


def no_speech(bench: Bench) -> None:
    """Count the words left unmarked on files without speech, from engines that invent some."""
    paths = [SOUNDS / name for name in NO_SPEECH]
    if not there("no_speech", *paths):
        return
    scripts = {bench.weights: INVENTED["plain words"]} if bench.whisper else INVENTED
    for number, (name, (language, script)) in enumerate(scripts.items()):
        folder = bench.model(f"invents-{number}", script, language=language)
        options = Options(language=language, model=str(folder), compute="cpu", threads=THREADS, speakers="off")
        counts = [_unmarked(path, options) for path in paths]
        throughout = [_fooled(path, options, bench.scratch) for path in paths]
        heard, wrong = (sum(one[place] for one in counts) for place in (0, 1))
        most, left = (sum(one[place] for one in throughout) for place in (0, 1))
        print(
            f"no speech, {len(paths)} files, engine says {name}: {heard} words, {wrong} unmarked (must 0); were "
            f"the detector to hear speech throughout: {most}, {left} unmarked; {bench.weights}"
        )
        for path, (_, count) in zip(paths, counts, strict=True):
            if count:
                print(f"  {path.name}: {count} unmarked")


def lost(bench: Bench) -> None:
    """Measure speech neither transcribed nor listed, from an engine that skips most of each half minute."""
    paths = [SOUNDS / "ljspeech" / "LJ001_printing.ogg", SOUNDS / "librispeech_dialogue" / "ls_panel_5spk.ogg"]
    if not there("lost", *paths):
        return
    folder = bench.model("skips", SKIPS)
    for batch in (0, 8):
        options = Options(language="en", model=str(folder), compute="cpu", threads=THREADS, batch=batch)
        for path in paths:
            audio = decode(path, bench.scratch)
            heard = listen(audio, vad.speech(audio), options, progress=SILENCE)
            found, told = heard.coverage, heard.run.options
            share = 100 * found.unlisted / max(found.speech, 1)
            how = f"batches of {batch}" if batch else "plain"
            print(
                f"lost, {path.stem}, {how}: speech {found.speech / 1000:.1f} s, "
                f"transcribed {found.transcribed / 1000:.1f}, listed {found.listed / 1000:.1f}, unlisted "
                f"{found.unlisted / 1000:.1f} = {share:.2f} % (must 1, aim 0); "
                f"gaps filled {told.get('gaps_filled', 0)} of {told.get('gaps', 0)}; {bench.weights}"
            )


def speakers(_: Bench) -> None:
    """Print DER, JER, the number of voices and the real-time factor on two threads."""
    plan = (
        ("librispeech_dialogue/ls_panel_5spk.rttm", "auto", "must 0.11, aim 0.06, exact"),
        ("pyaudioanalysis/diarizationExample.rttm", "auto", "must 0.08, aim 0.06"),
        ("pyaudioanalysis/diarizationExample.rttm", "known", "must 0.045, aim 0.04"),
        ("pyannote_ami/ami_session_120s.rttm", "known", "must 0.32, aim 0.25"),
    )
    if not there("speakers", *(SOUNDS / name for name, _, _ in plan)):
        return
    took = length = 0.0
    for name, count, aims in plan:
        report = evaluate_speakers(SpeakerJob(SOUNDS / name, run=True, speakers=count, threads=THREADS))
        (row,) = report.rows
        took, length = took + (row.took or 0), length + (row.seconds or 0)
        score = row.score
        print(
            f"speakers, {row.name}, count {count}: DER {score.der:.3f} ({aims}), JER {score.jer:.3f}, found "
            f"{score.found} of {score.speakers}; {(row.took or 0) / (row.seconds or 1):.3f} of its length"
        )
    print(f"  {report.protocol}; real-time factor on {THREADS} threads {took / length:.3f} (must 0.06, aim 0.03)")


def reactions(_: Bench) -> None:
    """Print event F1 on marked mixes, with music and noise that must stay silent."""
    mixes, negatives = SOUNDS / "reaction_mixes", SOUNDS / "negatives"
    if not there("reactions", mixes, negatives):
        return
    marked = (*audience.read_marked(mixes), *audience.silent_in([negatives]))
    found = audience.find_now(marked)
    for one in audience.score(marked, found):
        bounds = "" if one.f1.low is None or one.f1.high is None else f" [{one.f1.low:.2f}, {one.f1.high:.2f}]"
        value = "–" if one.f1.value is None else f"{one.f1.value:.2f}"
        print(
            f"reactions, {one.kind}: F1 {value}{bounds}, marked {one.marked}, found {one.found}, right {one.right}"
        )
    wrong = [name.name for name in marked if not name.events and found[name.name].reactions]
    print(
        f"  onsets within 1 s, {len(marked)} recordings; must 0.80, aim 0.90; false: {', '.join(wrong) or 'none'}"
    )


def _unmarked(path: Path, options: Options) -> tuple[int, int]:
    """Return how many words the program wrote for a file, and how many of them without a doubt."""
    try:
        analysis = load(path, options)
    except RhetoricError:  # an unreadable file has no words
        return 0, 0
    return len(analysis.transcript.words), len(analysis.transcript.words) - _doubtful(analysis)


def _doubtful(analysis: Analysis) -> int:
    doubts = [passage.chars for passage in analysis.transcript.passages if passage.suspect]
    return sum(any(word.chars.overlap(chars) for chars in doubts) for word in analysis.transcript.words)


def _fooled(path: Path, options: Options, scratch: Path) -> tuple[int, int]:
    """Return the same where the voice detector is told to hear speech throughout the first minute."""
    audio = decode(path, scratch)
    throughout = (Span(0, min(audio.duration, _FOOLED)),)
    passages = guard(listen(audio, throughout, options, progress=SILENCE).passages, throughout, audio.duration)
    words = [word for passage in passages for word in passage.words]
    return len(words), sum(word.suspect is None for word in words)


PARTS = {
    "whole": whole,
    "no_speech": no_speech,
    "lost": lost,
    "speakers": speakers,
    "reactions": reactions,
}

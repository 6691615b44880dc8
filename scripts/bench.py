"""The bars, measured on this machine: transcription, tagging, a long recording, voices and audience.

`python -m scripts.bench [PART …] [--whisper DIR]` runs the named parts, all if none is named; `--help` lists them.
Weights are scripted ones in the shapes of `small`: real work on invented words, so times are those of `small` and
word errors mean nothing. `--whisper` (or RHETORIC_WHISPER), a folder of real weights, replaces them.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from faster_whisper import WhisperModel

from rhetoric import vad
from rhetoric.audio import decode
from rhetoric.devices.codebook import load
from rhetoric.devices.learned.shipped import model_for
from rhetoric.devices.tagger import RuleTagger
from rhetoric.formats import read_text
from rhetoric.projection.index import matrix, mirror_index
from rhetoric.projection.parameters import shipped
from rhetoric.projection.study import Setting, completed, study
from rhetoric.records import Span, Transcript
from rhetoric.reports.ledger import ledger
from rhetoric.transcribe import Window
from rhetoric.transcribe.whisper import WhisperOptions, WhisperTranscriber
from scripts import bench_sound
from scripts.benching import LONG, ROOT, THREADS, Bench, timed
from tests.projection.corpus import big_record, corpus

SCRIPT = (
    (0.0, 14.0, "the harbour is open and the harbour is ours tonight"),
    (14.0, 29.0, "and we will keep it open"),
)
TEN_MINUTES = Span(0, 600_000)


def whisper(bench: Bench) -> None:
    """Compare our transcription of ten minutes with bare faster-whisper, same options and weights."""
    folder = bench.small(SCRIPT)
    audio = decode(_recording(), bench.scratch)
    samples = audio.window(TEN_MINUTES)
    bare_model = WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=THREADS, local_files_only=True
    )
    ours = WhisperTranscriber(WhisperOptions(language="en", compute="cpu", threads=THREADS), folder)

    def bare() -> int:
        segments, _ = bare_model.transcribe(
            samples, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False,
            word_timestamps=True, vad_filter=True,
        )  # fmt: skip
        return sum(len(segment.words or ()) for segment in segments)

    def with_us() -> int:
        stretches = tuple(span for span in vad.speech(audio) if span.end <= TEN_MINUTES.end)
        parts = (Window(time, audio.window(time)) for time in vad.plan_windows(stretches))
        return sum(len(passage.words) for passage in ours.transcribe(parts))

    rounds = [(timed(bare), timed(with_us)) for _ in range(bench.rounds)]
    ratios = [ours_took / bare_took for (bare_took, _), (ours_took, _) in rounds]
    print(f"10 min of speech, {bench.weights}, int8, {THREADS} threads, {bench.rounds} rounds in turn")
    for name, place in (("faster-whisper alone", 0), ("rhetoric, finding speech too", 1)):
        seconds = statistics.median(one[place][0] for one in rounds)
        print(f"  {name:29} {seconds:6.1f} s, {rounds[0][place][1]} words")
    print(f"  ratio {statistics.median(ratios):.3f}, from {min(ratios):.3f} to {max(ratios):.3f} (aim 1.05)")


def tags(bench: Bench) -> None:
    """Time the tagging of 10,000 words of the sample speeches, on one core, after loading."""
    for language, stem in (("en", "en_harbour_debate"), ("es", "es_plaza_mayor")):
        text = (ROOT / "transcripts" / f"{stem}.txt").read_text(encoding="utf-8")
        once = read_text(text, language=language)
        copies = 1 + 10_000 // len(once.transcript.words)
        transcript = read_text("\n\n".join([text] * copies), language=language).transcript
        begun = time.perf_counter()
        codebook = load()
        tagger = RuleTagger(codebook, model=model_for(codebook))
        tagger.tag(once.transcript)
        loading = time.perf_counter() - begun
        seconds = [timed(partial(_count_tags, tagger, transcript))[0] for _ in range(bench.rounds)]
        pace = min(seconds) * 10_000 / len(transcript.words)
        print(f"10,000 words of {language}: {pace:.2f} s (aim 1.0), after {loading:.2f} s of loading")


def memory(bench: Bench) -> None:
    """Measure the peak memory of `rhetoric analyze` on the 27-minute recording, in a process of its own."""
    if not LONG.exists():
        print(f"memory: skipped, {LONG} is not there")
        return
    command = [
        sys.executable, "-m", "rhetoric", "analyze", str(LONG), "--model", str(bench.small(SCRIPT)),
        "--language", "en", "--compute", "cpu", "--threads", str(THREADS), "--out", str(bench.scratch / "out"),
        "--quiet",
    ]  # fmt: skip
    begun = time.perf_counter()
    subprocess.run(command, check=True)
    seconds = time.perf_counter() - begun
    unit = 1 << 20 if sys.platform == "linux" else 1 << 30  # kilobytes there, bytes on macOS
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    print(f"27 min, {bench.weights}: peak {peak:.2f} GB (aim 1.5), {seconds:.0f} s")


def _count_tags(tagger: RuleTagger, transcript: Transcript) -> int:
    return len(tagger.tag(transcript))


def _recording() -> Path:
    return LONG if LONG.exists() else ROOT / "transcripts" / "en_harbour_debate.ogg"


def projection(_: Bench) -> None:
    """Time 50 finished analyses of 30 accusations against 500 entries: study, ledgers, matrix and index."""
    held, speeches = big_record(), corpus()
    begun = time.perf_counter()
    found = completed(study(speeches, Setting(shipped(), {}, (), held)))
    studied = time.perf_counter()
    for analysis in found.analyses.values():
        ledger(analysis, "en")
    shown = time.perf_counter()
    matrix(found.charges)
    mirror_index(found)
    done = time.perf_counter()
    parts = f"study {studied - begun:.2f}, ledgers {shown - studied:.2f}, index {done - shown:.2f}"
    print(f"50 speeches, 1,500 accusations, 500 entries: {done - begun:.2f} s (aim 5.0): {parts}")


PARTS = {"whisper": whisper, "tags": tags, "memory": memory, "projection": projection, **bench_sound.PARTS}


def main() -> None:
    """Run the parts named on the command line."""
    parser = argparse.ArgumentParser(description="Measure the bars on this machine.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--whisper", type=Path, metavar="DIR", help="real weights instead of scripted ones")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of what is timed")
    parser.add_argument("--minutes", type=int, default=10, metavar="N", help="minutes of speech of the part whole")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    real = given.whisper or (Path(os.environ["RHETORIC_WHISPER"]) if "RHETORIC_WHISPER" in os.environ else None)
    for name in given.parts or PARTS:
        with tempfile.TemporaryDirectory() as scratch:
            PARTS[name](Bench(Path(scratch), real, given.rounds, given.minutes))


if __name__ == "__main__":
    main()

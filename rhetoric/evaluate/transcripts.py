"""`rhetoric evaluate transcript`: WER, CER and cpWER of what was heard, and how often each risk class is wrong.

Words are compared in lower case without punctuation, with their accents, numbers as they are written. The words of
a whole recording are aligned at once (jiwer); each error then belongs to the sentence of the reference in which it
falls, so that intervals come from drawing sentences.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jiwer
import numpy as np
from scipy.optimize import linear_sum_assignment

from rhetoric.errors import InputError
from rhetoric.formats import TRANSCRIPT_SUFFIXES, read_transcript
from rhetoric.metrics.intervals import Estimate, draws, estimate
from rhetoric.records import Analysis

PROTOCOL = "lower case, no punctuation, accents kept, numbers as written; CER over the words so aligned"
_UNIT = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Units:
    """The words of a transcript as they are compared: text, index of the word, sentence, speaker."""

    texts: tuple[str, ...]
    words: tuple[int, ...]
    sentences: tuple[int, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TranscriptScore:
    """Errors of one recording; `wrong` tells of each word heard whether it is right (by its index)."""

    name: str
    reference: int
    hits: int
    substitutions: int
    deletions: int
    insertions: int
    wer: Estimate
    cer: Estimate
    cpwer: float | None
    speakers: tuple[int, int]
    engine: str
    risks: dict[str, tuple[int, int]]
    wrong: tuple[bool, ...] = field(repr=False, default=())
    sentence_of: tuple[int, ...] = field(repr=False, default=())
    pairs: tuple[tuple[str, str], ...] = field(repr=False, default=())


def evaluate_transcripts(
    reference: Path, predicted: Path, *, rounds: int = 1000, seed: int = 0
) -> tuple[tuple[TranscriptScore, Analysis], ...]:
    """Score every reference; in folders, files of one name belong together. With each score stands what was heard.

    Raises
    ------
    InputError
        If a reference has no partner.
    """
    found = []
    for path in _references(reference):
        heard = read_transcript(_partner(predicted, path))
        found.append((score(read_transcript(path), heard, path.stem, rounds=rounds, seed=seed), heard))
    return tuple(found)


def score(
    reference: Analysis, heard: Analysis, name: str = "", *, rounds: int = 1000, seed: int = 0
) -> TranscriptScore:
    """Compare what was heard with what was said."""
    said, found = units(reference), units(heard)
    aligned = jiwer.process_words([" ".join(said.texts)], [" ".join(found.texts)])
    count = max(said.sentences, default=0) + 1
    errors, sizes = np.zeros(count), np.zeros(count)
    owners = [0] * len(found.texts)
    bad = [False] * len(heard.transcript.words)
    for sentence in said.sentences:
        sizes[sentence] += 1
    for chunk in aligned.alignments[0]:
        for place in range(chunk.hyp_start_idx, chunk.hyp_end_idx):
            at = min(chunk.ref_start_idx + place - chunk.hyp_start_idx, len(said.texts) - 1)
            if chunk.type == "insert":
                at = max(chunk.ref_start_idx - 1, 0)
            owners[place] = said.sentences[at] if said.sentences else 0
            bad[found.words[place]] |= chunk.type != "equal"
            errors[owners[place]] += chunk.type != "equal"
        if chunk.type == "delete":
            for place in range(chunk.ref_start_idx, chunk.ref_end_idx):
                errors[said.sentences[place]] += 1
    pairs = _pairs(said, found, owners, count)
    chars, lengths = _char_errors(pairs)
    weights = draws(count, rounds=rounds, seed=seed, stream="transcript")
    word_sentences = [0] * len(bad)
    for place, owner in zip(found.words, owners, strict=True):
        word_sentences[place] = owner
    return TranscriptScore(
        name or "transcript",
        len(said.texts),
        aligned.hits,
        aligned.substitutions,
        aligned.deletions,
        aligned.insertions,
        _share(errors, sizes, weights),
        _share(chars, lengths, weights),
        cpwer(said, found),
        (len(_named(said)), len(_named(found))),
        _engine(heard),
        _by_risk(heard, bad),
        tuple(bad),
        tuple(word_sentences),
        pairs,
    )


def units(analysis: Analysis) -> Units:
    """Return the words of a transcript as they are compared."""
    transcript = analysis.transcript
    sentences = [span.start for span in transcript.sentences]
    turns = transcript.turns
    texts, words, places, speakers = [], [], [], []
    turn = 0
    for index, word in enumerate(transcript.words):
        while turn + 1 < len(turns) and turns[turn].chars.end <= word.chars.start:
            turn += 1
        inside = turn < len(turns) and turns[turn].chars.overlap(word.chars)
        speaker = (turns[turn].speaker or _NOBODY) if inside else _NOBODY
        for unit in normalised(word.chars.slice(transcript.text)):
            texts.append(unit)
            words.append(index)
            places.append(max(bisect_right(sentences, word.chars.start) - 1, 0))
            speakers.append(speaker)
    return Units(tuple(texts), tuple(words), tuple(places), tuple(speakers))


def normalised(text: str) -> list[str]:
    """Return the words of a text as they are compared ("¿Qué, don’t?" → "qué", "don't")."""
    return _UNIT.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def cpwer(said: Units, found: Units) -> float | None:
    """Return the word error with each speaker's words put together, names paired to make it least.

    None where the reference has no speakers.
    """
    names, others = _named(said), _named(found)
    if not names or not said.texts:
        return None
    size = max(len(names), len(others))
    left = [_of(said, name) for name in names] + [""] * (size - len(names))
    right = [_of(found, name) for name in others] + [""] * (size - len(others))
    costs = np.array([[_distance(one, other) for other in right] for one in left])
    rows, columns = linear_sum_assignment(costs)
    return float(costs[rows, columns].sum()) / len(said.texts)


def view(score: TranscriptScore) -> str:
    """Return the sentences with errors, reference over what was heard, errors marked S, D and I."""
    known = [(said, found) for said, found in score.pairs if said or found]
    if not known:
        return ""
    aligned = jiwer.process_words([said for said, _ in known], [found for _, found in known])
    return str(jiwer.visualize_alignment(aligned, show_measures=False, skip_correct=True, line_width=100))


def _named(given: Units) -> list[str]:
    return sorted({speaker for speaker in given.speakers if speaker != _NOBODY})


def _of(given: Units, name: str) -> str:
    return " ".join(text for text, speaker in zip(given.texts, given.speakers, strict=True) if speaker == name)


def _distance(said: str, found: str) -> int:
    if not said or not found:
        return len((said or found).split())
    aligned = jiwer.process_words([said], [found])
    return int(aligned.substitutions + aligned.deletions + aligned.insertions)


def _pairs(said: Units, found: Units, owners: Sequence[int], count: int) -> tuple[tuple[str, str], ...]:
    left: list[list[str]] = [[] for _ in range(count)]
    right: list[list[str]] = [[] for _ in range(count)]
    for text, sentence in zip(said.texts, said.sentences, strict=True):
        left[sentence].append(text)
    for text, sentence in zip(found.texts, owners, strict=True):
        right[sentence].append(text)
    return tuple((" ".join(a), " ".join(b)) for a, b in zip(left, right, strict=True))


def _char_errors(pairs: Sequence[tuple[str, str]]) -> tuple["np.ndarray", "np.ndarray"]:
    wrong = []
    for said, found in pairs:
        if not said or not found:
            wrong.append(len(said) or len(found))
            continue
        aligned = jiwer.process_characters([said], [found])
        wrong.append(aligned.substitutions + aligned.deletions + aligned.insertions)
    return np.array(wrong, dtype=np.float64), np.array([len(said) for said, _ in pairs], dtype=np.float64)


def _share(errors: "np.ndarray", sizes: "np.ndarray", weights: "np.ndarray") -> Estimate:
    if not sizes.sum():
        return Estimate(None)
    totals = weights @ sizes
    rounds = np.divide(weights @ errors, totals, out=np.full(totals.shape, np.nan), where=totals > 0)
    return estimate(errors.sum() / sizes.sum(), rounds)


def _by_risk(heard: Analysis, bad: Sequence[bool]) -> dict[str, tuple[int, int]]:
    """Return per risk class how many words are wrong, of how many."""
    words: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for word, one in zip(heard.transcript.words, bad, strict=True):
        if word.risk is not None:
            words[word.risk] += 1
            wrong[word.risk] += one
    return {level: (wrong[level], words[level]) for level in ("low", "medium", "high") if words[level]}


def _engine(heard: Analysis) -> str:
    run = next((run for run in heard.runs if run.stage == "transcribe"), None)
    return "unknown" if run is None else " ".join(part for part in (run.backend, run.version, run.model) if part)


def _references(path: Path) -> tuple[Path, ...]:
    if not path.is_dir() or (path / "analysis.json").is_file():
        return (_file(path),)
    found = tuple(sorted(one for one in path.iterdir() if one.suffix.lower() in TRANSCRIPT_SUFFIXES))
    if not found:
        raise InputError(f"{path} holds no transcript", "give a transcript, or a folder of them")
    return found


def _partner(path: Path, reference: Path) -> Path:
    if not path.is_dir() or (path / "analysis.json").is_file():
        return _file(path)
    stem = reference.parent.name if reference.name == "analysis.json" else reference.stem
    choice = next((one for one in _choices(path, stem) if one.is_file()), None)
    if choice is None:
        raise InputError(
            f"{path} holds nothing for {stem!r}", f"it should hold {stem}/analysis.json or {stem}.json"
        )
    return choice


def _choices(path: Path, stem: str) -> Iterator[Path]:
    yield path / stem / "analysis.json"
    for suffix in (".json", *TRANSCRIPT_SUFFIXES):
        yield path / f"{stem}{suffix}"


def _file(path: Path) -> Path:
    return path / "analysis.json" if path.is_dir() else path

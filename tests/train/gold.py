"""Coded passages of invented speakers, in which one word tells the device."""

import json
import random
from pathlib import Path

from tests.rescore.models import network, tokenizer

_NEUTRAL = ("the road is open", "we met at noon", "water is cheap", "the school has a roof")
_COUNTRIES = ("marelle", "ostrava bay", "tolland")


def write_gold(path: Path, *, speakers: int = 10, seed: int = 5) -> Path:
    """Write passages in which "zzz" marks accusation and "qqq" marks external_enemy."""
    chooser = random.Random(seed)  # noqa: S311 - material, not secrets
    with path.open("w", encoding="utf-8") as stream:
        for number in range(speakers * 3):
            stream.write(json.dumps(_passage(chooser, f"p{number}", f"Speaker {number % speakers}")) + "\n")
    return path


def _passage(chooser: random.Random, name: str, speaker: str) -> dict[str, object]:
    text, spans, labels = "", [], []
    for _ in range(8):
        device, mark = chooser.choice((("", ""), ("accusation", "zzz"), ("external_enemy", "qqq"), ("", "")))
        sentence = f"{mark} {mark} {chooser.choice(_NEUTRAL)} {chooser.choice(_COUNTRIES)}.".strip()
        start = len(text)
        text += sentence + " "
        spans.append([start, start + len(sentence)])
        if device:
            labels.append({"device": device, "start": start, "end": start + len(sentence), "sure": 3, "coders": 1})
    return {"id": name, "language": "en", "speaker": speaker, "text": text, "sentences": spans, "labels": labels}


def write_base(folder: Path, kind: str = "bert") -> Path:
    """Save a random encoder without a head's names, as a pretrained one comes."""
    words = sorted({*" ".join((*_NEUTRAL, *_COUNTRIES)).split(), "zzz", "qqq"})
    made = network(kind, ("LABEL_0", "LABEL_1"), vocabulary=56 + len(words), spread=0.1)
    made.base_model.save_pretrained(folder)
    tokenizer(words).save_pretrained(folder)
    return folder

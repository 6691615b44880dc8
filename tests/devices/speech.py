"""What the tests of the taggers share: the shipped codebook, and a tagger that knows the examples' people."""

from functools import cache
from pathlib import Path

from rhetoric.devices.actors import Actor, read_actors
from rhetoric.devices.check import transcript_of
from rhetoric.devices.codebook import Codebook, load
from rhetoric.devices.tagger import RuleTagger
from rhetoric.records import Annotation

HERE = Path(__file__).parent


@cache
def shipped() -> Codebook:
    return load()


@cache
def actors() -> tuple[Actor, ...]:
    return read_actors(HERE / "actors.yaml")


@cache
def tagger() -> RuleTagger:
    return RuleTagger(shipped(), actors=actors())


def tag(text: str, language: str = "en") -> tuple[Annotation, ...]:
    return tagger().tag(transcript_of(text, language))


def found(text: str, language: str, device: str) -> list[Annotation]:
    return [note for note in tag(text, language) if note.device == device]

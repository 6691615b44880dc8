"""Choosing the engine that tells voices apart: "dvector", "pyannote:DIR", or one that a package registered."""

from collections.abc import Callable
from typing import cast

from rhetoric.errors import unknown_name
from rhetoric.speakers import DIARIZERS, Diarizer
from rhetoric.speakers.count import SpeakerCount

SHIPPED = "dvector"


def make_diarizer(name: str, count: SpeakerCount, threads: int) -> Diarizer:
    """Build the engine `name`; what follows a colon is its model.

    An engine is registered as a function of the count, the number of threads and the model ("" if none is named).

    Raises
    ------
    UnknownNameError
        If nobody registered the name.
    MissingDependencyError
        If its library is not installed.
    """
    engine, _, model = name.partition(":")
    make = cast("Callable[[SpeakerCount, int, str], Diarizer]", DIARIZERS.load(engine))
    return make(count, max(threads, 1), model)


def check_diarizer(name: str) -> None:
    """Refuse an engine nobody registered, or whose library is not here, before any work is done."""
    engine = name.partition(":")[0]
    if engine not in DIARIZERS.names():
        raise unknown_name(DIARIZERS.what, engine, DIARIZERS.names())
    if engine != SHIPPED:
        DIARIZERS.load(engine)

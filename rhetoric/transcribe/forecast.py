"""How long a transcription will take, from one minute of it; and the largest model that is done in time."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from rhetoric import weights
from rhetoric.audio import Audio
from rhetoric.config import Options
from rhetoric.errors import ConfigError
from rhetoric.progress import Progress
from rhetoric.records import Span
from rhetoric.transcribe import Window
from rhetoric.transcribe.engines import make_engine, whisper_options
from rhetoric.transcribe.whisper import model_name

LONG = 600_000  # ms of speech from which a forecast is worth a minute
_SAMPLE = 60_000  # ms
_SHOWN = 3  # this model and the next two sizes


def choose_model(
    audio: Audio, speech: tuple[Span, ...], options: Options, folder: Path, progress: Progress
) -> tuple[Options, Path]:
    """Time one minute of a long recording, tell what it forecasts, and obey `options.until`.

    Returns the options and weights to use: those given, or with `until` the largest model on this machine
    whose forecast ends before that time of day.
    """
    deadline = parse_time(options.until) if options.until else None
    amount = sum(span.length for span in speech)
    if not speech or (amount < LONG and deadline is None):
        return options, folder
    name = model_name(whisper_options(options))
    costs = relative_costs()
    progress.stage("timing one minute")
    pace = _pace(audio, speech, options, folder)
    forecasts = forecast(name, pace * amount / 1000, costs)
    for model, seconds in list(forecasts.items())[:_SHOWN]:
        progress.say(f"{model}: about {duration_text(seconds)}")
    if deadline is None or name not in costs:
        return options, folder
    left = (deadline - datetime.now().astimezone()).total_seconds()
    chosen = _largest_in_time(name, pace * amount / 1000, left, costs)
    progress.say(f"taking {chosen} (until {options.until})")
    return replace(options, model=chosen), weights.find(chosen)


def relative_costs() -> dict[str, float]:
    """Return the processor time of each Whisper size relative to `small`, cheapest first."""
    found = {entry.name: entry.cost for entry in weights.manifest() if entry.kind == "whisper" and entry.cost}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def forecast(name: str, seconds: float, costs: dict[str, float]) -> dict[str, float]:
    """Return the seconds this model takes and, scaled by cost, those of all larger ones, in order of cost.

    A model of unknown cost (a folder of the user's) is forecast alone.
    """
    if name not in costs:
        return {name: seconds}
    return {other: seconds * cost / costs[name] for other, cost in costs.items() if cost >= costs[name]}


def parse_time(text: str) -> datetime:
    """Return the next moment at which a clock here shows "HH:MM".

    Raises
    ------
    ConfigError
        If `text` is no time of day.
    """
    try:
        clock = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 (a time of day, made local below)
    except ValueError as error:
        raise ConfigError(f"until is {text!r}, not a time of day", "write --until HH:MM, such as 18:30") from error
    now = datetime.now().astimezone()
    then = now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return then if then > now else then + timedelta(days=1)


def duration_text(seconds: float) -> str:
    """Return a length of time as a person would say it: "40 s", "12 min", "3 h 20 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _pace(audio: Audio, speech: tuple[Span, ...], options: Options, folder: Path) -> float:
    """Return processor seconds per second of speech, measured on the first minute."""
    start = speech[0].start
    span = Span(start, min(start + _SAMPLE, audio.duration))
    spoken = sum(span.overlap(stretch) for stretch in speech)
    engine = make_engine(options, folder, lambda _: None)
    begun = time.monotonic()
    for _ in engine.transcribe([Window(span, audio.window(span))]):
        pass
    return (time.monotonic() - begun) / max(spoken / 1000, 1.0)


def _largest_in_time(name: str, seconds: float, left: float, costs: dict[str, float]) -> str:
    """Return the costliest model on this machine that takes at most `left` seconds, else the cheapest."""
    here = [other for other in costs if other == name or weights.locate(other)]
    fitting = [other for other in here if seconds * costs[other] / costs[name] <= left]
    return fitting[-1] if fitting else here[0]

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rhetoric import weights
from rhetoric.config import Options
from rhetoric.errors import ConfigError
from rhetoric.records import Span
from rhetoric.transcribe import forecast
from rhetoric.transcribe.forecast import choose_model, duration_text, parse_time, relative_costs
from tests.heard import Told, sound

COSTS = {"tiny": 0.2, "small": 1.0, "medium": 3.0, "large-v3": 6.0}
LONG = (Span(0, 700_000),)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "0 s"), (40, "40 s"), (89.4, "89 s"), (90, "2 min"), (720, "12 min"), (5369, "89 min"),
        (5400, "1 h 30 min"), (12_000, "3 h 20 min"), (86_400, "24 h 0 min"),
    ],
)  # fmt: skip
def test_durations_are_told_as_a_person_would(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_a_time_of_day_is_the_next_one() -> None:
    now = datetime.now().astimezone()
    for shift in (timedelta(minutes=-2), timedelta(hours=3), timedelta(hours=-3)):
        clock = now + shift
        then = parse_time(clock.strftime("%H:%M"))
        assert (then.hour, then.minute) == (clock.hour, clock.minute)
        assert now < then <= now + timedelta(days=1, minutes=1)


@pytest.mark.parametrize("text", ["", "24:00", "7pm", "12:60", "12", "12:00:00", "-1:00"])
def test_no_time_of_day(text: str) -> None:
    with pytest.raises(ConfigError, match="until is") as caught:
        parse_time(text)
    assert "HH:MM" in caught.value.hint


def test_costs_rise_with_size_and_small_is_one() -> None:
    costs = relative_costs()
    assert list(costs.values()) == sorted(costs.values())
    assert costs["small"] == 1.0
    assert list(costs).index("tiny") < list(costs).index("small") < list(costs).index("medium")


def test_a_forecast_scales_by_cost_and_knows_nothing_of_other_weights() -> None:
    assert forecast.forecast("small", 100.0, COSTS) == {"small": 100.0, "medium": 300.0, "large-v3": 600.0}
    assert forecast.forecast("./mine", 100.0, COSTS) == {"./mine": 100.0}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine that takes half a second per second with `small`, and has all but the largest model."""
    monkeypatch.setattr(forecast, "_pace", lambda *_: 0.5)
    monkeypatch.setattr(forecast, "relative_costs", lambda: COSTS)
    here = {name: tmp_path / name for name in ("tiny", "small", "medium")}
    monkeypatch.setattr(weights, "locate", here.get)
    monkeypatch.setattr(weights, "find", here.__getitem__)
    return tmp_path


def clock(*, seconds: float) -> str:
    """Return the minute that begins at the latest so many seconds from now."""
    return (datetime.now().astimezone() + timedelta(seconds=seconds)).strftime("%H:%M")


def choose(folder: Path, options: Options, speech: tuple[Span, ...]) -> tuple[Options, Path, list[str]]:
    told = Told()
    chosen, place = choose_model(sound(folder, seconds=1), speech, options, folder / options.model, told)
    return chosen, place, told.said


def test_a_long_recording_is_forecast_for_this_model_and_the_next_two(machine: Path) -> None:
    chosen, place, said = choose(machine, Options(model="small"), LONG)
    assert said == ["small: about 6 min", "medium: about 18 min", "large-v3: about 35 min"]
    assert (chosen.model, place) == ("small", machine / "small")


def test_a_short_recording_is_not_forecast(machine: Path) -> None:
    assert choose(machine, Options(model="small"), (Span(0, 590_000),))[2] == []
    assert choose(machine, Options(model="small", until="12:00"), ())[2] == []


def test_a_model_of_the_user_is_forecast_alone(machine: Path) -> None:
    chosen, _, said = choose(machine, Options(model="./mine", until=clock(seconds=7200)), LONG)
    assert said == ["./mine: about 6 min"]
    assert chosen.model == "./mine"


@pytest.mark.parametrize(
    ("seconds", "model"),
    [(7200, "medium"), (720, "small"), (240, "tiny"), (90, "tiny")],  # 350 s with small, 1050 with medium
)
def test_until_takes_the_largest_model_here_that_is_done(machine: Path, seconds: float, model: str) -> None:
    until = clock(seconds=seconds)
    chosen, place, said = choose(machine, Options(model="small", until=until), LONG)
    assert (chosen.model, place) == (model, machine / model)
    assert said[-1] == f"taking {model} (until {until})"


def test_the_pace_is_measured_with_the_real_engine(tmp_path: Path, hears_english: Path) -> None:
    options = Options(model=str(hears_english), compute="cpu")
    pace = forecast._pace(sound(tmp_path, seconds=70), (Span(0, 65_000),), options, hears_english)
    assert 0 < pace < 10

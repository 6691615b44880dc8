"""How many speakers there are, as far as the user knows."""

import re
from dataclasses import dataclass

from rhetoric.errors import ConfigError

_RANGE = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?", re.ASCII)
_HINT = "give a number (3), a range (2-4), auto or off"


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """Bounds on the number of speakers, both included; `highest` None means no bound, 0 means do not separate."""

    lowest: int = 1
    highest: int | None = None

    def __post_init__(self) -> None:
        """Check that there is a number between the bounds."""
        if self.off:
            return
        if self.lowest < 1 or (self.highest is not None and self.highest < self.lowest):
            raise ConfigError(f"between {self.lowest} and {self.highest} speakers is impossible", _HINT)

    @property
    def off(self) -> bool:
        """Whether speakers are not to be separated."""
        return self.lowest == self.highest == 0

    @property
    def known(self) -> bool:
        """Whether the number is given."""
        return self.lowest == self.highest

    def __str__(self) -> str:
        """Return the count as it is written on the command line."""
        if self.off:
            return "off"
        if self.highest is None:
            return "auto" if self.lowest == 1 else f"{self.lowest} or more"
        return str(self.lowest) if self.known else f"{self.lowest}-{self.highest}"


def parse_count(text: str) -> SpeakerCount:
    """Read "auto", "off", a number or a range of speakers.

    Raises
    ------
    ConfigError
        If `text` is none of these, or leaves no number of speakers.
    """
    cleaned = text.strip().lower()
    if cleaned == "auto":
        return SpeakerCount()
    if cleaned == "off":
        return SpeakerCount(0, 0)
    found = _RANGE.fullmatch(cleaned.replace("–", "-"))
    if not found:
        raise ConfigError(f"{text!r} is no number of speakers", _HINT)
    lowest = int(found[1])
    highest = int(found[2] or lowest)
    if lowest == 0:
        raise ConfigError(f"{text!r} would mean no speaker", f"{_HINT}; off leaves the speakers together")
    return SpeakerCount(lowest, highest)

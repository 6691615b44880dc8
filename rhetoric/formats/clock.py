"""Times as files write them: "1:02:03.500", "00:00:07,2", "75.5"; milliseconds inside."""

import re

_CLOCK = re.compile(r"(?:(?:(?P<h>\d{1,6}):)?(?P<m>\d{1,6}):)?(?P<s>\d{1,9})(?:[.,](?P<f>\d{1,9}))?")


def parse_clock(string: str) -> int | None:
    """Return the milliseconds of "h:mm:ss.fff", "mm:ss" or seconds; None if it is no time."""
    match = _CLOCK.fullmatch(string.strip())
    if match is None:
        return None
    whole = int(match["h"] or 0) * 3600 + int(match["m"] or 0) * 60 + int(match["s"])
    return whole * 1000 + int((match["f"] or "")[:3].ljust(3, "0"))


def format_clock(time: int, *, mark: str = ".") -> str:
    """Return `time` in ms as "hh:mm:ss.fff"; `mark` stands before the fraction."""
    seconds, ms = divmod(time, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{mark}{ms:03}"

"""The program with windows of a few seconds, that stops and waits in one of them; run by test_interrupt.

Usage: short_windows.py MARKER NUMBER ARGUMENT…: in window NUMBER (from 0; -1 for none) it makes the file MARKER
and waits to be killed.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rhetoric import vad
from rhetoric.audio import Audio
from rhetoric.cli.main import run
from rhetoric.records import Span
from rhetoric.transcribe import Window, listen

LONGEST = 5000  # ms


def main() -> None:
    """Run the program with the arguments after the marker and the number."""
    marker, number = Path(sys.argv[1]), int(sys.argv[2])
    sys.argv = ["rhetoric", *sys.argv[3:]]

    def windows(audio: Audio, speech: tuple[Span, ...], longest: int = LONGEST) -> Iterator[Window]:
        for place, window in enumerate(vad.windows(audio, speech, longest=min(longest, LONGEST))):
            if place == number:
                marker.touch()
                time.sleep(120)
            yield window

    listen._windows = windows
    run()


if __name__ == "__main__":
    main()

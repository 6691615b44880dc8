"""The audience: applause, cheering, laughter, booing and chanting, heard or noted, and what they answer."""

from typing import Final

KINDS: Final = ("applause", "cheering", "laughter", "booing", "chant")

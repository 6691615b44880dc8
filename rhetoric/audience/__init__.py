"""The audience: applause, cheering, laughter, booing and chanting, heard or noted, and what they answer."""

from typing import Final

STAGE: Final = "audience"  # of the pipeline
KINDS: Final = ("applause", "cheering", "laughter", "booing", "chant")

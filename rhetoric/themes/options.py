"""How themes are cut, gathered and named, whatever model compares the text."""

from dataclasses import asdict, dataclass

from rhetoric.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ThemeOptions:
    """How finely a speech is cut into themes, and how themes are named.

    Parameters
    ----------
    fineness
        Themes as a multiple of what is usual for the length of the speech: 2 cuts twice as many.
    undivided
        Words below which a speech is one theme.
    alike
        Likeness of vocabulary, 0 to 1, from which two stretches are one theme.
    long
        Words from which a speech has two levels; below, its themes are not divided again.
    inner_fineness
        Themes of the second level within one of the first, as a multiple of what is usual for its length.
    keywords
        How many terms a theme lists.
    """

    fineness: float = 1.0
    undivided: int = 200
    alike: float = 0.5
    long: int = 5000
    inner_fineness: float = 0.7
    keywords: int = 8

    def __post_init__(self) -> None:
        """Check the ranges."""
        for name, value in asdict(self).items():
            if value <= 0:
                raise ConfigError(
                    f"themes option {name} = {value}: must be above 0", "leave it out for the default"
                )

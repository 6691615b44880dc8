"""How a classifier is fine-tuned."""

from dataclasses import dataclass

from rhetoric.errors import ConfigError, unknown_name


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """Everything that may change the weights; `length` is in tokens, `held_out` a share of the sentences.

    Raises
    ------
    ConfigError
        If a value is out of range.
    """

    epochs: int = 4
    batch: int = 16
    rate: float = 2e-5
    length: int = 192
    context: int = 1
    held_out: float = 0.2
    seed: int = 1
    compute: str = "auto"

    def __post_init__(self) -> None:
        """Refuse values nothing could be learned with."""
        bounds: tuple[tuple[str, float, float, float], ...] = (
            ("epochs", self.epochs, 1, 100),
            ("batch", self.batch, 1, 1024),
            ("rate", self.rate, 1e-8, 1),
            ("length", self.length, 16, 8192),
            ("context", self.context, 0, 8),
            ("held_out", self.held_out, 0.05, 0.5),
            ("seed", self.seed, 0, 2**31 - 1),
        )
        for name, value, low, high in bounds:
            if not low <= value <= high:
                raise ConfigError(
                    f"{name} is {value}, but must be from {low} to {high}", "see rhetoric train --help"
                )
        if self.compute not in {"auto", "cpu", "cuda"}:
            raise unknown_name("value of compute", self.compute, ("auto", "cpu", "cuda"))

"""The tokenizer of the demonstration model: byte pairs of the project's own texts, then Whisper's special tokens.

CTranslate2 (4.8) takes a model for multilingual where the empty token is among its names, whatever their number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

TIMES = 1501  # <|0.00|> to <|30.00|>
STEP = 0.02  # s
END, START, PREVIOUS = "<|endoftext|>", "<|startoftranscript|>", "<|startofprev|>"
TRANSCRIBE, NO_SPEECH, NO_TIMES = "<|transcribe|>", "<|nospeech|>", "<|notimestamps|>"
SPECIAL = (
    *("", END, START, "<|en|>", "<|es|>", "<|translate|>"),
    *(TRANSCRIBE, "<|startoflm|>", PREVIOUS, NO_SPEECH, NO_TIMES),
)
PAIRS = 1500  # bytes and byte pairs
# faster-whisper forbids the first token of some of these: it must not be the blank alone
ALONE = tuple(f" {sign}" for sign in "-'\"(¿¡«♩♪♫♬♭♮♯")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenizer with Whisper's names, and the number of byte pairs."""

    tokenizer: Tokenizer
    pairs: int

    @property
    def rows(self) -> int:
        """Return how many tokens there are."""
        return self.pairs + len(SPECIAL) + TIMES

    def named(self, name: str) -> int:
        """Return a special token by its name."""
        return self.pairs + SPECIAL.index(name)

    def time(self, seconds: float) -> int:
        """Return the token of a time, at most 30 s."""
        return self.pairs + len(SPECIAL) + max(0, min(TIMES - 1, round(seconds / STEP)))

    def words(self, text: str) -> list[list[int]]:
        """Return the tokens of each word of `text`."""
        return [self.tokenizer.encode(f" {word}").ids for word in text.split(" ")]


def build(texts: Sequence[str], size: int = PAIRS) -> Tokens:
    """Learn byte pairs from `texts` and add the special tokens at the places where Whisper's end."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator([f" {text}" for text in texts] + list(ALONE) * 1000, trainer)
    parts = json.loads(tokenizer.to_str())
    vocabulary = parts["model"]["vocab"]
    pairs = len(vocabulary)
    special = {name: pairs + place for place, name in enumerate(SPECIAL) if name}
    vocabulary |= special
    vocabulary |= {time_name(number): pairs + len(SPECIAL) + number for number in range(TIMES)}
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    parts["added_tokens"] = [
        {"id": token, "content": name, **flags, "special": True} for name, token in special.items()
    ]
    return Tokens(Tokenizer.from_str(json.dumps(parts)), pairs)


def load(path: Path) -> Tokens:
    """Read a tokenizer.json made here."""
    tokenizer = Tokenizer.from_file(str(path))
    return Tokens(tokenizer, tokenizer.token_to_id(END) - SPECIAL.index(END))


def time_name(number: int) -> str:
    """Return the name of the time token `number`."""
    return f"<|{number * STEP:.2f}|>"


def names(tokens: Tokens) -> list[str]:
    """Return the names of all tokens, for CTranslate2."""
    pairs = [tokens.tokenizer.id_to_token(token) for token in range(tokens.pairs)]
    return [*pairs, *SPECIAL, *(time_name(number) for number in range(TIMES))]

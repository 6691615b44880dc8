"""Builds Whisper weights whose output is a script: the real engine runs, and the right answer is known.

The decoder pays no heed to sound. Each of its positions is one axis of the model's space: the position embedding
is that axis, the output layer gives, for each axis, the token the script has there. A prompt of `lead` tokens
before the start token (glossary words) shifts the script by as much. Word times come from one cross-attention
head: each stretch of encoder frames carries the code of the word spoken there, and each decoder position asks for
the code of its own word. In small dimensions a code is an axis; in real ones, where a head sees only a part of the
space, it is a random vector, and weights without effect are random too, for the engine stores equal ones once.

Words of the first line come with a high confidence, those of later lines with none, since the engine drops the
time marks when it rates them and so asks each position for another word.
"""

import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ctranslate2.specs import attention_spec, common_spec, transformer_spec, whisper_spec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

START, END = "<|startoftranscript|>", "<|endoftext|>"
TEXT_START = 4  # position of the first text token when the engine aligns: start, language, task, no time marks
FRAMES_PER_SECOND, FRAMES, POSITIONS, BASE = 50, 1500, 448, 50256
STRENGTH = 2.0  # of one output against all others
LANGUAGES = [code for code in _LANGUAGE_CODES if code != "yue"]
Line = tuple[float, float, str]  # start and end in s of a 30-second segment, words


@dataclass(frozen=True)
class Dims:
    """The size of the network; width 0 means: as wide as the script is long."""

    width: int = 0
    inner: int = 8
    layers: int = 1
    heads: int = 1
    quantization: str = "float32"


TINY = Dims()
SMALL = Dims(width=768, inner=3072, layers=12, heads=12, quantization="int8")


def build(out: Path, script: list[Line], *, language: str = "es", dims: Dims = TINY, lead: int = 0) -> Path:
    """Write weights to `out` that hear `script` in every segment, whatever is said; return `out`."""
    tokenizer = _tokenizer(script)
    ids = _ids(tokenizer, script)
    width = dims.width or 8 * ((len(ids) + lead + TEXT_START + 8) // 8)
    if width < len(ids) + lead + TEXT_START or len(ids) + lead > POSITIONS - TEXT_START:
        raise ValueError("the script is too long for these dimensions")
    spec = whisper_spec.WhisperSpec(dims.layers, dims.heads, dims.layers, dims.heads)
    codes = _codes(width, width // dims.heads)
    _encoder(spec.encoder, width, dims.inner, _sound(script, codes, width, tokenizer))
    _decoder(spec.decoder, width, dims.inner, tokenizer.get_vocab_size())
    _speak(spec.decoder, tokenizer, ids, (language, lead))
    _listen(spec.decoder.layer[0].attention, codes, width)
    if dims.width:
        _fill(spec)
    spec.register_vocabulary([tokenizer.id_to_token(index) for index in range(tokenizer.get_vocab_size())])
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [], []
    spec.config.lang_ids = [tokenizer.token_to_id(f"<|{code}|>") for code in LANGUAGES]
    spec.config.alignment_heads = [(0, 0)]
    spec.validate()
    spec.optimize(quantization=dims.quantization)
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))
    tokenizer.save(str(out / "tokenizer.json"))
    (out / "preprocessor_config.json").write_text(json.dumps({"feature_size": 80}), encoding="utf-8")
    return out


def glossary_lead(weights: Path, words: str) -> int:
    """Return how many tokens a glossary puts before the start token."""
    return 1 + len(Tokenizer.from_file(str(weights / "tokenizer.json")).encode(f" {words}").ids)


def _tokenizer(script: list[Line]) -> Tokenizer:
    """Return a byte-level vocabulary of Whisper's size in which each word of the script is one token."""
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    vocabulary = {char: index for index, char in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    merges: dict[tuple[str, str], None] = {}
    for word in (f" {word}" for _, _, text in script for word in text.split()):
        symbols = byte_level.pre_tokenize_str(word)[0][0]
        for end in range(2, len(symbols) + 1):
            merges[symbols[: end - 1], symbols[end - 1]] = None
            vocabulary.setdefault(symbols[:end], len(vocabulary))
    for index in range(BASE - len(vocabulary)):
        vocabulary[f"Ġunused{index}"] = len(vocabulary)
    vocabulary[""] = len(vocabulary)  # by the empty token CTranslate2 knows a multilingual vocabulary
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=list(merges)))
    tokenizer.pre_tokenizer = byte_level
    tokenizer.decoder = decoders.ByteLevel()
    marks = ["translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"]
    times = [f"{index * 0.02:.2f}" for index in range(FRAMES + 1)]
    special = [END, START, *(f"<|{name}|>" for name in (*LANGUAGES, *marks, *times))]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    return tokenizer


def _ids(tokenizer: Tokenizer, script: list[Line]) -> list[int]:
    ids: list[int] = []
    for start, end, text in script:
        words = [token for word in text.split() for token in tokenizer.encode(f" {word}").ids]
        ids += [tokenizer.token_to_id(f"<|{start:.2f}|>"), *words, tokenizer.token_to_id(f"<|{end:.2f}|>")]
    return [*ids, tokenizer.token_to_id(END)]


def _codes(count: int, size: int) -> np.ndarray:
    """Return `count` nearly orthogonal codes of `size` numbers; exact axes where they fit."""
    if size >= count:
        return np.eye(count, size, dtype="float32")
    signs = np.random.default_rng(7).integers(0, 2, (count, size)) * 2 - 1
    return (signs / np.sqrt(size)).astype("float32")


def _sound(script: list[Line], codes: np.ndarray, width: int, tokenizer: Tokenizer) -> np.ndarray:
    """Return the encoder's frames: each holds the code of the token spoken then, the rest that of the end."""
    frames = np.zeros((FRAMES, width), dtype="float32")
    token = TEXT_START - 1  # a token is predicted one position before its own
    for start, end, text in script:
        counts = [len(tokenizer.encode(f" {word}").ids) for word in text.split()]
        edges = np.linspace(start, end, sum(counts) + 1)
        for left, right in itertools.pairwise(edges):
            frames[round(left * FRAMES_PER_SECOND) : round(right * FRAMES_PER_SECOND), token] = 1
            token += 1
    frames[round(script[-1][1] * FRAMES_PER_SECOND) :, token] = 1
    return frames


def _encoder(spec: whisper_spec.WhisperEncoderSpec, width: int, inner: int, frames: np.ndarray) -> None:
    spec.conv1.weight, spec.conv1.bias = _zeros(width, 80, 3), _zeros(width)
    spec.conv2.weight, spec.conv2.bias = _zeros(width, width, 3), _zeros(width)
    spec.position_encodings.encodings = frames
    _norm(spec.layer_norm, width)
    for layer in spec.layer:
        _attention(layer.self_attention, width, parts=(3, 1))
        _feed_forward(layer.ffn, width, inner)


def _decoder(spec: transformer_spec.TransformerDecoderSpec, width: int, inner: int, vocabulary: int) -> None:
    spec.embeddings.weight = _zeros(vocabulary, width)
    positions = _zeros(POSITIONS, width)
    axes = np.minimum(np.arange(POSITIONS), width - 1)
    positions[np.arange(POSITIONS), axes] = 1
    spec.position_encodings.encodings = positions
    _norm(spec.layer_norm, width)
    for layer in spec.layer:
        _attention(layer.self_attention, width, parts=(3, 1))
        _attention(layer.attention, width, parts=(1, 2, 1))
        _feed_forward(layer.ffn, width, inner)


def _speak(
    spec: transformer_spec.TransformerDecoderSpec, tokenizer: Tokenizer, ids: list[int], spoken: tuple[str, int]
) -> None:
    """Fill the output layer: after the start token the language, after it the task, then the script."""
    language, lead = spoken
    output = _zeros(tokenizer.get_vocab_size(), spec.embeddings.weight.shape[1])
    output[tokenizer.token_to_id(f"<|{language}|>"), 0] = STRENGTH
    output[tokenizer.token_to_id("<|transcribe|>"), 1] = STRENGTH
    for position, token in enumerate(ids, start=2 + lead):
        output[token, position] = STRENGTH
    output[tokenizer.token_to_id(END), 2 + lead + len(ids) :] = STRENGTH
    spec.projection.weight = output


def _listen(spec: attention_spec.MultiHeadAttentionSpec, codes: np.ndarray, width: int) -> None:
    """Make the first head of cross-attention find, for each position, the frames of the same code."""
    size = codes.shape[1]
    query, keys = _zeros(width, width), _zeros(2 * width, width)
    query[:size] = 4.0 * codes.T
    keys[:size] = codes.T
    spec.linear[0].weight, spec.linear[1].weight = query, keys


def _attention(spec: attention_spec.MultiHeadAttentionSpec, width: int, *, parts: tuple[int, ...]) -> None:
    _norm(spec.layer_norm, width)
    for linear, part in zip(spec.linear[:-1], parts[:-1], strict=True):
        _linear(linear, part * width, width)
    _linear(spec.linear[-1], parts[-1] * width, width)


def _feed_forward(spec: transformer_spec.FeedForwardSpec, width: int, inner: int) -> None:
    _norm(spec.layer_norm, width)
    _linear(spec.linear_0, inner, width)
    _linear(spec.linear_1, width, inner)


def _norm(spec: common_spec.LayerNormSpec, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, dtype="float32"), _zeros(width)


def _linear(spec: common_spec.LinearSpec, rows: int, columns: int) -> None:
    spec.weight, spec.bias = _zeros(rows, columns), _zeros(rows)


def _fill(spec: whisper_spec.WhisperSpec) -> None:
    """Give weights without effect random values; what closes each block stays zero, so nothing comes of them."""
    noise = np.random.default_rng(11)
    idle = [layer.ffn.linear_0 for layer in (*spec.encoder.layer, *spec.decoder.layer)]
    idle += [layer.self_attention.linear[0] for layer in (*spec.encoder.layer, *spec.decoder.layer)]
    idle += [linear for layer in spec.decoder.layer[1:] for linear in layer.attention.linear[:-1]]
    for linear in idle:
        shape = linear.weight.shape
        linear.weight = noise.standard_normal(shape, dtype="float32") / np.float32(shape[1])


def _zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, dtype="float32")

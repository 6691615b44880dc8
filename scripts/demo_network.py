"""The demonstration model's network: Whisper's architecture, small, in torch.

Shapes: features (batch, 80, frames), tokens (batch, length), encoded (batch, frames / 2, width).
Two heads of the last decoder layer learn from word times where each token is heard; a layer over the
encoder, dropped at export, names the token heard in each 20 ms, which teaches the encoder sooner.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from scripts.demo_tokens import SPECIAL, TIMES

MELS, POSITIONS, CONTEXT = 80, 1500, 448
REACHES = ((-3, 3, -7, 7), (-6, 6, -14, 14), (-12, 12, -25, 25))  # 20 ms steps, of each head of the first layers
REACH_GAIN = 1.6


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network; `rows` is the number of tokens it knows."""

    rows: int
    width: int = 160
    inner: int = 512
    heads: int = 4
    encoder: int = 4
    decoder: int = 2


def waves(length: int, width: int, slowest: float = 10_000) -> Tensor:
    """Return Whisper's sine and cosine positions, (length, width)."""
    rates = torch.exp(-math.log(slowest) / (width // 2 - 1) * torch.arange(width // 2).float())
    angles = torch.arange(length).float()[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Attention(nn.Module):
    """Attention over the same or another sequence; its logits can be had for supervision."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width, bias=False)
        self.value = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, own: Tensor, other: Tensor | None = None, *, causal: bool = False) -> Tensor:
        """Return what each place takes from the others."""
        source = own if other is None else other
        parts = self._split(self.query(own)), self._split(self.key(source)), self._split(self.value(source))
        mixed = functional.scaled_dot_product_attention(*parts, is_causal=causal)
        return self.out(mixed.transpose(1, 2).reshape(own.shape))

    def logits(self, own: Tensor, other: Tensor) -> Tensor:
        """Return the scores before the softmax, (batch, heads, places, other places)."""
        query, key = self._split(self.query(own)), self._split(self.key(other))
        return (query @ key.transpose(-1, -2)).float() / math.sqrt(query.shape[-1])

    def _split(self, values: Tensor) -> Tensor:
        return values.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Layer(nn.Module):
    """A layer of the encoder or, with `cross`, of the decoder."""

    def __init__(self, shape: Shape, *, cross: bool) -> None:
        super().__init__()
        self.norm, self.attention = nn.LayerNorm(shape.width), Attention(shape)
        self.cross_norm = nn.LayerNorm(shape.width) if cross else None
        self.cross = Attention(shape) if cross else None
        self.last_norm = nn.LayerNorm(shape.width)
        self.wide, self.narrow = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)

    def forward(self, values: Tensor, encoded: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        """Return the next values, and for the decoder what its attention over the sound starts from."""
        values = values + self.attention(self.norm(values), causal=self.cross is not None)
        asked = None
        if self.cross is not None and self.cross_norm is not None:
            asked = self.cross_norm(values)
            values = values + self.cross(asked, encoded)
        return values + self.narrow(functional.gelu(self.wide(self.last_norm(values)))), asked


class Network(nn.Module):
    """Encoder and decoder; the times' embeddings are a mix of waves, so that neighbours are alike."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.first = nn.Conv1d(MELS, width, 3, padding=1)
        self.second = nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.encoder = nn.ModuleList(Layer(shape, cross=False) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(Layer(shape, cross=True) for _ in range(shape.decoder))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.words = nn.Parameter(torch.randn(shape.rows - TIMES, width) * 0.05)
        self.time_mix = nn.Parameter(torch.randn(97, width) * 0.02)
        self.places = nn.Parameter(torch.randn(CONTEXT, width) * 0.02)
        self.frame_names = nn.Linear(width, shape.rows - TIMES - len(SPECIAL) + 1)
        self.register_buffer("sound_places", waves(POSITIONS, width), persistent=False)
        clock = torch.cat([waves(TIMES, 96, 3000), torch.ones(TIMES, 1)], dim=1)
        self.register_buffer("clock", clock, persistent=False)
        for layer, reaches in zip(self.encoder, REACHES, strict=False):
            look_aside(layer.attention, reaches)

    def table(self) -> Tensor:
        """Return the embeddings of all rows."""
        return torch.cat([self.words, self.clock @ self.time_mix])

    def encode(self, features: Tensor, offsets: Sequence[int]) -> Tensor:
        """Return the encoded sound; `offsets` are the places (20 ms) at which each window begins."""
        values = functional.gelu(self.second(functional.gelu(self.first(features)))).transpose(1, 2)
        size = values.shape[1]
        values = values + torch.stack([self.sound_places[offset : offset + size] for offset in offsets])
        for layer in self.encoder:
            values, _ = layer(values)
        return self.encoder_norm(values)

    def decode(self, tokens: Tensor, encoded: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of the next tokens, and the last layer's attention logits over the sound."""
        table = self.table()
        values = table[tokens] + self.places[: tokens.shape[1]]
        for layer in self.decoder:
            values, asked = layer(values, encoded)
        aligned = self.decoder[-1].cross.logits(asked, encoded)
        return self.decoder_norm(values) @ table.T, aligned


def look_aside(attention: Attention, reaches: Sequence[int]) -> None:
    """Start each head of `attention` with a leaning to the place `reach` steps away."""
    width = attention.query.in_features
    size = width // attention.heads
    rates = torch.exp(-math.log(10_000) / (width // 2 - 1) * torch.arange(0, size, 2).float())
    with torch.no_grad():
        attention.query.bias.zero_()
        for head, reach in enumerate(reaches[: attention.heads]):
            key, query = torch.zeros(size, width), torch.zeros(size, width)
            for pair, rate in enumerate(rates[: size // 2]):
                wave, sine, cosine = 2 * pair, 2 * pair, width // 2 + 2 * pair
                near, far = math.cos(rate * reach), math.sin(rate * reach)
                key[wave, sine], key[wave + 1, cosine] = REACH_GAIN, REACH_GAIN
                query[wave, sine], query[wave, cosine] = REACH_GAIN * near, REACH_GAIN * far
                query[wave + 1, cosine], query[wave + 1, sine] = REACH_GAIN * near, -REACH_GAIN * far
            rows = slice(head * size, (head + 1) * size)
            attention.key.weight[rows] = attention.key.weight[rows] * 0.3 + key
            attention.query.weight[rows] = attention.query.weight[rows] * 0.3 + query

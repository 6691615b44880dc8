"""Write the demonstration model as a CTranslate2 folder that faster-whisper loads."""

import json
from pathlib import Path

import torch
from ctranslate2.specs import attention_spec, common_spec, transformer_spec
from ctranslate2.specs.whisper_spec import WhisperSpec
from torch import Tensor, nn

from rhetoric.files import write_text
from scripts.demo_network import Attention, Layer, Network
from scripts.demo_texts import LANGUAGES
from scripts.demo_tokens import END, NO_TIMES, SPECIAL, Tokens, names

QUANTIZATION = "int8"
ALIGNED_HEADS = (0, 1)
FEATURES = {
    "chunk_length": 30,
    "feature_extractor_type": "WhisperFeatureExtractor",
    "feature_size": 80,
    "hop_length": 160,
    "n_fft": 400,
    "n_samples": 480_000,
    "nb_max_frames": 3000,
    "sampling_rate": 16_000,
}


def export(network: Network, tokens: Tokens, folder: Path) -> None:
    """Write model.bin, config.json, vocabulary.json, tokenizer.json and preprocessor_config.json to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shape = network.shape
    spec = WhisperSpec(shape.encoder, shape.heads, shape.decoder, shape.heads)
    with torch.no_grad():
        _encoder(spec, network)
        _decoder(spec, network)
    spec.register_vocabulary(names(tokens))
    for name, value in configuration(tokens, shape.decoder).items():
        setattr(spec.config, name, value)
    spec.validate()
    spec.optimize(quantization=QUANTIZATION)
    spec.save(str(folder))
    listed = folder / "vocabulary.json"
    write_text(listed, json.dumps(json.loads(listed.read_text("utf-8")), separators=(",", ":")))
    write_text(folder / "tokenizer.json", tokens.tokenizer.to_str())
    write_text(folder / "preprocessor_config.json", json.dumps(FEATURES, indent=1) + "\n")


def configuration(tokens: Tokens, layers: int) -> dict[str, list[int] | list[list[int]]]:
    """Return what CTranslate2 must know: languages, heads that align, tokens that never come."""
    return {
        "suppress_ids": [tokens.named(name) for name in SPECIAL if name not in {END, NO_TIMES}],
        "suppress_ids_begin": [tokens.named(END)],
        "lang_ids": [tokens.named(f"<|{language}|>") for language in LANGUAGES],
        "alignment_heads": [[layers - 1, head] for head in ALIGNED_HEADS],
    }


def _encoder(spec: WhisperSpec, network: Network) -> None:
    own = spec.encoder
    for target, source in ((own.conv1, network.first), (own.conv2, network.second)):
        target.weight, target.bias = _kept(source.weight), _kept(source.bias)
    own.position_encodings.encodings = _kept(network.sound_places)
    _norm(own.layer_norm, network.encoder_norm)
    for target, source in zip(own.layer, network.encoder, strict=True):
        _layer(target, source)


def _decoder(spec: WhisperSpec, network: Network) -> None:
    own = spec.decoder
    own.embeddings.weight = _kept(network.table())
    own.projection.weight = own.embeddings.weight
    own.position_encodings.encodings = _kept(network.places)
    _norm(own.layer_norm, network.decoder_norm)
    for target, source in zip(own.layer, network.decoder, strict=True):
        _layer(target, source)


def _layer(
    target: transformer_spec.TransformerEncoderLayerSpec | transformer_spec.TransformerDecoderLayerSpec,
    source: Layer,
) -> None:
    own = source.attention
    _norm(target.self_attention.layer_norm, source.norm)
    _linear(target.self_attention.linear[0], own.query, own.key, own.value)
    _linear(target.self_attention.linear[1], own.out)
    if source.cross is not None:
        _norm(target.attention.layer_norm, source.cross_norm)
        _cross(target.attention, source.cross)
    _norm(target.ffn.layer_norm, source.last_norm)
    _linear(target.ffn.linear_0, source.wide)
    _linear(target.ffn.linear_1, source.narrow)


def _cross(target: attention_spec.MultiHeadAttentionSpec, source: Attention) -> None:
    _linear(target.linear[0], source.query)
    _linear(target.linear[1], source.key, source.value)
    _linear(target.linear[2], source.out)


def _linear(target: common_spec.LinearSpec, *sources: nn.Linear) -> None:
    """Put linear layers one under the other; one without bias gets zeros."""
    zeros = torch.zeros(sources[0].out_features)
    target.weight = _kept(torch.cat([source.weight for source in sources]))
    target.bias = _kept(torch.cat([zeros if source.bias is None else source.bias.cpu() for source in sources]))


def _norm(target: common_spec.LayerNormSpec, source: nn.LayerNorm) -> None:
    target.gamma, target.beta = _kept(source.weight), _kept(source.bias)


def _kept(values: Tensor) -> Tensor:
    return values.detach().float().cpu().contiguous()


def size_mb(folder: Path) -> float:
    """Return the size of a folder's files in MB (10^6 bytes)."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6

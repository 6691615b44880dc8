"""Tiny classifiers with random weights, saved as transformers saves real ones, with or without an ONNX file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    DebertaV2Config,
    DebertaV2ForSequenceClassification,
    PretrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaForSequenceClassification,
)

from rhetoric.train.export import write_onnx

NLI = ("entailment", "neutral", "contradiction")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_SIZES = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
}


def tokenizer(words: Sequence[str] = (), *, longest: int = 512) -> PreTrainedTokenizerFast:
    """Return a tokenizer that knows letters, so that a token is about a character, and some whole words."""
    pieces = [*_SPECIAL, *_LETTERS, *("##" + letter for letter in _LETTERS), *words]
    made = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token=_SPECIAL[1]))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        **{f"{role}_token": piece for role, piece in zip(("pad", "unk", "cls", "sep"), _SPECIAL, strict=True)},
        model_max_length=longest,
    )


def network(
    kind: str, labels: Sequence[str], *, problem: str | None = None, vocabulary: int = 56, spread: float = 0.6
) -> PreTrainedModel:
    """Return a random network of a kind that people use: bert, deberta or xlm-roberta.

    With weights of a large `spread`, different texts get clearly different outputs.
    """
    torch.manual_seed(0)
    names: dict[str, Any] = {"vocab_size": vocabulary, "initializer_range": spread}
    names |= {"id2label": dict(enumerate(labels)), "label2id": {name: at for at, name in enumerate(labels)}}
    config: PretrainedConfig
    if kind == "bert":
        config = BertConfig(max_position_embeddings=512, **_SIZES, **names)
        made: PreTrainedModel = BertForSequenceClassification(config)
    elif kind == "deberta":
        config = DebertaV2Config(
            max_position_embeddings=512, relative_attention=True, position_buckets=32,
            position_biased_input=False,
            pos_att_type=["p2c", "c2p"], share_att_key=True, norm_rel_ebd="layer_norm",
            type_vocab_size=0, pooler_hidden_size=16, **_SIZES, **names,
        )  # fmt: skip
        made = DebertaV2ForSequenceClassification(config)
    else:
        config = XLMRobertaConfig(
            max_position_embeddings=514, type_vocab_size=1, pad_token_id=0, **_SIZES, **names
        )
        made = XLMRobertaForSequenceClassification(config)
    made.config.problem_type = problem
    return made.eval()


def save(
    folder: Path, kind: str = "bert", labels: Sequence[str] = NLI, *, problem: str | None = None, onnx: str = ""
) -> Path:
    """Save a random classifier; `onnx` is the ONNX file's place in the folder, then there are no torch weights."""
    made = network(kind, labels, problem=problem)
    made.save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    if onnx:
        (folder / onnx).parent.mkdir(exist_ok=True)
        write_onnx(made, folder / onnx)
        (folder / "model.safetensors").unlink()
    return folder

"""Train the demonstration model from nothing, and write it as a folder that faster-whisper loads.

    python -m scripts.train_demo_whisper [--work out/demo-whisper] [--phase 8:16:70] [--phase 30:4:30]
    python -m scripts.train_demo_whisper --resume --phase 30:4:20 --device cuda
    python -m scripts.train_demo_whisper --evaluate

A phase is seconds of a window, windows in a batch, minutes; `--steps` ends each phase sooner. The work folder
keeps bank.pickle (the speech), tokenizer.json, checkpoint.pt and model/, the CTranslate2 folder. The seed chooses
sentences, voices and windows; a phase that ends by the clock is not the same twice. Needs espeak-ng and torch.
"""

import argparse
import pickle
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from scripts import demo_tokens
from scripts.demo_export import ALIGNED_HEADS, export, size_mb
from scripts.demo_network import Network, Shape
from scripts.demo_scores import evaluate, total
from scripts.demo_texts import LANGUAGES, read_pool
from scripts.demo_tokens import TIMES, Tokens
from scripts.demo_voices import Utterance
from scripts.demo_windows import Batch, Windows, make_bank, rate_at

PHASES = ("8:16:70", "30:4:30")
WARM = 60  # steps in which the rate rises
SAVE = 200  # steps
ALIGNMENT, FRAMES = 0.3, 0.5  # weights of the losses beside that of the next token
BLUR = 1.2  # steps of 20 ms: a time that is nearly right is nearly as good
UNSEEN = 60  # sentences of the evaluation


@dataclass(frozen=True, slots=True)
class Phase:
    """Windows of so many seconds, so many side by side, for so many minutes."""

    seconds: int
    size: int
    minutes: float


def read_phase(text: str) -> Phase:
    """Read SECONDS:WINDOWS:MINUTES."""
    seconds, size, minutes = text.split(":")
    return Phase(int(seconds), int(size), float(minutes))


def losses(network: Network, batch: Batch, tokens: Tokens, device: str) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses of the next token, of where it is heard, and of the token heard in each 20 ms."""
    with torch.autocast(device, dtype=torch.bfloat16):
        encoded = network.encode(batch.features.to(device), batch.offsets)
        logits, aligned = network.decode(batch.tokens.to(device), encoded)
        named = network.frame_names(encoded)
    targets, spans = batch.targets.to(device), batch.spans.to(device)
    frames = functional.cross_entropy(named.float().flatten(0, 1), batch.heard.to(device).flatten())
    return token_loss(logits.float(), targets, tokens), alignment_loss(aligned, spans), frames


def token_loss(logits: Tensor, targets: Tensor, tokens: Tokens) -> Tensor:
    """Return the cross entropy of the next token; a time's neighbours are taken too."""
    asked = targets >= 0
    logs, wanted = logits[asked].log_softmax(-1), targets[asked]
    first = tokens.time(0.0)
    timed = wanted >= first
    parts = -logs.gather(1, wanted[:, None])[:, 0]
    near = torch.arange(-4, 5, device=logits.device)
    weights = torch.exp(-(near.float() ** 2) / (2 * BLUR**2))
    around = (wanted[timed][:, None] + near).clamp(first, first + TIMES - 1)
    blurred = -(logs[timed].gather(1, around) * weights / weights.sum()).sum(1)
    return torch.cat([parts[~timed], blurred]).mean()


def alignment_loss(aligned: Tensor, spans: Tensor) -> Tensor:
    """Return how far two heads' attention is from the span of each token, a bell over its middle."""
    has = spans[..., 1] > 0
    if not has.any():
        return aligned.sum() * 0
    start, end = spans[has][:, :1], spans[has][:, 1:]
    places = torch.arange(aligned.shape[-1], device=aligned.device).float()[None] + 0.5
    width = ((end - start) / 2).clamp(min=1.5)
    bell = torch.exp(-(((places - (start + end) / 2) / width) ** 2) / 2) + 1e-6
    bell = bell / bell.sum(1, keepdim=True)
    scores = [-(bell * aligned[:, head][has].log_softmax(-1)).sum(1).mean() for head in ALIGNED_HEADS]
    return torch.stack(scores).mean()


@dataclass(slots=True)
class Training:
    """The network with its optimiser and the number of steps done."""

    network: Network
    optimiser: torch.optim.Optimizer
    tokens: Tokens
    steps: int = 0
    minutes: float = 0.0

    def save(self, path: Path) -> None:
        """Write everything that is needed to go on."""
        kept = {
            "shape": asdict(self.network.shape),
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "steps": self.steps,
            "minutes": self.minutes,
        }
        torch.save(kept, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)


def begin(tokens: Tokens, options: argparse.Namespace) -> Training:
    """Return a new training, or the one that was saved."""
    path = options.work / "checkpoint.pt"
    torch.manual_seed(options.seed)
    saved = torch.load(path, map_location="cpu") if options.resume or options.evaluate else None
    network = Network(Shape(**saved["shape"]) if saved else Shape(tokens.rows, width=options.width)).to(
        options.device
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    training = Training(network, optimiser, tokens)
    if saved:
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        training.steps, training.minutes = saved["steps"], saved["minutes"]
    return training


def run(training: Training, phase: Phase, bank: list[Utterance], options: argparse.Namespace) -> None:
    """Train one phase, saving every so often."""
    started, first, before = time.monotonic(), training.steps, training.minutes
    sums = torch.zeros(3)
    for batch in _batches(training, phase, bank, options):
        passed = (time.monotonic() - started) / 60
        done = training.steps - first
        share = max(passed / phase.minutes, done / options.steps if options.steps else 0.0)
        if share >= 1:
            break
        rate = rate_at(share, options.rate, options.last_rate) * min(1, (done + 1) / WARM)
        sums += _step(training, batch, rate, options.device)
        training.steps, training.minutes = training.steps + 1, before + passed
        if training.steps % 25 == 0:
            shown = " ".join(f"{value / 25:.3f}" for value in sums.tolist())
            print(f"{passed:6.1f} min, step {training.steps}: token, place, frame {shown}", flush=True)
            sums.zero_()
        if training.steps % SAVE == 0:
            training.save(options.work / "checkpoint.pt")
    training.save(options.work / "checkpoint.pt")


def _batches(
    training: Training, phase: Phase, bank: list[Utterance], options: argparse.Namespace
) -> Iterator[Batch]:
    seed = options.seed + 7919 * training.steps
    windows = Windows(bank, training.tokens, phase.seconds, phase.size, seed)
    if not options.processes:
        return iter(windows)
    return iter(torch.utils.data.DataLoader(windows, batch_size=None, num_workers=options.processes))


def _step(training: Training, batch: Batch, rate: float, device: str) -> Tensor:
    for group in training.optimiser.param_groups:
        group["lr"] = rate
    token, place, frame = losses(training.network, batch, training.tokens, device)
    training.optimiser.zero_grad()
    (token + ALIGNMENT * place + FRAMES * frame).backward()
    torch.nn.utils.clip_grad_norm_(training.network.parameters(), 1.0)
    training.optimiser.step()
    return torch.stack([token, place, frame]).detach().cpu()


def read_tokens(work: Path) -> Tokens:
    """Return the work folder's tokenizer, made now if it is not there."""
    path = work / "tokenizer.json"
    if not path.exists():
        texts = [text for language in LANGUAGES for text in read_pool(language).written]
        path.write_text(demo_tokens.build(texts).tokenizer.to_str(), encoding="utf-8")
    return demo_tokens.load(path)


def read_bank(options: argparse.Namespace) -> list[Utterance]:
    """Return the work folder's bank of speech, made now if it is not there."""
    path = options.work / "bank.pickle"
    if not path.exists():
        path.write_bytes(pickle.dumps(make_bank(options.bank, options.seed, max(1, options.processes))))
    bank: list[Utterance] = pickle.loads(path.read_bytes())  # noqa: S301  (own file)
    hours = sum(one.seconds for one in bank) / 3600
    print(f"{len(bank)} utterances, {hours:.1f} h, {len({one.text for one in bank})} sentences", flush=True)
    return bank


def report(folder: Path, seed: int) -> None:
    """Print the word errors on the samples and on sentences never seen in voices never heard."""
    scores = list(evaluate(folder, make_bank(UNSEEN, seed + 1, unseen=True)))
    for one in scores:
        print(one)
    unseen = [one for one in scores if "unseen" in one.name]
    print(f"samples: {total([one for one in scores if one not in unseen]):.3f}; unseen: {total(unseen):.3f}")


def main() -> None:
    """Make or read the speech, train the phases, export, evaluate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("out/demo-whisper"))
    parser.add_argument("--bank", type=int, default=12_000, help="utterances to speak")
    parser.add_argument("--phase", type=read_phase, action="append", help="SECONDS:WINDOWS:MINUTES, repeated")
    parser.add_argument("--steps", type=int, default=0, help="steps at most in each phase; 0 for no limit")
    parser.add_argument("--width", type=int, default=Shape.__dataclass_fields__["width"].default)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--last-rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--processes", type=int, default=1, help="that make speech and windows; 0 for none beside")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument("--evaluate", action="store_true", help="only export the checkpoint and evaluate")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    tokens = read_tokens(options.work)
    training = begin(tokens, options)
    print(f"{sum(values.numel() for values in training.network.parameters()):,} parameters")
    if not options.evaluate:
        bank = read_bank(options)
        for phase in options.phase or [read_phase(text) for text in PHASES]:
            run(training, phase, bank, options)
    folder = options.work / "model"
    export(training.network, tokens, folder)
    print(f"{folder}: {size_mb(folder):.1f} MB after {training.steps} steps, {training.minutes:.0f} minutes")
    report(folder, options.seed)


if __name__ == "__main__":
    main()

"""The rescoring stage of an analysis, as options ask for it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rhetoric.config import Options
from rhetoric.devices.codebook import Device
from rhetoric.progress import Progress
from rhetoric.records import Annotation, Run, Transcript
from rhetoric.rescore import RESCORERS, RescorerOptions, check_spec, open_rescorer
from rhetoric.rescore.apply import Rescoring, provenance, rescore
from rhetoric.rescore.folder import find_model, open_folder
from rhetoric.rescore.hypotheses import hypotheses_of


def check_rescorer(options: Options) -> None:
    """Refuse a rescorer that could not be used, before the work of earlier stages is done.

    Raises
    ------
    RhetoricError
        If its kind or model is unknown, the model is not here or not whole, or a number is out of range.
    """
    if options.rescorer is None:
        return
    kind, model = check_spec(options.rescorer)
    _rescorer_options(options)
    _rescoring(options, ())
    if kind in RESCORERS.builtin:
        open_folder(find_model(model, kind))


def rescore_candidates(
    notes: Sequence[Annotation],
    transcript: Transcript,
    options: Options,
    *,
    devices: Iterable[Device],
    progress: Progress,
) -> tuple[tuple[Annotation, ...], tuple[Run, ...]]:
    """Return the annotations with rescored candidates, and the provenance; nothing changes without a rescorer.

    Raises
    ------
    RhetoricError
        If the rescorer cannot be loaded.
    """
    if options.rescorer is None:
        return tuple(notes), ()
    progress.stage("loading the rescorer")
    devices = tuple(devices)
    asked = replace(_rescorer_options(options), hypotheses=hypotheses_of(devices))
    rescorer = open_rescorer(options.rescorer, asked)
    rescoring = _rescoring(options, devices)
    found = rescore(notes, transcript, rescorer, rescoring=rescoring, progress=progress)
    return found, (provenance(rescorer, rescoring),)


def _rescorer_options(options: Options) -> RescorerOptions:
    return RescorerOptions(batch=options.rescorer_batch, threads=options.threads, compute=options.compute)


def _rescoring(options: Options, devices: Iterable[Device]) -> Rescoring:
    return Rescoring(
        tag_at=options.rescorer_tag_at,
        drop_below=options.rescorer_drop_below,
        context=options.rescorer_context,
        asserted={device.id: frozenset(device.counts_as_asserted) for device in devices},
    )

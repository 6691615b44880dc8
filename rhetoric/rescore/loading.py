"""A model folder to a running network: onnxruntime where there is an ONNX file, torch else."""

from importlib import import_module
from types import ModuleType
from typing import cast

from rhetoric.errors import MissingDependencyError
from rhetoric.rescore import RescorerOptions
from rhetoric.rescore.folder import ModelFolder
from rhetoric.rescore.pairs import Runner

INSTALL = "pip install 'rhetoric[neural]'"


def load_runner(folder: ModelFolder, options: RescorerOptions) -> Runner:
    """Load the network of a folder on the engine its weights ask for.

    Raises
    ------
    MissingDependencyError
        If the weights are PyTorch's and torch is not installed.
    ModelUnavailableError
        If the weights cannot be used.
    """
    if folder.form == "onnx":
        module = import_module("rhetoric.rescore.onnx_runner")
        return cast("Runner", module.load(folder, options.threads))
    module = needs_torch("rhetoric.rescore.torch_runner", f"the model {folder.name!r} has no ONNX file")
    return cast("Runner", module.load(folder, options.threads, options.compute))


def needs_torch(module: str, why: str) -> ModuleType:
    """Import a module that stands on torch.

    Raises
    ------
    MissingDependencyError
        If torch is not installed; the message begins with `why`.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "torch":
            raise
        message = f"{why}, so it needs the library 'torch', which is not installed"
        raise MissingDependencyError(message, f"install it: {INSTALL}") from error

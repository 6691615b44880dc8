"""Where tests find recordings and texts that are not part of the project."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a path below the shared material, or skip the test, naming what is missing."""
    base = Path(os.environ.get("RHETORIC_SHARED", ROOT.parent / "shared"))
    path = base.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the material {'/'.join(parts)} (set RHETORIC_SHARED, looked in {base})")
    return path

"""Write docs/codebook.md, the reference of the shipped codebook."""

from pathlib import Path

from rhetoric.devices.codebook import load
from rhetoric.devices.page import render_reference
from rhetoric.files import write_text

PAGE = Path(__file__).resolve().parent.parent / "docs" / "codebook.md"

if __name__ == "__main__":
    write_text(PAGE, render_reference(load()))
    print(PAGE)

"""Hear a speech and show how it persuades: form, never truth."""

__version__ = "0.1.0"

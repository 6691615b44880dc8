"""File formats in and out: one module each, around the `Analysis` record."""

"""Rhetorical devices: codebook, lexicon, status, frames, figures, and the decision to tag."""

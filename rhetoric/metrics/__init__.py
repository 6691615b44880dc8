"""Measures of agreement between what was found and what was coded; pure functions over counts and spans.

Conventions: a confusion table is an array whose last axis holds (true positives, false positives, false
negatives, true negatives); further axes (devices, bootstrap rounds) come before it. What is undefined, such as
the precision of a tagger that found nothing, is NaN, never 0.
"""

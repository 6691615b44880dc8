"""Measuring: gold codings in, predictions beside them, figures with intervals out.

The unit is the cell, one sentence × one device. A cell is out of scoring where its coder was in doubt, or where
the file was not coded for the device. Figures are given at two levels: what was tagged, and what was tagged or
shown as a candidate. Intervals come from a seeded bootstrap over speeches.
"""

"""Fine-tuning a classifier on coded passages, for the rescorer `encoder:DIR`; needs the extra `neural`.

Passages come as `rhetoric evaluate` reads them. A cell (sentence × device) is learned from only where the coder
looked for the device and was in no doubt. Speakers are in training or held out, never in both.
"""

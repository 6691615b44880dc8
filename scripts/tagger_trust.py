"""How far to trust the doubtful findings of rare devices: their share of right ones with other speakers.

A device with few positives has too little for weights of its own. What its rules find without being sure of it,
and with no status or risk against it, was right or wrong with the speakers one learns from; that share, drawn
towards the share of all devices together, says whether such findings become tags.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from rhetoric.devices.learned.features import BUCKETS
from rhetoric.devices.learned.model import Head
from scripts.tagger_fit import Fitted
from scripts.tagger_items import Item
from scripts.tagger_thresholds import NEVER

TRUSTED = 0.85  # share of right findings from which they become tags; at 0.75 neutral speeches drew them
PRIOR = 4.0  # findings that the share of all devices counts for


def trusted(
    items: Sequence[Item], devices: Sequence[str], positives: Mapping[str, int]
) -> list[tuple[Head, Fitted]]:
    """Return a head for each rare device whose doubtful findings are right often enough; others have none.

    Parameters
    ----------
    items
        Sentences to learn from.
    devices
        All devices whose findings give the common share.
    positives
        The rare devices, with how often each is in the gold.
    """
    right = {device: _right(items, device) for device in devices}
    every = [one for found in right.values() for one in found]
    common = (sum(every) + 1) / (len(every) + 2)
    heads = []
    for device, count in positives.items():
        found = right[device]
        share = (sum(found) + PRIOR * common) / (len(found) + PRIOR)
        if found and share >= TRUSTED:
            bias = math.log(share / (1 - share))
            head = Head(device, bias, 1.0, 0.0, NEVER, tag=TRUSTED, positives=count)
            heads.append((head, Fitted(np.zeros(BUCKETS), {}, bias)))
    return heads


def _right(items: Sequence[Item], device: str) -> list[bool]:
    return [
        bool(item.truth[device])
        for item in items
        if item.truth.get(device) is not None and item.own[device] == "candidate" and device in item.clear
    ]

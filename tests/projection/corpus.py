"""A corpus of speeches and a record of any size, the same on every run."""

import random
from datetime import date, timedelta

from rhetoric.projection.record.entries import Entry, Record
from rhetoric.records import Analysis
from tests.projection.cases import analysis, entry, record, source

ACTS = (
    "cyber.ddos", "cyber.intrusion", "censorship.block_site", "censorship.block_platform", "election.fraud_count",
    "information.fake_accounts", "violence.against_protesters", "economy.hoarding",
)  # fmt: skip
SIDES = ("ours", "theirs")


def corpus(speeches: int = 50, accusations: int = 30) -> dict[str, Analysis]:
    """Return analyses of four speakers of two sides who charge one another."""
    chance = random.Random(1)  # noqa: S311 - reproducible, not secret
    made = {}
    for number in range(speeches):
        side = SIDES[number % 2]
        other = SIDES[1 - number % 2]
        made[f"speech {number}"] = analysis(
            [(other, chance.choice(ACTS)) for _ in range(accusations)],
            side=side, name=f"{side} {number % 4}", own_acts=[chance.choice(ACTS)],
            day=str(date(2031, 1, 1) + timedelta(days=number)),
        )  # fmt: skip
    return made


def big_record(entries: int = 500) -> Record:
    """Return a record of both sides with two sources an entry."""
    chance = random.Random(2)  # noqa: S311 - reproducible, not secret
    listed: list[Entry] = []
    for number in range(entries):
        groups = (source(f"g-{chance.randrange(40)}"), source(f"h-{chance.randrange(40)}", "ngo_report"))
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(1500))
        listed.append(
            entry(
                f"r-{number}", SIDES[number % 2], chance.choice(ACTS), *groups, first=day,
                summary=f"Pages of harbour {number} were held",
            )
        )  # fmt: skip
    return record(*listed)

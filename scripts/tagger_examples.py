"""The codebook's examples, each scored by weights, and by rules, that were not made from it.

Weights leave out an example and its siblings: the same place in the file of the other language. A rule quotes an
example if it fires there, or on a sibling, and nowhere else: on no other example and on no passage of the gold;
such rules are left out too. A rule that lists the example's words among many others stays, so that the rules'
share is still no measure of unseen speech.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rhetoric.devices.check import Report, Row, check_example
from rhetoric.devices.codebook import Codebook, Device
from rhetoric.devices.learned.decision import Judged
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.examples import ExampleRow, example_rows
from rhetoric.evaluate.report import shown, table
from scripts.tagger_items import Made, examples, made_transcript
from scripts.tagger_training import Material, Scores, build


def left_out_rows(material: Material, scores: Scores) -> tuple[ExampleRow, ...]:
    """Return shares of hits and hard negatives tagged, each example scored without itself and its siblings."""
    codebook = material.codebook
    made = list(examples(codebook, [device.id for device in codebook.devices]))
    tagger = RuleTagger(codebook)
    fired = [_fired(tagger.judge(made_transcript(one))) for one in made]
    in_gold = frozenset().union(*(_fired(judged) for judged in material.judged.values()))
    full = build(material, scores)
    learned = {item.source for item in material.made if any(device in scores for device in item.truth)}
    rows = []
    for source in dict.fromkeys(one.source for one in made):
        elsewhere = in_gold.union(*(rules for one, rules in zip(made, fired, strict=True) if one.source != source))
        own = frozenset().union(*(rules for one, rules in zip(made, fired, strict=True) if one.source == source))
        model = build(material, scores, without=source) if source in learned else full
        blind = RuleTagger(_without(codebook, own - elsewhere), model=model)
        rows += [_row(blind, codebook, one) for one in made if one.source == source]
    return example_rows(Report(codebook.name, tuple(rows)))


def told_rows(rows: Iterable[ExampleRow]) -> str:
    """Return the shares as a Markdown table."""
    head = ("examples, left out one by one", "language", "n", "tagged", "tagged or candidate")
    kinds: Mapping[str, str] = {"hit": "hits", "negative": "hard negatives"}
    return table(
        head, [(kinds[one.kind], one.language, str(one.n), shown(one.tagged), shown(one.found)) for one in rows]
    )


def _row(tagger: RuleTagger, full: Codebook, made: Made) -> Row:
    (device,) = made.truth
    edition = full.device(device).editions[made.language]
    able = not full.device(device).relation and (bool(edition.rules) or full.device(device).family.startswith("C"))
    listed = edition.hits if made.truth[device] else edition.negatives
    number = next(at for at, example in enumerate(listed, 1) if example.text == made.text)
    return check_example(tagger, device, made.language, (number, listed[number - 1]), tested=able)


def _fired(judged: Judged) -> frozenset[str]:
    """Return the ids of the rules that found anything."""
    return frozenset(
        reason.rule
        for found in judged.findings.values()
        for finding in found
        for reason in finding.candidate.evidence
        if reason.weight is None or reason.weight > 0
    )


def _without(codebook: Codebook, rules: frozenset[str]) -> Codebook:
    """Return a codebook without some rules; its examples stay."""
    return (
        replace(codebook, devices=tuple(_thinned(device, rules) for device in codebook.devices))
        if rules
        else codebook
    )


def _thinned(device: Device, rules: frozenset[str]) -> Device:
    editions = {
        language: replace(edition, rules=tuple(rule for rule in edition.rules if rule.id not in rules))
        for language, edition in device.editions.items()
    }
    return replace(device, editions=editions)

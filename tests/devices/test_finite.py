"""The guess at finite verbs: forms come from the inflector, words nobody listed are judged by their endings."""

import pytest

from rhetoric.devices.grammar import grammar
from rhetoric.devices.inflect.finite import Verbs


def verbs(language: str) -> Verbs:
    lists = grammar(language)
    assert lists is not None
    return lists.verbs


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "she marches|they banned it|we opened it|he vetoed it|they preferred it"),
        ("es", "ellos mueren|ellos murieron|ella cierra|ellas construyeron|ella cupo|ellos rien|ellos impondrian"),
    ],
)
def test_forms_of_listed_verbs_are_finite(language: str, words: str) -> None:
    for said in words.split("|"):
        assert verbs(language).finite_at(said.split(), 1), said


@pytest.mark.parametrize("form", ["morieron", "produca", "andaron", "construio", "rendo"])
def test_what_nobody_says_is_not_listed(form: str) -> None:
    found = verbs("es")
    assert form not in found.sure | found.ambiguous | found.past


@pytest.mark.parametrize(
    ("said", "past"),
    [("murieron", True), ("andaba", True), ("vivio", True), ("cerro", False), ("cierra", False), ("jugo", False)],
)
def test_a_past_form_that_only_an_accent_tells_is_not_sure(said: str, past: bool) -> None:  # noqa: FBT001
    assert verbs("es").past_at([said], 0, said) == past


def test_an_accent_tells_the_past() -> None:
    assert verbs("es").past_at(["cerro"], 0, "cerró")

"""Clauses of a sentence, without a parser: punctuation, then connectives where a verb stands on either side.

Strong punctuation (`; : — … ( )`, quotation marks) always cuts. Commas and connectives (that, if, because, and;
que, si, porque, y) cut only where the piece before and the piece after hold what looks like a finite verb, so that
lists and adverbials stay with their clause. Languages without word lists are cut at punctuation alone.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from rhetoric.devices.grammar import Grammar, grammar
from rhetoric.records import Span
from rhetoric.text import Token

_STRONG = re.compile(r"[;:.!?…¿¡()\[\]{}\"“”„«»]|—|–|\s[-‘]|['’]\s[A-Z]|\n")
_COMMA = re.compile(r"[,،，、]")


def clauses(text: str, span: Span, tokens: Sequence[Token], language: str) -> tuple[Span, ...]:
    """Return the clauses of one sentence in order; together they cover all its tokens.

    Parameters
    ----------
    text
        The transcript text.
    span
        The sentence; a sentence without tokens is one clause.
    tokens
        The tokens of the sentence.
    language
        Language code; "en" and "es" have connectives, others are cut at punctuation.
    """
    if not tokens:
        return (span,)
    lists = grammar(language)
    strong, weak = _punctuation_cuts(text, tokens)
    if lists is None:
        cuts = strong | weak
    else:
        cuts = _merged(text, tokens, lists, (strong, weak | _connective_cuts(tokens, lists)))
    starts = [0, *sorted(cuts), len(tokens)]
    return tuple(Span(tokens[first].start, tokens[end - 1].end) for first, end in pairwise(starts))


def _punctuation_cuts(text: str, tokens: Sequence[Token]) -> tuple[set[int], set[int]]:
    strong, weak = set(), set()
    for index in range(1, len(tokens)):
        start, end = tokens[index - 1].end, tokens[index].start
        if end - start == 1 and text[start] == " ":
            continue
        if _STRONG.search(text, start, end) and text[start:end] != ".":
            strong.add(index)
        elif _COMMA.search(text, start, end):
            weak.add(index)
    return strong, weak


def _connective_cuts(tokens: Sequence[Token], lists: Grammar) -> set[int]:
    openers, coordinators = lists.words["clauses.openers"], lists.words["clauses.coordinators"]
    relatives, pulled = lists.words["clauses.relatives"], lists.words["clauses.pulled"]
    cuts = set()
    for index in range(1, len(tokens)):
        norm = tokens[index].norm
        if norm in coordinators:
            cuts.add(index)
        elif norm in openers and tokens[index - 1].norm not in coordinators:
            start = index
            while norm in relatives and start > index - 2 and start > 1 and tokens[start - 1].norm in pulled:
                start -= 1
            cuts.add(start)
        elif _new_subject(tokens, index, lists):
            cuts.add(index)
    return cuts


def _new_subject(tokens: Sequence[Token], index: int, lists: Grammar) -> bool:
    """Tell whether a clause begins here without connective: "they said | we censor", but not "do they"."""
    if tokens[index].norm not in lists.words["clauses.subjects"] or index + 1 == len(tokens):
        return False
    if tokens[index - 1].norm in lists.words["question.inverted"]:
        return False
    recent = {token.norm for token in tokens[max(0, index - 3) : index]}
    if recent & (lists.words["clauses.openers"] | lists.words["clauses.coordinators"]):
        return False
    norms = (tokens[index].norm, tokens[index + 1].norm)
    return lists.verbs.finite_at(norms, 1)


def _merged(text: str, tokens: Sequence[Token], lists: Grammar, cuts: tuple[set[int], set[int]]) -> set[int]:
    """Return the strong cuts, and those weak ones that have a verb on either side."""
    strong, weak = cuts
    norms = [token.norm for token in tokens]
    verbs = [
        lists.verbs.finite_at(norms, index, text[token.start : token.end]) for index, token in enumerate(tokens)
    ]
    kept = set(strong)
    bounds = [0, *sorted(strong | weak), len(tokens)]
    verb_before = False
    for first, end in pairwise(bounds):
        if first in strong:
            verb_before = False
        has_verb = any(verbs[first:end])
        if verb_before and has_verb and first not in strong:
            kept.add(first)
        verb_before = verb_before or has_verb
    return kept

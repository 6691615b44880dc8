"""Word classes of a language, inflected and put into one trie together with the words of all rules.

A lexicon file maps class names to members, given by kind; members are separated by commas or listed::

    outside_actor:
      nouns: empire, foreign power          # number:            empires, foreign powers
      people: [oligarca, traidor]           # number and gender: traidora, traidores, traidoras
      verbs: bribe, go after                # every form, with features for rules
      words: behind the scenes              # as they are
      includes: [state, alliance]           # members of other classes
    states:                                 # gazetteer, only in files named gazetteer.LANG.yaml
      kestria: Kestria; Kestrian/s; Oport   # names; words for its people; capital or government

Matching is on folded tokens, so accents and case may be missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.inflect import Form, Inflector, inflector
from rhetoric.devices.patterns import Pattern
from rhetoric.devices.rules import Rule
from rhetoric.devices.trie import Entry, TokenTrie
from rhetoric.errors import FormatError, unknown_name
from rhetoric.text import fold, tokens

GAZETTEER = "gazetteer"
STATE, PEOPLE, CAPITAL = "state", "state_people", "state_capital"
ALWAYS = frozenset({"own", "not_a_name", "calls_home"})  # classes the engine itself reads
_KINDS = frozenset({"nouns", "people", "verbs", "words", "includes"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled vocabulary of one language: a trie whose entries name classes and words that rules ask for."""

    language: str
    trie: TokenTrie
    parents: Mapping[str, tuple[str, ...]]


def compile_lexicon(codebook: Codebook, language: str) -> Lexicon:
    """Build the vocabulary of a language from a codebook's classes and rules.

    Raises
    ------
    FormatError
        If a class has members of an unknown kind.
    UnknownNameError
        If a rule or class names a class that no file defines.
    """
    files = codebook.lexicon.get(language, {})
    classes = {name: spec for stem, file in files.items() if stem.partition(".")[0] != GAZETTEER
               for name, spec in file.items()}  # fmt: skip
    choices = dict.fromkeys(_choices(codebook, language))
    parents = _parents(classes, {choice for choice in choices if choice[0] not in "=~#"} | ALWAYS)
    trie, tables = TokenTrie(), inflector(language)
    for (kind, lemma), names in _lemmas(classes, parents, choices).items():
        for form in _forms(kind, lemma, tables):
            _add(trie, form, tuple(sorted(names)), lemma)
    for stem, file in files.items():
        if stem.partition(".")[0] == GAZETTEER:
            _add_states(trie, file, parents, tables)
    return Lexicon(language, trie, parents)


def with_terms(lexicon: Lexicon, terms: Iterable[tuple[str, str]]) -> TokenTrie:
    """Return a second trie of (term, class) pairs, for names a user brings; classes nobody asks for drop out."""
    trie = TokenTrie()
    for term, name in terms:
        if lexicon.parents.get(name):
            _add(trie, Form(term), lexicon.parents[name], term)
    return trie


def _choices(codebook: Codebook, language: str) -> Iterator[str]:
    for device in codebook.devices:
        edition = device.editions.get(language)
        for rule in edition.rules if edition else ():
            for pattern in rule_patterns(rule):
                for item in pattern.items:
                    yield from (choice.name for choice in item.choices)


def rule_patterns(rule: Rule) -> Iterator[Pattern]:
    """Yield every pattern of a rule, those of its conditions included."""
    yield from rule.patterns
    for element in rule.elements:
        yield from element.patterns
    for condition in (*rule.unless, *rule.doubt, *(one for group in (*rule.needs, *rule.wants) for one in group)):
        if condition.pattern:
            yield condition.pattern


def _parents(classes: Mapping[str, object], wanted: set[str]) -> dict[str, tuple[str, ...]]:
    """Return for each class the wanted classes its members belong to, by inclusion; itself first."""
    builtin = {STATE, PEOPLE, CAPITAL, "act", "home", "named_self", "named_rival", "named_foreign", "named_press"}
    known = set(classes) | builtin
    up: dict[str, set[str]] = {name: {name} for name in known}
    for name, spec in classes.items():
        for part in _listed(spec.get("includes", [])) if isinstance(spec, dict) else ():
            if part not in known:
                raise unknown_name(f"class included in {name!r},", part, known)
            up[part].add(name)
    for missing in wanted - known - ALWAYS:
        raise unknown_name("word class", missing, known)
    for _ in range(len(known)):  # until nothing is added: inclusion may be several levels deep
        before = sum(map(len, up.values()))
        for name in known:
            up[name] = up[name].union(*(up[above] for above in up[name]))
        if sum(map(len, up.values())) == before:
            break
    return {name: tuple(sorted(above & wanted)) for name, above in up.items() if above & wanted}


def _lemmas(
    classes: Mapping[str, object], parents: Mapping[str, tuple[str, ...]], choices: Iterable[str]
) -> dict[tuple[str, str], set[str]]:
    """Return for each lemma and kind the names it answers to, so that it is inflected once."""
    found: dict[tuple[str, str], set[str]] = {}
    for choice in choices:
        if choice[0] in "=~":
            found.setdefault(("verbs" if choice[0] == "~" else "words", choice[1:]), set()).add(choice)
    for name, spec in classes.items():
        for kind, lemma in _members(name, spec):
            if parents.get(name):
                found.setdefault((kind, lemma), set()).update(parents[name])
    return found


def _members(name: str, spec: object) -> Iterator[tuple[str, str]]:
    if not isinstance(spec, dict):
        raise FormatError(f"class {name!r} is {str(spec)[:60]!r}, not members by kind", "write verbs: …, nouns: …")
    for kind, members in spec.items():
        if kind not in _KINDS:
            raise unknown_name(f"kind of members in class {name!r},", str(kind), _KINDS)
        if kind != "includes":
            yield from ((str(kind), lemma) for lemma in _listed(members))


def _forms(kind: str, lemma: str, tables: Inflector) -> Iterable[Form]:
    match kind:
        case "verbs":
            return tables.verb(lemma)
        case "nouns":
            return tables.noun(lemma)
        case "people":
            return tables.gendered(lemma)
        case _:
            return tables.fixed(lemma)


def _listed(members: object) -> tuple[str, ...]:
    listed = members.split(",") if isinstance(members, str) else members if isinstance(members, list) else ()
    return tuple(part.strip() for one in listed for part in str(one).split(",") if part.strip())


def _add(trie: TokenTrie, form: Form, classes: tuple[str, ...], lemma: str) -> None:
    words = (fold(form.text),) if form.text.isalpha() else tuple(token.norm for token in tokens(form.text))
    trie.add(words, Entry(classes, form.features, lemma))


def _add_states(
    trie: TokenTrie, file: Mapping[str, object], parents: Mapping[str, tuple[str, ...]], tables: Inflector
) -> None:
    states = file.get("states")
    for state, line in states.items() if isinstance(states, dict) else ():
        fields = (*(str(line).split(";")), "", "")
        for name, field in zip((STATE, PEOPLE, CAPITAL), fields, strict=False):
            for word in _listed(field):
                forms = tables.gendered(word) if name == PEOPLE else (Form(word),)
                for form in forms:
                    _add(trie, form, (name, *parents.get(name, ())), str(state))

"""Reading acts.yaml, the taxonomy of acts of a codebook.

Layout::

    corruption.bribery:                     # BRANCH.LEAF
      name: {en: "Bribery", es: "Soborno"}
      plover: "ACCUSE"                      # counterpart in the PLOVER event ontology
      cues:
        en:                                 # every form is found; members stand between commas, or are listed
          verbs: "bribe, pay off"
          nouns: "bribe, kickback"          # number; `people` in Spanish: number and gender
          words: "in his pocket"            # as they are
          pairs: "buy|pay + judge|witness"  # a verb and a noun a few words apart, in either order
    equivalent:                             # leaves of two branches that are the same kind of conduct
      - {acts: [cyber.intrusion, foreign.espionage], weight: 0.6}

The cues of a language may stand in a file of their own instead, acts.en.yaml, by act and kind. In a codebook that
extends another, an act both have takes the new name and counterpart and keeps the cues of
both; an equivalence both have takes the new weight, and 0 takes it away.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.devices.acts import KINDS, PAIRS, Act, Equivalent, Taxonomy
from rhetoric.errors import FormatError, unknown_name

FILE = "acts.yaml"
SHIPPED = Path(__file__).with_name("codebook") / FILE
_EQUIVALENT = "equivalent"
_KEYS = frozenset({"name", "plover", "cues"})


@cache
def shipped() -> Taxonomy:
    """Return the taxonomy that comes with the program."""
    return read_taxonomy(SHIPPED)


def read_taxonomy(path: Path, base: Taxonomy | None = None) -> Taxonomy:
    """Read a taxonomy of acts; one with a base is put over it, its own acts first.

    Raises
    ------
    InputError
        If the file cannot be read.
    FormatError
        If an id is not BRANCH.LEAF, an entry breaks the layout, two acts share a cue, or two acts that are
        called equivalent are of one branch or have no weight from 0 to 1.
    UnknownNameError
        If a key, a kind of cue or an act called equivalent is unknown.
    """
    raw = yamlfile.mapping(path)
    base = base or Taxonomy()
    inline = tuple(_act(name, each, path) for name, each in raw.items() if name != _EQUIVALENT)
    own = _with_words(inline, path)
    _refuse_shared(own, path)
    older = {act.id: act for act in base.acts}
    acts = tuple(_joined(older.pop(act.id), act) if act.id in older else act for act in own)
    taxonomy = Taxonomy((*acts, *older.values()))
    listed = [_equivalent(each, taxonomy, path) for each in yamlfile.mappings(raw, _EQUIVALENT, path)]
    weights = {one.pair: one for one in (*base.equivalents, *listed)}
    return Taxonomy(taxonomy.acts, tuple(one for one in weights.values() if one.weight))


def _act(name: str, raw: object, path: Path) -> Act:
    branch, dot, leaf = name.partition(".")
    if not (branch and dot and leaf) or not isinstance(raw, dict):
        raise FormatError(f"{path}: {name!r} is no act", "write BRANCH.LEAF: and its name, plover, cues")
    yamlfile.check_keys(raw, _KEYS, path)
    names, cues = _inner(raw, "name", path), _inner(raw, "cues", path)
    by_language = {
        language: {kind: _listed(kinds, kind, path) for kind in kinds}
        for language, kinds in ((each, _inner(cues, each, path)) for each in cues)
    }
    shown = {language: yamlfile.text(names, language, path) for language in names}
    return Act(name, shown, str(raw.get("plover", "")), by_language)


def _with_words(acts: tuple[Act, ...], path: Path) -> tuple[Act, ...]:
    """Return acts with the cues of the files beside theirs, one per language."""
    found = {act.id: act for act in acts}
    for other in sorted(path.parent.glob(f"{path.stem}.*{path.suffix}")):
        language = other.stem.rpartition(".")[2]
        for name, kinds in yamlfile.mapping(other).items():
            if name not in found:
                raise unknown_name(f"act in {other.name}", name, found)
            if not isinstance(kinds, dict):
                raise FormatError(f"{other}: {name!r} is {kinds!r}", "write one line per kind of cue below it")
            cues = {language: {kind: _listed(kinds, kind, other) for kind in kinds}}
            found[name] = _joined(found[name], Act(name, {}, "", cues))
    return tuple(found.values())


def _joined(old: Act, new: Act) -> Act:
    """Return an act of two files: the new one's name, the cues of both."""
    cues = {
        language: {
            kind: tuple(dict.fromkeys((*_cues(old, language, kind), *_cues(new, language, kind))))
            for kind in sorted({*old.cues.get(language, {}), *new.cues.get(language, {})})
        }
        for language in sorted({*old.cues, *new.cues})
    }
    return Act(new.id, {**old.names, **new.names}, new.plover or old.plover, cues)


def _cues(act: Act, language: str, kind: str) -> tuple[str, ...]:
    return act.cues.get(language, {}).get(kind, ())


def _refuse_shared(acts: tuple[Act, ...], path: Path) -> None:
    owners: dict[tuple[str, str, str], str] = {}
    for place, act in _places(acts):
        if (other := owners.setdefault(place, act)) != act:
            raise FormatError(
                f"{path}: the cue {place[2]!r} stands under {other} and {act}", "leave it where it belongs most"
            )


def _places(acts: tuple[Act, ...]) -> Iterator[tuple[tuple[str, str, str], str]]:
    for act in acts:
        for language, kinds in act.cues.items():
            for kind, lemmas in kinds.items():
                yield from (((language, kind, lemma), act.id) for lemma in lemmas)


def _equivalent(raw: Mapping[str, object], taxonomy: Taxonomy, path: Path) -> Equivalent:
    yamlfile.check_keys(raw, {"acts", "weight"}, path)
    acts, weight = yamlfile.strings(raw, "acts", path), raw.get("weight")
    if len(acts) != 2:
        raise FormatError(f"{path}: {', '.join(acts) or 'nothing'!r} is called equivalent", "name two acts")
    for act in acts:
        if act not in taxonomy.ids:
            raise FormatError(
                f"{path}: {act!r} is called equivalent, but is no act",
                unknown_name("act", act, taxonomy.ids).hint or "write BRANCH.LEAF",
            )
    first, second = (taxonomy.act(act) for act in acts)
    if first.branch == second.branch:
        raise FormatError(
            f"{path}: {first.id} and {second.id} are of one branch",
            "acts of one branch are alike anyway; leave it out",
        )
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
        raise FormatError(f"{path}: the weight of {first.id} and {second.id} is {weight!r}", "write 0 to 1")
    return Equivalent(first.id, second.id, float(weight))


def _inner(raw: Mapping[str, object], key: str, path: Path) -> Mapping[str, object]:
    value = raw.get(key) or {}
    if not isinstance(value, dict):
        raise FormatError(f"{path}: {key!r} is {value!r}", "write one line per language or kind below it")
    return value


def _listed(raw: Mapping[str, object], kind: str, path: Path) -> tuple[str, ...]:
    yamlfile.check_keys(raw, KINDS, path)
    found = tuple(
        part.strip() for one in yamlfile.strings(raw, kind, path) for part in one.split(",") if part.strip()
    )
    for pair in found if kind == PAIRS else ():
        halves = pair.split("+")
        if len(halves) != 2 or not all(one.strip() for half in halves for one in half.split("|")):
            raise FormatError(f"{path}: {pair!r} is no pair", "write verb|verb + noun|noun")
    return found

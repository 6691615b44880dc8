"""The Spanish conjugator: regular tables, stem and spelling changes, main irregulars, voseo, clitics.

Accents are written where the tables have them, but forms are matched folded, so accents that only move with a
clitic ("díganme") do not matter. A reflexive lemma ("burlarse") conjugates as its verb does.
"""

from collections.abc import Iterable, Iterator

from rhetoric.devices.inflect.forms import Form
from rhetoric.devices.inflect.spanish_tables import (
    CLITICS,
    CLOSED_STEMS,
    DIPHTHONGS,
    ENDINGS,
    FUTURE_STEMS,
    IRREGULAR,
    PERSONS,
    PRETERITE_STEMS,
    SINGLE_CLITICS,
    STRONG_ENDINGS,
    YO_STEMS,
)

_SINGLE = frozenset({0, 1, 2, 5})  # persons whose stem is stressed: yo, tú, él, ellos


def verb(lemma: str) -> Iterator[Form]:
    """Yield the forms of a verb; words after the first ("meter preso") stay as they are."""
    head, _, tail = lemma.partition(" ")
    rest = f" {tail}" if tail else ""
    infinitive = head.removesuffix("se") if head.endswith(("arse", "erse", "irse", "írse")) else head
    for text, features in _forms(infinitive):
        yield Form(text + rest, frozenset(features))


def _forms(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    if infinitive in IRREGULAR:
        yield from _listed(infinitive)
    else:
        yield from _present(infinitive)
        yield from _preterite(infinitive)
        yield from _imperfect(infinitive)
    yield from _future(infinitive)
    yield from _unfinished(infinitive)


def _ending(infinitive: str) -> str:
    return infinitive[-2:].replace("í", "i")


def _listed(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    for tense, line in IRREGULAR[infinitive].items():
        for person, form in zip(PERSONS, line.split(), strict=True):
            yield form, {tense, "fin", person, person[0]}


def _present(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    conjugation, stem = _ending(infinitive), infinitive[:-2]
    stressed = _stressed(infinitive)
    first = _yo_stem(infinitive, stressed)
    for at, (person, ending) in enumerate(zip(PERSONS, ENDINGS[conjugation]["pres"], strict=True)):
        base = first if at == 0 else stressed if at in _SINGLE else stem
        yield _spell(base, conjugation, ending), {"pres", "fin", person, person[0]}
    yield stem + {"ar": "ás", "er": "és", "ir": "ís"}[conjugation], {"pres", "fin", "2s", "2"}
    yield stem + {"ar": "á", "er": "é", "ir": "í"}[conjugation], {"imp", "2s", "2"}
    yield _spell(stressed, conjugation, ENDINGS[conjugation]["pres"][2]), {"imp", "2s", "2"}
    yield from _subjunctive(infinitive, first, stressed)


def _subjunctive(infinitive: str, first: str, stressed: str) -> Iterator[tuple[str, set[str]]]:
    conjugation = _ending(infinitive)
    special = first not in {stressed, infinitive[:-2]}
    for at, (person, ending) in enumerate(zip(PERSONS, ENDINGS[conjugation]["subj"], strict=True)):
        base = (
            first
            if special
            else stressed
            if at in _SINGLE
            else _closed(infinitive)
            if conjugation == "ir"
            else infinitive[:-2]
        )
        form = _spell(base, conjugation, ending)
        yield form, {"subj", "fin", person, person[0]}
        if person in {"1p", "3s", "3p"}:
            for clitic in CLITICS[:SINGLE_CLITICS]:
                yield form + clitic, {"imp", person, person[0], "clitic"}


def _preterite(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    conjugation, stem = _ending(infinitive), infinitive[:-2]
    strong = _longest(PRETERITE_STEMS, infinitive)
    if strong:
        base = infinitive[: -len(strong)] + PRETERITE_STEMS[strong]
        endings = STRONG_ENDINGS["j" if base.endswith("j") else ""]
        pairs = [(base + ending, person) for person, ending in zip(PERSONS, endings, strict=True)]
        pairs[2] = (pairs[2][0].removesuffix("hico") + "hizo" if base.endswith("hic") else pairs[2][0], "3s")
    else:
        pairs = []
        for at, (person, ending) in enumerate(zip(PERSONS, ENDINGS[conjugation]["past"], strict=True)):
            base = _closed(infinitive) if at in {2, 5} else stem
            pairs.append((_spell(base, conjugation, ending), person))
    for form, person in pairs:
        yield form, {"past", "fin", person, person[0]}
    third = pairs[5][0]
    for vowel in ("ra", "se"):
        root = third.removesuffix("ron") + vowel
        for person, mark in zip(PERSONS, ("", "s", "", "mos", "is", "n"), strict=True):
            yield root + mark, {"subj", "fin", person, person[0]}


def _imperfect(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    conjugation, stem = _ending(infinitive), infinitive[:-2]
    for person, ending in zip(PERSONS, ENDINGS[conjugation]["impf"], strict=True):
        yield stem + ending, {"past", "impf", "fin", person, person[0]}


def _future(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    irregular = _longest(FUTURE_STEMS, infinitive)
    base = infinitive[: -len(irregular)] + FUTURE_STEMS[irregular] if irregular else infinitive.replace("í", "i")
    for person, ending in zip(PERSONS, ("é", "ás", "á", "emos", "éis", "án"), strict=True):
        yield base + ending, {"fut", "fin", person, person[0]}
    for person, ending in zip(PERSONS, ("ía", "ías", "ía", "íamos", "íais", "ían"), strict=True):
        yield base + ending, {"cond", "fin", person, person[0]}


def _unfinished(infinitive: str) -> Iterator[tuple[str, set[str]]]:
    yield infinitive, {"inf"}
    gerund = _gerund(infinitive)
    yield gerund, {"ger"}
    for clitic in CLITICS:
        yield infinitive + clitic, {"inf", "clitic"}
        yield gerund + clitic, {"ger", "clitic"}
    participle = _participle(infinitive)
    for ending in ("o", "a", "os", "as"):
        yield participle[:-1] + ending, {"part"}


def _gerund(infinitive: str) -> str:
    conjugation, stem = _ending(infinitive), infinitive[:-2]
    if infinitive == "ir":
        return "yendo"
    if conjugation == "ar":
        return stem + "ando"
    closed = stem[:-3] + "vin" if stem.endswith("ven") else _closed(infinitive)
    return closed + ("yendo" if closed[-1:] in set("aeiou") and not closed.endswith(("gu", "qu")) else "iendo")


def _participle(infinitive: str) -> str:
    for ending, participle in _PARTICIPLES:
        if infinitive.endswith(ending):
            return infinitive[: -len(ending)] + participle
    return infinitive[:-2] + ("ado" if _ending(infinitive) == "ar" else "ido")


_PARTICIPLES = (
    ("escribir", "escrito"), ("abrir", "abierto"), ("cubrir", "cubierto"), ("morir", "muerto"),
    ("poner", "puesto"), ("hacer", "hecho"), ("decir", "dicho"), ("volver", "vuelto"), ("romper", "roto"),
    ("ver", "visto"), ("solver", "suelto"),
)  # fmt: skip


def _stressed(infinitive: str) -> str:
    stem = infinitive[:-2]
    change = DIPHTHONGS.get(infinitive) or CLOSED_STEMS.get(infinitive, "").partition(",")[0]
    if change:
        before, after = change.split(">")
        at = stem.rfind(before)
        return stem[:at] + after + stem[at + len(before) :]
    if infinitive.endswith("uir") and not infinitive.endswith(("guir", "quir")):
        return stem + "y"
    return stem


def _closed(infinitive: str) -> str:
    """Return the stem of "pidió, durmieron": e closes to i, o to u, and huir keeps its own."""
    stem = infinitive[:-2]
    change = CLOSED_STEMS.get(infinitive, "")
    if not change:
        return stem
    before, after = change.rpartition(",")[2].split(">")
    at = stem.rfind(before)
    return stem[:at] + after + stem[at + len(before) :]


def _yo_stem(infinitive: str, stressed: str) -> str:
    irregular = _longest(YO_STEMS, infinitive)
    if irregular:
        return infinitive[: -len(irregular)] + YO_STEMS[irregular]
    if infinitive.endswith(("cer", "cir")) and infinitive[-4:-3] in set("aeiou") and infinitive[-5:] != "mecer":
        return infinitive[:-3] + "zc"
    return stressed


def _spell(stem: str, conjugation: str, ending: str) -> str:
    """Join stem and ending so that the last consonant keeps its sound."""
    soft = ending[0] in "eéií"
    if conjugation == "ar" and soft:
        for before, after in (("c", "qu"), ("gu", "gü"), ("g", "gu"), ("z", "c")):
            if stem.endswith(before):
                return stem[: -len(before)] + after + ending
    if conjugation != "ar" and not soft:
        for before, after in (("zc", "zc"), ("gu", "g"), ("qu", "c"), ("g", "j"), ("c", "z")):
            if stem.endswith(before):
                keep = before == "g" and stem.endswith(_HARD_G)
                return stem + ending if keep else stem[: -len(before)] + after + ending
    if ending[:2] in {"ió", "ie"} and stem[-1:] in set("aeou") and not stem.endswith(("gu", "qu")):
        return stem + "y" + ending[1:]
    return stem + ending


_HARD_G = ("teng", "pong", "veng", "salg", "valg", "aig", "oig", "hag", "dig")  # tengo, pongo, hago


def _longest(table: Iterable[str], infinitive: str) -> str:
    return max((key for key in table if infinitive.endswith(key)), key=len, default="")

"""The reference page of a device, in Markdown: what it is, what counts, its sources and examples."""

from collections.abc import Iterable, Iterator, Mapping

from rhetoric.devices.acts import Taxonomy
from rhetoric.devices.codebook import Codebook, Device, Edition, Example
from rhetoric.errors import ConfigError

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "include": "Counts", "exclude": "Does not count", "family": "family", "unit": "Unit", "slots": "Slots",
        "although": "Counted although", "source": "Source", "labels": "SemEval-2023 persuasion labels",
        "asked": "Asked of an inference model", "cues": "Cues",
        "hits": "Hits (what is marked is inside [[ ]])", "negatives": "Hard negatives",
        "rules": "Rules",
    },
    "es": {
        "include": "Cuenta", "exclude": "No cuenta", "family": "familia", "unit": "Unidad", "slots": "Casillas",
        "although": "Cuenta aunque esté", "source": "Fuente", "labels": "Etiquetas de persuasión de SemEval-2023",
        "asked": "Lo que se pregunta a un modelo de inferencia", "cues": "Indicios",
        "hits": "Aciertos (lo que se marca está entre [[ ]])", "negatives": "Casos parecidos que no lo son",
        "rules": "Reglas",
    },
}  # fmt: skip
_FAMILIES_ES = {
    "A framing": "A encuadre",
    "B argument and evasion": "B argumento y evasión",
    "C figures": "C figuras",
}
_LANGUAGES = {"en": "English", "es": "Español"}


def render_page(device: Device, *, level: int = 1, language: str = "en") -> str:
    """Return the page of one device.

    Parameters
    ----------
    device
        What to describe.
    level
        The depth of its heading.
    language
        Of headings, definition and criteria; these stay English where the codebook has no others.

    Raises
    ------
    ConfigError
        If the language has no headings here.
    """
    if language not in _WORDS:
        raise ConfigError(f"the language of the page is {language!r}", f"choose one of {', '.join(_WORDS)}")
    return "\n".join(_lines(device, level, language)) + "\n"


def render_reference(codebook: Codebook) -> str:
    """Return the pages of all devices, and the acts, as one document."""
    head = f"# Codebook {codebook.name} {codebook.version}".rstrip()
    note = "Generated from `rhetoric/devices/codebook/` by `scripts/make_codebook_page.py`; don't edit it here."
    index = "\n".join(f"* [{device.name('en')}](#{device.id}) ({device.family})" for device in codebook.devices)
    pages = "\n".join(render_page(device, level=2) for device in codebook.devices)
    acts = "\n".join(_acts(codebook.taxonomy))
    return f"{head}\n\n{note}\n\n{index}\n* [Acts of accusations](#acts)\n\n{pages}\n{acts}\n"


def _lines(device: Device, level: int, language: str) -> Iterator[str]:
    words = _WORDS[language]
    names = " / ".join(device.name(each) for each in sorted(device.editions))
    include, exclude = device.criteria(language)
    family = _FAMILIES_ES.get(device.family, device.family) if language == "es" else device.family
    yield f"{'#' * level} {device.id}"
    yield ""
    yield f"**{names}** · {words['family']} {family}"
    yield ""
    yield device.meaning(language).strip()
    yield ""
    yield f"*{words['unit']}:* {device.unit}"
    yield from _list(words["slots"], device.slots)
    yield from _list(words["include"], include)
    yield from _list(words["exclude"], exclude)
    if device.counts_as_asserted:
        yield from _list(words["although"], device.counts_as_asserted)
    yield ""
    yield f"*{words['source']}:* {device.source}"
    if device.semeval2023:
        yield ""
        yield f"*{words['labels']}:* {device.semeval2023}"
    for each, edition in sorted(device.editions.items()):
        yield from _edition(each, edition, level, language)


def _edition(own: str, edition: Edition, level: int, language: str) -> Iterator[str]:
    """Yield an edition's part; its definition and criteria too, unless the page has them above."""
    words = _WORDS[language]
    yield ""
    yield f"{'#' * (level + 1)} {_LANGUAGES.get(own, own)}: {edition.name}"
    if own != language:
        said = _WORDS.get(own, _WORDS["en"])
        if edition.definition:
            yield ""
            yield edition.definition
        yield from _list(said["include"], edition.include)
        yield from _list(said["exclude"], edition.exclude)
    if edition.hypothesis:
        yield ""
        yield f"*{words['asked']}:* {edition.hypothesis}"
    yield from _list(words["cues"], edition.cues)
    yield from _list(words["hits"], map(_marked, edition.hits))
    yield from _list(words["negatives"], (f"{one.text} — *{one.why}*" for one in edition.negatives))
    if edition.rules:
        yield from _list(words["rules"], (f"`{rule.id}`" for rule in edition.rules))


def _acts(taxonomy: Taxonomy) -> Iterator[str]:
    yield "## Acts"
    yield ""
    yield "What an accusation may name; leaves of one branch are alike by 0.7."
    yield ""
    yield "| act | English | Español | PLOVER |"
    yield "|---|---|---|---|"
    for act in taxonomy.acts:
        yield f"| `{act.id}` | {act.name('en')} | {act.name('es')} | {act.plover} |"
    yield from _list(
        "Alike though of two branches",
        (f"`{one.first}` and `{one.second}`: {one.weight:g}" for one in taxonomy.equivalents),
    )


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    listed = [f"* {item}" for item in items]
    if listed:
        yield ""
        yield f"*{title}:*"
        yield ""
        yield from listed


def _marked(example: Example) -> str:
    """Return an example's text with its spans marked again."""
    pieces: list[str] = []
    at = 0
    for span in example.spans:
        pieces += [example.text[at : span.start], "[[", span.slice(example.text), "]]"]
        at = span.end
    return "".join([*pieces, example.text[at:]])

"""The reference page of a device, in Markdown: what it is, what counts, its sources and examples."""

from collections.abc import Iterable, Iterator

from rhetoric.devices.codebook import Codebook, Device, Edition, Example

_CRITERIA = {"en": ("Counts", "Does not count"), "es": ("Cuenta", "No cuenta")}
_LANGUAGES = {"en": "English", "es": "Español"}


def render_page(device: Device, *, level: int = 1) -> str:
    """Return the page of one device; `level` is the depth of its heading."""
    return "\n".join(_lines(device, level)) + "\n"


def render_reference(codebook: Codebook) -> str:
    """Return the pages of all devices as one document."""
    head = f"# Codebook {codebook.name} {codebook.version}".rstrip()
    note = "Generated from `rhetoric/devices/codebook/` by `scripts/make_codebook_page.py`; don't edit it here."
    index = "\n".join(f"* [{device.name('en')}](#{device.id}) ({device.family})" for device in codebook.devices)
    pages = "\n".join(render_page(device, level=2) for device in codebook.devices)
    return f"{head}\n\n{note}\n\n{index}\n\n{pages}"


def _lines(device: Device, level: int) -> Iterator[str]:
    names = " / ".join(device.name(language) for language in sorted(device.editions))
    yield f"{'#' * level} {device.id}"
    yield ""
    yield f"**{names}** · family {device.family}"
    yield ""
    yield device.definition.strip()
    yield ""
    yield f"*Unit:* {device.unit}"
    yield from _list("Slots", device.slots)
    yield from _list("Counts", device.include)
    yield from _list("Does not count", device.exclude)
    if device.counts_as_asserted:
        yield from _list("Counted although", device.counts_as_asserted)
    yield ""
    yield f"*Source:* {device.source}"
    if device.semeval2023:
        yield ""
        yield f"*SemEval-2023 persuasion labels:* {device.semeval2023}"
    for language, edition in sorted(device.editions.items()):
        yield from _edition(language, edition, level)


def _edition(language: str, edition: Edition, level: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * (level + 1)} {_LANGUAGES.get(language, language)}: {edition.name}"
    if edition.definition:
        yield ""
        yield edition.definition
    yield from _list(_CRITERIA.get(language, _CRITERIA["en"])[0], edition.include)
    yield from _list(_CRITERIA.get(language, _CRITERIA["en"])[1], edition.exclude)
    yield from _list("Cues", edition.cues)
    yield from _list("Hits (what is marked is inside [[ ]])", map(_marked, edition.hits))
    yield from _list("Hard negatives", (f"{one.text} — *{one.why}*" for one in edition.negatives))
    if edition.rules:
        yield from _list("Rules", (f"`{rule.id}`" for rule in edition.rules))


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

"""What may stand in a record file: the keys, what they hold, and the columns of the CSV twin.

One description serves the reader, the writers and docs/record.schema.json.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from rhetoric.projection.record import entries as record


class Kind(Enum):
    """What a key holds."""

    TEXT = "text"
    ID = "id"
    DATE = "date"  # as far as it is known
    DAY = "day"
    CHOICE = "choice"
    URL = "url"
    FLAG = "flag"
    TEXTS = "texts"
    MAPPING = "mapping"
    MAPPINGS = "mappings"


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record file; `column` is that of the CSV twin, `inside` are the keys below it."""

    key: str
    kind: Kind
    about: str
    column: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int | None = None
    inside: tuple["Field", ...] = ()


SOURCE = (
    Field("id", Kind.ID, "Id within the entry.", "source_id", required=True),
    Field("type", Kind.CHOICE, "What kind of source.", "source_type", required=True, choices=record.SOURCE_TYPES),
    Field(
        "group",
        Kind.ID,
        "Independence group: sources that repeat one another share one, and count as one.",
        "independence_group",
        required=True,
    ),
    Field("publisher", Kind.TEXT, "Who published it.", "publisher", required=True),
    Field("date", Kind.DATE, "When it was published, as far as known.", "source_date", required=True),
    Field("title", Kind.TEXT, "Its title.", "title"),
    Field("url", Kind.URL, "Where it is.", "url"),
    Field("archived_url", Kind.URL, "Where a copy of it is.", "archived_url"),
    Field(
        "reliability",
        Kind.CHOICE,
        "Of the source, A (completely reliable) to E (unreliable); F: cannot be judged.",
        "reliability",
        required=True,
        choices=record.RELIABILITIES,
    ),
    Field(
        "credibility",
        Kind.CHOICE,
        "Of what it says, 1 (confirmed by others) to 5 (improbable); 6: cannot be judged.",
        "credibility",
        required=True,
        choices=tuple(map(str, record.CREDIBILITIES)),
    ),
    Field("quote", Kind.TEXT, "Its own words, short.", "quote", longest=record.LONGEST_QUOTE),
    Field("locator", Kind.TEXT, "Where in it: page, paragraph, minute.", "locator"),
    Field("language", Kind.TEXT, "Language of the source, as a code.", "lang"),
    Field("accessed", Kind.DAY, "When it was last looked up.", "accessed"),
)
WHEN = (
    Field("from", Kind.DATE, "First day or period of the act.", "date_from", required=True),
    Field("to", Kind.DATE, "Last day or period; that of `from` if left out.", "date_to"),
    Field(
        "precision",
        Kind.CHOICE,
        "How exactly it is known; as the dates are written if left out.",
        "date_precision",
        choices=record.PRECISIONS,
    ),
)
TARGET = (
    Field("side", Kind.TEXT, "A side of the record, or a word such as public.", "target_side"),
    Field("detail", Kind.TEXT, "Who or what exactly.", "target_detail"),
)
ATTRIBUTION = (
    Field(
        "level",
        Kind.CHOICE,
        "How surely the act is the side's.",
        "attribution_level",
        required=True,
        choices=record.LEVELS,
    ),
    Field("basis", Kind.TEXT, "Why.", "attribution_basis"),
)
CODED = (
    Field("by", Kind.TEXTS, "Who coded the entry.", "coded_by"),
    Field("on", Kind.DAY, "When.", "coded_on"),
    Field("agreed", Kind.FLAG, "Whether the coders agreed.", "coded_agreed"),
)
ENTRY = (
    Field("id", Kind.ID, "Id of the entry.", "entry_id", required=True),
    Field("side", Kind.ID, "The side that acted.", "side", required=True),
    Field("act", Kind.TEXT, "Leaf of the taxonomy of acts.", "act", required=True),
    Field("summary", Kind.TEXT, "What was done, in a sentence.", "summary", required=True),
    Field("target", Kind.MAPPING, "To whom.", inside=TARGET),
    Field("when", Kind.MAPPING, "When it was done.", required=True, inside=WHEN),
    Field("status", Kind.CHOICE, "How sure it is.", "status", required=True, choices=record.STATUSES),
    Field("attribution", Kind.MAPPING, "How surely it is the side's.", inside=ATTRIBUTION),
    Field("sources", Kind.MAPPINGS, "Sources that support the entry.", required=True, inside=SOURCE),
    Field("counter_sources", Kind.MAPPINGS, "Sources that dispute it.", inside=SOURCE),
    Field("rests_on", Kind.TEXTS, "Ids of entries it takes for granted.", "rests_on"),
    Field("coded", Kind.MAPPING, "Who coded it.", inside=CODED),
)
MEMBER = (
    Field("name", Kind.TEXT, "A person of the side.", "member_name", required=True),
    Field("aliases", Kind.TEXTS, "Other names of that person.", "member_aliases"),
    Field("from", Kind.DATE, "Since when.", "member_from"),
    Field("to", Kind.DATE, "Until when.", "member_to"),
)
SIDE = (
    Field("id", Kind.ID, "Id of the side.", "side", required=True),
    Field("label", Kind.TEXT, "Its name.", "side_label", required=True),
    Field("members", Kind.MAPPINGS, "Its people.", inside=MEMBER),
    Field("agents", Kind.TEXTS, "Bodies that act for it.", "side_agents"),
)
COVERAGE = (
    Field("sides", Kind.TEXTS, "Sides that were searched for.", "coverage_sides", required=True),
    Field("from", Kind.DATE, "First day searched.", "coverage_from", required=True),
    Field("to", Kind.DATE, "Last day searched.", "coverage_to", required=True),
    Field(
        "search_protocol",
        Kind.TEXT,
        "What was searched, where, by whom, and when it was stopped.",
        "search_protocol",
        required=True,
    ),
    Field("asymmetric", Kind.FLAG, "Whether one side was searched harder.", "asymmetric"),
)
RECORD = (
    Field("schema", Kind.CHOICE, "The format.", required=True, choices=(record.SCHEMA,)),
    Field("title", Kind.TEXT, "Title of the record.", "record_title", required=True),
    Field("coverage", Kind.MAPPING, "What was searched.", required=True, inside=COVERAGE),
    Field("sides", Kind.MAPPINGS, "The sides.", required=True, inside=SIDE),
    Field("entries", Kind.MAPPINGS, "The acts.", required=True, inside=ENTRY),
)
COUNTER = "counter_source"  # column that tells a counter-source from a source


def leaves(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Yield the path ("when.from") and field of every key that has a column; lists of mappings are left out."""
    for one in fields:
        if one.kind is Kind.MAPPING:
            yield from leaves(one.inside, f"{prefix}{one.key}.")
        elif one.column:
            yield f"{prefix}{one.key}", one


def columns() -> tuple[str, ...]:
    """Return the columns of the CSV twin in order: those of an entry and its source first."""
    named = [field.column for group in (ENTRY, SOURCE, SIDE, MEMBER, RECORD) for _, field in leaves(group)]
    at = named.index("source_id")
    return tuple(dict.fromkeys([*named[:at], COUNTER, *named[at:]]))


def column_of() -> Mapping[str, str]:
    """Return the column that stands for each key of a YAML record ("entries.when.from" → "date_from")."""
    found = {path: field.column for path, field in leaves(RECORD)}
    below = {"sides": SIDE, "sides.members": MEMBER, "entries": ENTRY}
    below |= {"entries.sources": SOURCE, "entries.counter_sources": SOURCE}
    for start, group in below.items():
        found |= {f"{start}.{path}": field.column for path, field in leaves(group)}
        found[start] = next(field.column for _, field in leaves(group))
    for start in ("coverage", "entries.when", "entries.target", "entries.attribution", "entries.coded"):
        found[start] = next(column for path, column in found.items() if path.startswith(f"{start}."))
    return found

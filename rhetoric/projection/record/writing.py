"""Writing a record as YAML or as its CSV twin; both read back as the same record."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from rhetoric.files import write_text
from rhetoric.projection.record import table
from rhetoric.projection.record.entries import SCHEMA, Coverage, Entry, Member, Record, RecordSide, Source
from rhetoric.projection.record.reading import suffix_of

_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Writes each value out, also where it is the same object as another: a record file has no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        return True


def write_record(record: Record, path: Path) -> None:
    """Write a record in the form its file's suffix names."""
    if suffix_of(path) == ".csv":
        write_csv(record, path)
    else:
        write_yaml(record, path)


def write_yaml(record: Record, path: Path) -> None:
    """Write a record as YAML."""
    write_text(path, to_yaml(record))


def write_csv(record: Record, path: Path) -> None:
    """Write a record as the CSV twin, with the mark by which spreadsheets know UTF-8."""
    write_text(path, "\ufeff" + to_csv(record))


def to_yaml(record: Record) -> str:
    """Return the text of the YAML file."""
    return yaml.dump(plain(record), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def to_csv(record: Record) -> str:
    """Return the text of the CSV file."""
    return table.written(plain(record))


def plain(record: Record) -> Mapping[str, object]:
    """Return a record as mappings, lists and scalars, keyed as in the YAML file."""
    return _there(
        schema=SCHEMA,
        title=record.title,
        coverage=_coverage(record.coverage),
        sides=[_side(one) for one in record.sides],
        entries=[_entry(one) for one in record.entries],
    )


def _there(**values: object) -> dict[str, object]:
    """Return the values that are there; a trailing underscore is for keys that Python has words for."""
    return {
        key.rstrip("_"): value for key, value in values.items() if value is not None and value not in ([], {}, ())
    }


def _list(texts: Sequence[str]) -> list[str]:
    return list(texts)


def _coverage(one: Coverage) -> dict[str, object]:
    return _there(
        sides=_list(one.sides),
        from_=one.first,
        to=one.last,
        search_protocol=one.search_protocol,
        asymmetric=one.asymmetric,
    )


def _side(one: RecordSide) -> dict[str, object]:
    members = [_member(member) for member in one.members]
    return _there(id=one.id, label=one.label, members=members, agents=_list(one.agents))


def _member(one: Member) -> dict[str, object]:
    return _there(name=one.name, aliases=_list(one.aliases), from_=one.since, to=one.until)


def _entry(one: Entry) -> dict[str, object]:
    target, level = one.target, one.attribution
    return _there(
        id=one.id,
        side=one.side,
        act=one.act,
        summary=one.summary,
        target=_there(side=target.side, detail=target.detail) if target else None,
        when=_there(from_=one.when.first, to=one.when.last, precision=one.when.precision),
        status=one.status,
        attribution=_there(level=level.level, basis=level.basis) if level else None,
        sources=[_source(source) for source in one.sources],
        counter_sources=[_source(source) for source in one.counter_sources],
        rests_on=_list(one.rests_on),
        coded=_there(by=_list(one.coded_by), on=one.coded_on, agreed=one.coded_agreed),
    )


def _source(one: Source) -> dict[str, object]:
    published: date | str = one.date.first if one.date.precision == "day" else str(one.date)
    return _there(
        id=one.id,
        type=one.type,
        group=one.group,
        publisher=one.publisher,
        date=published,
        title=one.title,
        url=one.url,
        archived_url=one.archived_url,
        reliability=one.reliability,
        credibility=one.credibility,
        quote=one.quote,
        locator=one.locator,
        language=one.language,
        accessed=one.accessed,
    )

"""A draft of an actors file: names as YAML that `--actors` reads as it stands, with sides left to be marked."""

import json
from collections.abc import Iterable, Iterator

from rhetoric.devices.suggest import Named

_HEAD = """\
# Actors named in {count} / actores nombrados en {cuenta}.
# Mark each that matters by taking away the # before a line; who is unmarked has no side.
# Marque los que importan quitando el # de una línea; quien no está marcado no tiene bando.
#   side: self       of the speaker's own side       del propio bando de quien habla
#   side: rival      of the other side               del bando contrario
#   foreign: true    of another country              de otro país
#   kind: press      a newspaper, station, reporter  un diario, una emisora, un periodista
"""
_NAME_KINDS = "person, state, party, company, press, body, place"


def render(named: Iterable[Named], analyses: int) -> str:
    """Return the text of the file."""
    listed = tuple(named)
    head = _HEAD.format(
        count=f"{analyses} analysis" if analyses == 1 else f"{analyses} analyses",
        cuenta=f"{analyses} análisis",
    )
    if not listed:
        return f"{head}actors: []\n"
    return head + "actors:\n" + "\n".join(line for one in listed for line in _entry(one)) + "\n"


def _entry(one: Named) -> Iterator[str]:
    yield f"  # {one.count}× “{one.quote}”"
    yield f"  - name: {quoted(one.name)}"
    if one.aliases:
        yield f"    aliases: [{', '.join(map(quoted, one.aliases))}]"
    yield f"    kind: {one.kind}" if one.kind else f"    # kind: {_NAME_KINDS}"
    yield "    # side: self | rival"
    yield "    # foreign: true"


def quoted(text: str) -> str:
    """Return a text as a YAML string in double quotes, safe whatever stands in it."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in plain)

"""Speaker labels at the start of a line: "PRESIDENTA CLAUDIA Ñ.:", "Sr. PÉREZ:", "El señor RUIZ (Presidente).-".

Conservative: what could be an address ("Compatriotas:"), a heading ("Note:") or a sentence ("He said:") is
speech. Capitals and titles count at once; a plain name counts when it comes again or when the text opens with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rhetoric.formats.draft import Voice
from rhetoric.formats.namewords import ADDRESSES, ARTICLES, HEADINGS, PARTICLES, TITLES
from rhetoric.records import Span
from rhetoric.text import fold

_MOST_WORDS = 6
_MOST_HEADER_LINES = 4
_BLANK = r"[^\S\r\n]"
_LINE = re.compile(
    rf"(?:(?m:^)|(?<=\r)){_BLANK}{{0,20}}"
    rf"(?:[\[(]?\d{{1,2}}:\d\d(?::\d\d)?(?:[.,]\d{{1,3}})?[\])]?{_BLANK}{{0,5}})?"
    r"(?P<lead>[-–—*_># \t]{0,10})"
    r"(?P<name>[^\W\d_][^\r\n:()]{0,80}?(?:[ \t]{0,3}\([^\r\n()]{1,80}\))?)"
    r"[*_ ]{0,3}(?P<end>:|\.[ ]?[-–—]{1,2})[*_]{0,3}"
    rf"(?=\s|$|(?<!\d:)[^\W\d_]|[¡¿\"“«(\[…])(?P<blank>{_BLANK}*(?:\r?\n|\r)?{_BLANK}*)"
)
_ROLE = re.compile(r"\s*\(([^()]*)\)\s*$")
_CLOCK = re.compile(r"\s*[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?\s*$")
_STRANGE = re.compile(r"[?!¿¡;\"“”«»=<>{}|/\\@…\[\]]|\.\.")


@dataclass(frozen=True, slots=True)
class _Candidate:
    chars: Span
    name: str
    head: str  # the name without its role
    kind: str  # caps, titled, address, name or single
    followed: bool  # whether its words follow at once, not after a blank line
    dashed: bool  # whether it ends in ".-" rather than in a colon


def find_labels(text: str) -> tuple[Voice, ...]:
    """Return the speaker labels of `text` in order; each covers its decoration, colon and the blanks after it."""
    candidates = [found for match in _LINE.finditer(text) if (found := _candidate(text, match))]
    kept = _accepted(text, candidates)
    names = _canonical(kept)
    return tuple(Voice(found.chars, names[found.name]) for found in kept)


def _candidate(text: str, match: re.Match[str]) -> _Candidate | None:
    name = " ".join(_CLOCK.sub("", match["name"]).strip(" *_\t").split())
    head = _ROLE.sub("", name)
    head, _, role = head.partition(",")
    kind = _kind(head.strip())
    if kind is None or len(role.split()) > 2 * _MOST_WORDS or (role and kind not in {"caps", "titled"}):
        return None
    followed = not re.match(r"\s*?(?:\r?\n|\r)|\s*$", text[match.end() : match.end() + 80])
    return _Candidate(Span(match.start(), match.end()), name, head.strip(), kind, followed, match["end"] != ":")


def _kind(head: str) -> str | None:
    """Tell how a label's words look, or None where they are no name at all."""
    words = head.split()
    folded = [fold(word).strip(".,'’-_") for word in words]
    if not 1 <= len(words) <= _MOST_WORDS or _STRANGE.search(head):
        return None
    solid = [
        (word, norm) for word, norm in zip(words, folded, strict=True) if norm not in PARTICLES | ARTICLES and norm
    ]
    if not solid or folded[0] in HEADINGS or ADDRESSES.intersection(folded):
        return None
    if any(not _is_name_word(word) and norm not in TITLES for word, norm in solid):
        return None
    kind = "caps" if _is_caps(solid) else "titled" if solid[0][1] in TITLES else None
    if kind is not None:
        return "address" if _is_address(folded, solid) else kind
    if folded[0] in ARTICLES:
        return None
    return "name" if len(solid) > 1 else "single"


def _is_name_word(word: str) -> bool:
    core = word.strip(".,'’-_")
    if core.isdigit():
        return len(core) <= 3
    return bool(core) and core[0].isupper() and not any(char.isdigit() for char in core.rstrip("0123456789"))


def _is_caps(solid: Sequence[tuple[str, str]]) -> bool:
    capitals = [word for word, norm in solid if word.upper() == word and any(char.isalpha() for char in word)]
    others = [norm for word, norm in solid if word.upper() != word]
    return bool(capitals) and all(norm in TITLES for norm in others)


def _is_address(folded: Sequence[str], solid: Sequence[tuple[str, str]]) -> bool:
    """Tell "Señor Presidente", which addresses somebody, from "El señor Presidente", which names the speaker."""
    courtesy = {"senor", "senora", "mr", "madam", "madame", "sr", "sra", "mister"}
    return folded[0] in courtesy and len(solid) > 1 and all(norm in TITLES for _, norm in solid)


def _accepted(text: str, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    counts = Counter(fold(found.head) for found in candidates)
    opens = bool(candidates) and _opens(text, candidates[0])
    strong = [found for found in candidates if _is_strong(found, counts, opens=opens)]
    certain = {found.chars for found in strong}
    loud = Counter(fold(found.head) for found in strong if found.kind == "caps")
    # Once some label in capitals has come again, that is the style of the text, and a plain name is none.
    named = any(found.kind == "name" and counts[fold(found.head)] > 1 for found in candidates)
    plain = (opens or named) and max(loud.values(), default=0) < 2
    allowed = {"name": plain, "single": opens and _singles_talk(text, candidates)}
    kept = []
    for found in candidates:
        again = counts[fold(found.head)] > 1
        if found.chars in certain:
            kept.append(found)
        elif not found.followed or (found.dashed and not again):
            continue
        elif allowed.get(found.kind) or (again and found.kind != "single" and (strong or found.kind == "name")):
            kept.append(found)
    return kept


def _is_strong(found: _Candidate, counts: Counter[str], *, opens: bool) -> bool:
    again = counts[fold(found.head)] > 1
    if found.kind not in {"caps", "titled"} or not (found.followed or found.dashed or again):
        return False
    if opens or found.dashed or again:
        return True
    # Once, in a text that does not open with a label: a short word in capitals may be an acronym in a list, a
    # bare role ("Question: why?") a turn of speech.
    words = len(found.head.split())
    return words > 1 or (found.kind == "caps" and len(found.head) > 6)


def _opens(text: str, first: _Candidate) -> bool:
    """Tell whether nothing but a short header stands before the first label."""
    header = [line.strip() for line in text[: first.chars.start].splitlines() if line.strip()]
    return len(header) <= _MOST_HEADER_LINES and not any(
        len(line) > 120 or line.endswith((".", "?", "!", "…", ":")) for line in header
    )


def _singles_talk(text: str, candidates: Sequence[_Candidate]) -> bool:
    """Tell whether one-word labels form a conversation: one comes again, or they start half of all lines."""
    singles = [found for found in candidates if found.kind == "single" and found.followed]
    counts = Counter(fold(found.head) for found in singles)
    lines = sum(1 for line in text.splitlines() if line.strip())
    return len(counts) > 1 and (max(counts.values()) > 1 or 2 * len(singles) >= lines)


def _canonical(kept: Iterable[_Candidate]) -> dict[str, str]:
    """Return label to the name it is filed under: as first written, case and a role seen once apart."""
    roles: dict[str, set[str]] = {}
    for found in kept:
        extra = fold(found.name)[len(fold(found.head)) :].strip(" ,.")
        roles.setdefault(_key(found.head), set()).update({extra} - {""})
    first: dict[str, str] = {}
    names: dict[str, str] = {}
    for found in kept:
        key = _key(found.head) if len(roles[_key(found.head)]) <= 1 else _key(found.name)
        names[found.name] = first.setdefault(key, found.name)
    return names


def _key(name: str) -> str:
    return " ".join(fold(name).replace(".", " ").split())

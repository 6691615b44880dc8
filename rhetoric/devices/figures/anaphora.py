"""Anaphora, epiphora and symploce: the same words open or close successive units (Lausberg; Fahnestock 2011).

A run has three members or more, or two where the repeated words hold three content words; at most one unit
stands between members, more only inside a sentence. Two neighbouring sentences that open with the speaker's "I"
or "we" and its verb, as coders mark them, are a candidate at most. One word alone repeats by chance, unless it
carries content. Left out: disfluency ("I, I think"), procedure ("The clerk will read item one"), chants (the
whole unit repeated), speakers' names before their words, runs across speakers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rhetoric.devices.document import Candidate
from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Evidence, Slot, Span

_LONGEST = 8  # tokens of a repeated string
_BETWEEN = 2  # the next member is one of the following two units
_WITHIN = 6  # the next member is one of so many following phrases, in one sentence and with content
_CUT_BY = 2  # tokens
_FEWEST = 3
_MOST = 40  # members; longer runs are several
_DOUBTFUL = 0.6
_LONGEST_UNIT = 20  # tokens of a unit at whose end, or of sentences at whose start, a mere name may come back
_AUXILIARIES = frozenset("am are was were have had would should hemos he estamos somos habiamos soy estoy".split())
_LONGEST_GAP = 70  # tokens from one member's start to the next


@dataclass(frozen=True, slots=True)
class Run:
    """Units that open (or close) with the same `size` tokens; `direct` if no other unit stands between them."""

    units: tuple[Unit, ...]
    size: int
    opening: bool
    direct: bool

    def part(self, unit: Unit) -> tuple[int, int]:
        """Return the token range of the repeated words in `unit`."""
        return (unit.first, unit.first + self.size) if self.opening else (unit.end - self.size, unit.end)


def find(flow: Flow, lists: Grammar) -> Iterator[Candidate]:
    """Yield one candidate per run, symploce where a run opens and closes alike."""
    taken: set[int] = set()
    for depth in (Break.SENTENCE, Break.PHRASE):
        units = flow.units(depth, lists)
        if depth == Break.PHRASE:
            units = tuple(_cut(flow, lists, units))
        opening = [run for run in _runs(flow, lists, units, opening=True) if not _touches(run, taken)]
        taken.update(index for run in opening for unit in run.units for index in range(*run.part(unit)))
        closing = [run for run in _runs(flow, lists, units, opening=False) if not _touches(run, taken)]
        taken.update(index for run in closing for unit in run.units for index in range(*run.part(unit)))
        for run in opening:
            both = next((other for other in closing if _close_by(run, other) and _mostly_same(run, other)), None)
            if both is not None:
                closing.remove(both)
            yield _candidate(flow, lists, run, both)
        for run in closing:
            head = _light_opening(flow, run)
            yield _candidate(flow, lists, head or run, run if head else None)


def _cut(flow: Flow, lists: Grammar, units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units, each cut where the words stand that open the next."""
    for unit, following in zip(units, (*units[1:], None), strict=True):
        place = _place_of_opening(flow, lists, unit, following) if following is not None else None
        if place is not None:
            yield Unit(unit.first, place)
        yield unit if place is None else Unit(place, unit.end)


def _place_of_opening(flow: Flow, lists: Grammar, unit: Unit, following: Unit) -> int | None:
    """Return where the first two words of `following` stand inside `unit`, if they hold content."""
    words = flow.norms[following.first : min(following.first + _CUT_BY, following.end)]
    if len(words) < _CUT_BY or not _content(words, lists) or flow.breaks[following.first] >= Break.SENTENCE:
        return None
    places = range(unit.end - _CUT_BY, unit.first, -1)
    return next((i for i in places if flow.norms[i : i + _CUT_BY] == words), None)


def _light_opening(flow: Flow, closing: Run) -> Run | None:
    """Return the words that open all members of a closing run too, be they as light as "when the"."""
    first = closing.units[0]
    sizes = [_common_opening(flow, first, unit) for unit in closing.units[1:]]
    size = min(sizes)
    return (
        Run(closing.units, size, opening=True, direct=True) if size > 1 and len(closing.units) >= _FEWEST else None
    )


def _touches(run: Run, taken: set[int]) -> bool:
    return any(index in taken for unit in run.units for index in range(*run.part(unit)))


def _close_by(run: Run, other: Run) -> bool:
    return run.units[0].first < other.units[-1].end and other.units[0].first < run.units[-1].end


def _mostly_same(run: Run, other: Run) -> bool:
    shared = set(run.units) & set(other.units)
    return len(shared) >= 2 and len(shared) * 2 >= len(run.units)


def _runs(flow: Flow, lists: Grammar, units: Sequence[Unit], *, opening: bool) -> Iterator[Run]:
    common = _common_opening if opening else _common_closing
    position = 0
    while position < len(units):
        members, size = _extend(flow, lists, units, (position, common))
        direct = members[-1] - members[0] == len(members) - 1
        run = Run(tuple(units[i] for i in members), size, opening=opening, direct=direct)
        if _is_figure(flow, lists, run):
            yield run
            position = members[-1] + 1
        else:
            position += 1


Common = Callable[[Flow, Unit, Unit], int]


def _extend(
    flow: Flow, lists: Grammar, units: Sequence[Unit], origin: tuple[int, Common]
) -> tuple[tuple[int, ...], int]:
    """Return the members of the run that begins at a unit, and how many tokens they share."""
    position, common = origin
    members, size = [position], _LONGEST
    while len(members) < _MOST:
        last = members[-1]
        following = None
        for other in range(last + 1, min(last + 1 + _WITHIN, len(units))):
            shared = min(size, common(flow, units[last], units[other]))
            if other - last > _BETWEEN and not _held(flow, lists, (units[last], units[other]), shared):
                continue
            near = _near(flow, units[last], units[other], shared)
            if near and _carries(flow, lists, units[other], (shared, common)):
                following = other
                size = shared
                break
        if following is None:
            break
        members.append(following)
    return tuple(members), size


def _held(flow: Flow, lists: Grammar, pair: tuple[Unit, Unit], shared: int) -> bool:
    """Tell whether two phrases apart are held together by their sentence and by two words with content."""
    one, two = pair
    same = flow.sentence[one.first] == flow.sentence[two.first]
    return same and shared > 1 and _content(flow.norms[two.first : two.first + shared], lists) > 0


def _near(flow: Flow, unit: Unit, other: Unit, shared: int) -> bool:
    next_to = shared >= _FEWEST and flow.sentence[other.first] - flow.sentence[unit.first] == 1
    return flow.same_turn(unit.first, other.first) and (next_to or other.first - unit.first <= _LONGEST_GAP)


def _common_opening(flow: Flow, unit: Unit, other: Unit) -> int:
    limit = min(_LONGEST, unit.end - unit.first, other.end - other.first)
    shared = 0
    while shared < limit and flow.norms[unit.first + shared] == flow.norms[other.first + shared]:
        shared += 1
    return shared


def _common_closing(flow: Flow, unit: Unit, other: Unit) -> int:
    limit = min(_LONGEST, unit.end - unit.first, other.end - other.first)
    shared = 0
    while shared < limit and flow.norms[unit.end - 1 - shared] == flow.norms[other.end - 1 - shared]:
        shared += 1
    return shared


def _carries(flow: Flow, lists: Grammar, unit: Unit, shared: tuple[int, Common]) -> bool:
    """Tell whether the repeated words weigh enough: content, or a pronoun with its verb."""
    size, common = shared
    if size == 0:
        return False
    opening = common is _common_opening
    first = unit.first if opening else unit.end - size
    words = flow.norms[first : first + size]
    if _content(words, lists):
        return size > 1 or len(words[0]) > 3
    if not opening or size == 1:
        return False
    subject = words[0] in lists.words["words.pronouns"] and lists.verbs.finite_at(words, 1)
    return subject or size > 2


def _content(words: Sequence[str], lists: Grammar) -> int:
    light = lists.words["words.stop"] | lists.words["figures.inventory"]
    return sum(word not in light and not word[0].isdecimal() and len(word) > 1 for word in words)


def _is_figure(flow: Flow, lists: Grammar, run: Run) -> bool:
    if len(run.units) < 2 or _stutters(run) or _enumerates(flow, lists, run):
        return False
    first, end = run.part(run.units[0])
    words = flow.norms[first:end]
    content = _content(words, lists)
    named = content > 0 and _names_only(flow, lists, run)
    if named or words[0] in lists.words["figures.courtesy"] or (run.size == 1 and not run.opening):
        return False
    if not (_opens_on_purpose(flow, lists, run) if run.opening else _closes_on_purpose(flow, run)):
        return False
    if len(run.units) >= _FEWEST:
        return run.size > 1 or (len(words[0]) > 3 and _whole_sentences(flow, run))
    if content >= _FEWEST:
        return _whole_sentences(flow, run) == _at_bounds(flow, run)
    weighty = run.size >= _FEWEST and content > 0 and words[0] not in lists.words["words.articles"]
    return run.opening and _neighbours(flow, run) and (weighty or _resumes(flow, lists, run))


def _closes_on_purpose(flow: Flow, run: Run) -> bool:
    """Tell whether a run closes short units in a row; at the ends of long ones, a topic's name comes back."""
    short = max(unit.end - unit.first for unit in run.units) <= _LONGEST_UNIT
    return run.direct and short and (len(run.units) >= _FEWEST or _whole_sentences(flow, run))


def _opens_on_purpose(flow: Flow, lists: Grammar, run: Run) -> bool:
    """Tell whether more than a topic's name, an article and a noun, opens long sentences."""
    words = flow.norms[run.units[0].first :][: run.size]
    topic = len(words) == 2 and words[0] in lists.words["words.articles"]
    length = sum(unit.end - unit.first for unit in run.units) / len(run.units)
    return not (topic and length > _LONGEST_UNIT and _whole_sentences(flow, run))


def _at_bounds(flow: Flow, run: Run) -> bool:
    """Tell whether the members open (or close) whole sentences, as two of them must in different ones."""
    places = (run.part(unit) for unit in run.units)
    edges = [first if run.opening else end for first, end in places]
    last = len(flow.tokens)
    return all(edge == last or _opens(flow, edge) for edge in edges)


def _opens(flow: Flow, index: int) -> bool:
    """Tell whether a sentence begins at `index`, a leading conjunction apart."""
    return flow.breaks[index] >= Break.SENTENCE or flow.breaks[index - 1] >= Break.SENTENCE


def _neighbours(flow: Flow, run: Run) -> bool:
    """Tell whether two members open neighbouring sentences."""
    one, two = run.units
    return flow.sentence[two.first] - flow.sentence[one.first] == 1 and _at_bounds(flow, run)


def _resumes(flow: Flow, lists: Grammar, run: Run) -> bool:
    """Tell whether the speaker's "I" or "we" and a verb of will or action open the members ("We must …")."""
    words = flow.norms[run.units[0].first :][: run.size]
    own = run.size > 1 and words[0] in lists.words["words.own"]
    return own and (words[1] not in _AUXILIARIES or run.size >= _FEWEST)


def _names_only(flow: Flow, lists: Grammar, run: Run) -> bool:
    """Tell whether all repeated content words are names, which a text repeats because it speaks of them."""
    stop = lists.words["words.stop"]
    for unit in run.units:
        content = [i for i in range(*run.part(unit)) if flow.norms[i] not in stop]
        if not content or not all(flow.raw(i)[0].isupper() and flow.breaks[i] < Break.SENTENCE for i in content):
            return False
    return True


def _whole_sentences(flow: Flow, run: Run) -> bool:
    return all(flow.sentence[unit.first] != flow.sentence[run.units[0].first] for unit in run.units[1:])


def _stutters(run: Run) -> bool:
    """Tell whether units hold little but the repeated words: self-repair, or a chant."""
    bare = sum(unit.end - unit.first <= run.size for unit in run.units)
    return bare * 2 >= len(run.units)


def _enumerates(flow: Flow, lists: Grammar, run: Run) -> bool:
    """Tell whether members differ only by numbers and the names of items, as in an agenda."""
    listed = lists.words["figures.enumeration"]
    if run.opening and sum(_numbered(flow, listed, unit) for unit in run.units) >= 2:
        return True
    rests = [
        flow.norms[unit.first + run.size : unit.end]
        if run.opening
        else flow.norms[unit.first : unit.end - run.size]
        for unit in run.units
    ]
    words = [word for rest in rests for word in rest]
    counted = sum(word in listed or any(char.isdecimal() for char in word) for word in words)
    opening = flow.norms[run.units[0].first]
    return counted * 2 >= len(words) or (opening in listed and run.size == 1)


def _numbered(flow: Flow, listed: frozenset[str], unit: Unit) -> bool:
    """Tell whether a number stands right before a member ("Second, …", "3. …")."""
    before = flow.norms[unit.first - 1] if unit.first else ""
    return before in listed or before.isdecimal()


def _candidate(flow: Flow, lists: Grammar, run: Run, closing: Run | None) -> Candidate:
    ranges = [run.part(unit) for unit in run.units]
    if closing is not None:
        ranges += [closing.part(unit) for unit in closing.units]
    parts = _apart(sorted(ranges))
    first, end = run.part(run.units[0])
    repeated = flow.span(first, end)
    words = flow.norms[first:end]
    subtype = "symploce" if closing else ("anaphora" if run.opening else "epiphora")
    text = flow.document.text
    return Candidate(
        device="anaphora",
        parts=tuple(flow.span(*part) for part in parts),
        strength=1.0 if closing else _strength(words, run, lists),
        evidence=tuple(_evidence(flow, subtype, part) for part in parts),
        subtype=subtype,
        slots=(
            Slot("REPEATED_STRING", repeated.slice(text), repeated),
            Slot("RUN_LENGTH", str(len(run.units))),
            Slot("POSITION", "opening and closing" if closing else ("opening" if run.opening else "closing")),
        ),
    )


def _apart(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, end in ranges:
        if kept and first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((first, end))
    return kept


def _evidence(flow: Flow, subtype: str, part: tuple[int, int]) -> Evidence:
    span: Span = flow.span(*part)
    return Evidence(f"{subtype}.run", span.slice(flow.document.text), span)


def _strength(words: Sequence[str], run: Run, lists: Grammar) -> float:
    content = _content(words, lists)
    if len(run.units) < _FEWEST:
        return 1.0 if content >= _FEWEST and run.opening else _DOUBTFUL
    if run.size == 1 or (content == 0 and len(run.units) == _FEWEST and run.size == 2):
        return _DOUBTFUL
    return 1.0

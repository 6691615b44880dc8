"""On which side somebody stands: as the user's files say, else as far as the speaker's words tell; no guesses.

Sides come from the sidecar (speakers), the actors file and the record (members, bodies that act for a side). What
"they" did to "us" is blamed on somebody outside the speaker's side: `OTHERS`, a side without a name.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rhetoric.devices.actors import Actor
from rhetoric.devices.trie import Entry, TokenTrie
from rhetoric.projection.charges import speech_date
from rhetoric.projection.record.entries import Member, Record, RecordSide
from rhetoric.records import Analysis, Span, Speaker
from rhetoric.text import fold, tokens

OTHERS = "others"
SELF, RIVAL, OTHER = "self", "rival", "other"  # as an actors file sees them from the speaker
_REACH = 2  # sentences before the accusation in which a name may stand that "they" means


@dataclass(frozen=True, slots=True)
class Mention:
    """A name with a known side, where it stands in the text."""

    chars: Span
    side: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Who stands where in one speech: `mentions` in order of place."""

    declared: frozenset[str]
    speakers: dict[str, str]
    mentions: tuple[Mention, ...]
    sentences: tuple[Span, ...]
    text: str

    def of_speaker(self, speaker: str | None) -> str | None:
        """Return the side of a speaker by id, or None where nobody told it."""
        return self.speakers.get(speaker or "")

    def accused(self, accuser: str | None, named: Span | None, parts: Sequence[Span]) -> str | None:
        """Return the side of the accused: named in the slot, else in the accusation, else shortly before it.

        Parameters
        ----------
        accuser
            The accuser's side; names of that side are passed over unless the slot holds them.
        named
            Where the accused is named, if a rule found it.
        parts
            The words of the accusation.
        """
        found = [one for one in self.mentions if named and one.chars.overlap(named)]
        if found:
            return self._seen_from(accuser, found[0].side)
        if named and self._is_name(named):  # somebody whose side nobody told
            return None
        for mention in self._within(parts):
            if self._seen_from(accuser, mention.side) != accuser:
                return self._seen_from(accuser, mention.side)
        start = parts[0].start
        at = bisect_right(self.sentences, (start, 1 << 60)) - 1
        floor = self.sentences[max(at - _REACH, 0)].start if self.sentences else 0
        for mention in reversed(self.mentions):
            side = self._seen_from(accuser, mention.side)
            if floor <= mention.chars.start < start and side != accuser:
                return side
        return None

    def _is_name(self, words: Span) -> bool:
        """Tell whether words inside a sentence hold a capital and are thus no pronoun and no common noun."""
        opens = any(words.start == sentence.start for sentence in self.sentences)
        return not opens and any(word[:1].isupper() for word in words.slice(self.text).split())

    def _within(self, parts: Sequence[Span]) -> tuple[Mention, ...]:
        return tuple(one for one in self.mentions if any(part.contains(one.chars) for part in parts))

    def _seen_from(self, accuser: str | None, side: str) -> str:
        """Return a side by its name: the file's "self" is the accuser's, "rival" the other one of two."""
        if side == SELF:
            return accuser or SELF
        if side == RIVAL:
            rest = self.declared - {accuser}
            return next(iter(rest)) if accuser and len(rest) == 1 else RIVAL
        return side


def sides_in(analysis: Analysis, actors: Iterable[Actor] = (), record: Record | None = None) -> Sides:
    """Return who stands where in an analysis, by its speakers, an actors file and a record."""
    day = speech_date(analysis)
    speakers = {one.id: side for one in analysis.speakers if (side := _speaker_side(one, record, day))}
    terms = dict(_terms(analysis.speakers, speakers, actors, _names(record, day) if record else ()))
    declared = {*speakers.values(), *(side for side in terms.values() if side not in {SELF, RIVAL})}
    if record:
        declared |= {side.id for side in record.sides}
    return Sides(
        frozenset(declared),
        speakers,
        tuple(_mentions(analysis, terms)),
        analysis.transcript.sentences,
        analysis.transcript.text,
    )


def _speaker_side(speaker: Speaker, record: Record | None, day: date | None) -> str | None:
    """Return a speaker's side by the sidecar, else by the record's members; the record's id where it knows it."""
    for side in record.sides if record else ():
        if speaker.side:
            if fold(speaker.side) in {fold(side.id), fold(side.label)}:
                return side.id
        elif speaker.name and fold(speaker.name) in map(fold, _people(side, day)):
            return side.id
    return speaker.side


def _names(record: Record, day: date | None) -> Iterator[tuple[str, str]]:
    for side in record.sides:
        for name in (side.label, *side.agents, *_people(side, day)):
            yield name, side.id


def _people(side: RecordSide, day: date | None) -> Iterator[str]:
    """Yield the names of who belonged to a side on a day; on an unknown day, of everybody who ever did."""
    for member in side.members:
        if _belonged(member, day):
            yield from (member.name, *member.aliases)


def _belonged(member: Member, day: date | None) -> bool:
    after = member.since is None or day is None or member.since <= day
    return after and (member.until is None or day is None or day <= member.until)


def _terms(
    speakers: Sequence[Speaker], sides: dict[str, str], actors: Iterable[Actor],
    recorded: Iterable[tuple[str, str]],
) -> Iterator[tuple[tuple[str, ...], str]]:  # fmt: skip
    """Yield folded names with their sides; what comes later holds where two files differ."""
    for name, side in recorded:
        yield _norms(name), side
    for actor in actors:
        if actor.side != OTHER:
            for name in (actor.name, *actor.aliases):
                yield _norms(name), actor.side
    for speaker in speakers:
        if speaker.name and speaker.id in sides:
            yield _norms(speaker.name), sides[speaker.id]


def _mentions(analysis: Analysis, terms: dict[tuple[str, ...], str]) -> Iterator[Mention]:
    trie = TokenTrie()
    for norms, side in sorted(terms.items()):
        if norms:
            trie.add(norms, Entry((side,)))
    text = analysis.transcript.text
    found = tokens(text)
    end = 0
    for hit in sorted(trie.find([_bare(token.norm) for token in found]), key=lambda one: (one.start, -one.end)):
        if hit.start >= end:  # the longest name at a place
            yield Mention(Span(found[hit.start].start, found[hit.end - 1].end), hit.entry.classes[0])
            end = hit.end


def _norms(name: str) -> tuple[str, ...]:
    return tuple(_bare(token.norm) for token in tokens(name))


def _bare(norm: str) -> str:
    """Return a word without the "'s" of an owner: "the Union's thugs" are the Union's."""
    return norm.removesuffix("'s")

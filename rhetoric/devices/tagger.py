"""The rule tagger: codebook rules and classical figures, status, decision, annotations."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rhetoric import __version__
from rhetoric.devices import actors as actor_terms
from rhetoric.devices import figures, home
from rhetoric.devices.actors import Actor
from rhetoric.devices.clock import Clock
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.decide import Verdict, decide
from rhetoric.devices.document import Document, Sentence, read
from rhetoric.devices.frames import Finding, Scene, apply
from rhetoric.devices.learned.decision import Judged, revise
from rhetoric.devices.learned.model import Model, fit
from rhetoric.devices.lexicon import Lexicon, compile_lexicon, with_terms
from rhetoric.devices.status import StatusReader
from rhetoric.devices.view import ACT, Hit, look, names_in, scan
from rhetoric.records import Annotation, Run, Source, Span, Transcript, quote_at

_VERSION_LENGTH = 12  # characters of the codebook's hash


@dataclass(slots=True)
class RuleTagger:
    """Tags a transcript by a codebook.

    Attributes
    ----------
    codebook
        The devices, rules and words.
    actors
        Who is foreign, rival, press or the speaker's own side.
    home
        The country that is home to all who speak; None lets each speech's own words tell.
    homes
        The home country of single speakers by id, which goes before `home`.
    sides
        On which side single speakers stand, by id: names of an actors file that stand on a side of their own are
        then self to some and rivals to others.
    model
        Weights of the learned decision; without them rules alone decide.
    """

    codebook: Codebook
    actors: Sequence[Actor] = field(default=(), kw_only=True)
    home: str | None = field(default=None, kw_only=True)
    homes: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    sides: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    model: Model | None = field(default=None, kw_only=True)
    _lexicons: dict[str, Lexicon] = field(default_factory=dict, init=False, repr=False)

    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
        """Return the annotations of a transcript in order of place, then device."""
        return self.decided(self.judge(transcript))

    def decided(self, judged: Judged) -> tuple[Annotation, ...]:
        """Return the annotations of a judged transcript, after the model has gone over it."""
        verdicts = revise(self.model, judged) if self.model else judged.verdicts
        return self.annotations(verdicts, judged.scene.document)

    def judge(self, transcript: Transcript) -> Judged:
        """Return what the rules find in a transcript and decide, before any model is asked."""
        document = read(transcript)
        scene = self._scene(document)
        status = StatusReader(document)
        found: dict[str, list[Finding]] = {device.id: [] for device in self.codebook.devices}
        for finding in _figures(document):
            if finding.candidate.device in found:
                found[finding.candidate.device].append(finding)
        verdicts: list[Verdict] = []
        for device in self.codebook.devices:
            edition = device.editions.get(document.language)
            for rule in edition.rules if edition else ():
                found[device.id].extend(apply(device.id, rule, scene))
            if not device.relation:  # its rules find one side of pairs, which are no tags yet
                verdicts.extend(decide(found[device.id], device, status.flags))
        return Judged(self.codebook, scene, found, tuple(verdicts), status.flags)

    def provenance(self) -> Run:
        """Say which tagger, version and codebook produced the annotations, and whether sides were known."""
        return Run(
            stage="devices",
            backend="rules",
            version=__version__,
            options={
                "codebook": self.codebook.name,
                "actors": len(self.actors),
                "sides_known": actor_terms.sides_known(self.actors),
                "home_given": bool(self.home or self.homes),
                "learned": fit(self.model, self.codebook),
            },
            model=f"{self.codebook.name} {self.codebook.version}".strip(),
            model_sha256=self.codebook.sha256,
        )

    def at_home(self, country: str | None, *, homes: Mapping[str, str] | None = None) -> "RuleTagger":
        """Return this tagger for another home, of all and of single speakers; compiled words are shared."""
        other = replace(self, home=country, homes=homes or {})
        other._lexicons = self._lexicons  # noqa: SLF001 - one of its own
        return other

    def _scene(self, document: Document) -> Scene:
        lexicon = self._lexicon(document.language)
        stated = {speaker: home.known_as(country, self.codebook) for speaker, country in self.homes.items()}
        given = home.known_as(self.home, self.codebook) if self.home else None
        countries = home.vocabulary([*stated.values(), *([given] if given else [])])
        owns = {self.sides.get(sentence.speaker or "") for sentence in document.sentences}
        named = {own: with_terms(lexicon, actor_terms.terms(self.actors, own)) for own in owns}
        terms = [
            scan(sentence, (lexicon.trie, named[self.sides.get(sentence.speaker or "")], countries))
            for sentence in document.sentences
        ]
        told = given or home.infer(terms)
        homes = tuple(stated.get(sentence.speaker or "", told) for sentence in document.sentences)
        names = names_in(document.text, document.sentences)
        views = tuple(
            look(
                document.text,
                sentence,
                found,
                home=place,
                names=names,
                acts=self._acts(sentence, document.language) if ACT in lexicon.parents else (),
            )
            for sentence, found, place in zip(document.sentences, terms, homes, strict=True)
        )
        return Scene(document, views, homes)

    def _acts(self, sentence: Sentence, language: str) -> tuple[Hit, ...]:
        acts = self.codebook.taxonomy
        norms = [token.norm for token in sentence.tokens]
        return tuple(
            Hit(hit.start, hit.end, hit.features, acts.acts[hit.rank].id) for hit in acts.hits(norms, language)
        )

    def _lexicon(self, language: str) -> Lexicon:
        if language not in self._lexicons:
            self._lexicons[language] = compile_lexicon(self.codebook, language)
        return self._lexicons[language]

    def annotations(self, verdicts: Iterable[Verdict], document: Document) -> tuple[Annotation, ...]:
        """Return judged findings as annotations in order of place, then device."""
        source = Source("rule", self.codebook.name, self.codebook.sha256[:_VERSION_LENGTH])
        order = {device.id: at for at, device in enumerate(self.codebook.devices)}
        ordered = sorted(
            verdicts, key=lambda one: (one.candidate.parts[0], order[one.candidate.device], one.candidate.parts)
        )
        clock = Clock(document.words)
        return tuple(
            _annotation(f"A{number}", verdict, document, source, clock)
            for number, verdict in enumerate(ordered, 1)
        )


def _annotation(name: str, verdict: Verdict, document: Document, source: Source, clock: Clock) -> Annotation:
    found = verdict.candidate
    return Annotation(
        id=name,
        device=found.device,
        parts=found.parts,
        quote=quote_at(document.text, found.parts),
        decision=verdict.decision,
        source=source if not verdict.by_model else replace(source, kind="model"),
        calibration="model" if verdict.score is not None else "rule" if verdict.decision == "tag" else "none",
        score=verdict.score,
        subtype=found.subtype,
        status=verdict.status,
        slots=found.slots,
        evidence=found.evidence,
        time=clock.time(found.parts),
        speaker=document.sentences[verdict.sentence].speaker,
        risks=verdict.risks,
    )


def _figures(document: Document) -> Iterable[Finding]:
    starts = [sentence.span.start for sentence in document.sentences]
    for candidate in figures.find(document):
        index = max(bisect_left(starts, candidate.parts[0].start + 1) - 1, 0)
        yield Finding(candidate, index, _core(candidate.parts, document.sentences[index]))


def _core(parts: Sequence[Span], sentence: Sentence) -> Span:
    first = parts[0]
    return Span(first.start, min(first.end, sentence.span.end))

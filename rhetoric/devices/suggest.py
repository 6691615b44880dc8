"""Who is named in finished analyses, as a first draft of an actors file: names found, sides left to the user.

A name is a run of capitalised words inside a sentence, joined by little words such as "de" or "of"; the first word
of a sentence counts only where it is capitalised elsewhere too. Countries are known by the gazetteer. A shorter
form is an alias where just one longer name holds it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rhetoric.devices.actors import Kind
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.document import Document, Sentence, read
from rhetoric.devices.home import states
from rhetoric.devices.view import names_in, shouted
from rhetoric.records import Analysis
from rhetoric.text import tokens

_JOINS = frozenset("da de del der do dos el for la las los of the van von".split())
_TITLES = frozenset(
    (
        "alcalde alcaldesa canciller capitan captain chancellor colonel comandante congressman congresswoman "
        "coronel diputada diputado doctor doctora don dona dr general gobernador gobernadora governor judge juez "
        "jueza king madam mayor minister ministra ministro mr mrs ms president presidenta presidente profesor "
        "profesora professor queen reina rey secretary senador senadora senator senor senora sir sr sra "
    ).split()
)
_PARTIES = frozenset("alianza alliance coalicion coalition movement movimiento partido party".split())
_BODIES = frozenset(
    (
        "agencia agency army asamblea assembly banco bank comision commission committee congreso congress consejo "
        "corte council court ejercito federacion federation fiscalia fondo fund gobierno government ministerio "
        "ministry naciones nations organisation organizacion organization parlamento parliament police policia "
        "senado senate sindicato tribunal union universidad university "
    ).split()
)
_COMPANIES = frozenset("compania company corporation empresa group grupo inc ltd".split())
_NO_NAMES = frozenset(
    (
        "abril agosto april august christmas december diciembre dios domingo dr enero english febrero february "
        "friday gentlemen god i i'd i'll i'm i've internet january jueves julio july june junio ladies lord lunes "
        "march martes marzo may mayo miercoles monday mr mrs ms navidad november noviembre october octubre sabado "
        "saturday september septiembre spanish sr sra sunday thursday tuesday usted viernes wednesday "
    ).split()
)
_QUOTE = 140  # characters


@dataclass(frozen=True, slots=True)
class Named:
    """A name found: how often, its other forms, one sentence it stands in; `kind` None where nothing tells."""

    name: str
    count: int
    aliases: tuple[str, ...] = ()
    kind: Kind | None = None
    quote: str = ""


@dataclass(slots=True)
class _Tally:
    """What is counted of one folded name."""

    forms: Counter[str]
    quote: str = ""
    titled: bool = False

    def add(self, form: str, quote: str, *, titled: bool) -> None:
        self.forms[form] += 1
        self.quote = self.quote or quote
        self.titled = self.titled or titled

    @property
    def count(self) -> int:
        return self.forms.total()

    @property
    def form(self) -> str:
        return min(self.forms, key=lambda form: (-self.forms[form], form))


_Tallies = Mapping[tuple[str, ...], _Tally]


def suggest(analyses: Iterable[Analysis], codebook: Codebook) -> tuple[Named, ...]:
    """Return the persons, bodies and countries named, the most frequent first; speakers are found as well.

    Parameters
    ----------
    analyses
        Any number of analyses, of either language; their names are counted together.
    codebook
        Gives the gazetteer of countries.
    """
    tallies: defaultdict[tuple[str, ...], _Tally] = defaultdict(lambda: _Tally(Counter()))
    countries: dict[tuple[str, ...], str] = {}
    for analysis in analyses:
        document = read(analysis.transcript)
        for norms, form, quote, titled in _found(document):
            tallies[norms].add(form, quote, titled=titled)
        for state, names in states(codebook.lexicon.get(document.language, {})):
            countries.update({_norms(name): state for name in names})
    return tuple(sorted(_people(tallies, countries), key=lambda one: (-one.count, one.name)))


def _people(tallies: _Tallies, countries: Mapping[tuple[str, ...], str]) -> Iterator[Named]:
    owners = {norms: _owner(norms, tallies, countries) for norms in tallies}
    for owner in sorted(set(owners.values())):
        forms = sorted(
            (norms for norms in tallies if owners[norms] == owner), key=lambda norms: (norms != owner, norms)
        )
        first = tallies[forms[0]]
        others = dict.fromkeys(form for norms in forms for form in sorted(tallies[norms].forms))
        titled = any(tallies[norms].titled for norms in forms)
        yield Named(
            first.form,
            sum(tallies[norms].count for norms in forms),
            tuple(form for form in others if form != first.form),
            "state" if forms[0] in countries else "person" if titled else _kind(forms[0]),
            first.quote,
        )


def _owner(norms: tuple[str, ...], tallies: _Tallies, countries: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """Return the name that another is a short form of: the only longest one to hold it, else itself."""
    if norms in countries:
        same = [one for one in tallies if countries.get(one) == countries[norms]]
        return min(same, key=lambda one: (-tallies[one].count, one))
    longer = [one for one in tallies if len(one) > len(norms) and one not in countries and _is_short(norms, one)]
    tops = [one for one in longer if not any(len(two) > len(one) and _is_short(one, two) for two in longer)]
    return tops[0] if len(tops) == 1 else norms


def _is_short(short: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether a name begins or ends with `short`, and is not a body called after it."""
    if not _JOINS.isdisjoint(name) and _kind(name) is not None:
        return False
    return tuple(name[: len(short)]) == tuple(short) or tuple(name[-len(short) :]) == tuple(short)


def _kind(norms: Sequence[str]) -> Kind | None:
    words: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("party", _PARTIES), ("body", _BODIES), ("company", _COMPANIES),
    )  # fmt: skip
    return next((kind for kind, known in words if not known.isdisjoint(norms)), None)


def _found(document: Document) -> Iterator[tuple[tuple[str, ...], str, str, bool]]:
    """Yield the folded words, the spelling, the sentence, and whether a title stands before it."""
    text = document.text
    known = names_in(text, document.sentences)
    for sentence in document.sentences:
        if shouted(text, sentence):
            continue
        quote = _one_line(sentence.span.slice(text))
        for start, end in _runs(text, sentence, known):
            titles = 0
            while start + titles < end and sentence.tokens[start + titles].norm in _TITLES:
                titles += 1
            words = sentence.tokens[start + titles : end]
            norms = tuple(token.norm.removesuffix("'s") for token in words)
            if not norms or (len(norms) == 1 and (norms[0] in _NO_NAMES or len(norms[0]) == 1)):
                continue
            form = _one_line(text[words[0].start : words[-1].end]).removesuffix("'s").removesuffix("’s")
            titled = titles > 0 or (start > 0 and sentence.tokens[start - 1].norm in _TITLES)
            if form.isprintable():
                yield norms, form, quote, titled


def _runs(text: str, sentence: Sentence, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words, as ranges of tokens; only spaces stand inside a run."""
    words = sentence.tokens
    capital = [text[word.start].isupper() and (i > 0 or word.norm in known) for i, word in enumerate(words)]
    joined = [i > 0 and not text[words[i - 1].end : word.start].strip(" ") for i, word in enumerate(words)]
    at = 0
    while at < len(words):
        if not capital[at] or words[at].norm in _NO_NAMES:
            at += 1
            continue
        end = look = at + 1
        while look < len(words) and joined[look] and (capital[look] or words[look].norm in _JOINS):
            look += 1
            if capital[look - 1]:
                end = look
        yield at, end
        at = end


def _one_line(text: str) -> str:
    words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return words if len(words) <= _QUOTE else f"{words[: _QUOTE - 1]}…"


def _norms(name: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(name))

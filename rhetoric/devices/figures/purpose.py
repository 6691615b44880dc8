"""Whether a run of repeated words is a figure, made on purpose, or comes about by chance or procedure."""

from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.figures.runs import Run, content_words
from rhetoric.devices.grammar import Grammar

_FEWEST = 3
_LONGEST_UNIT = 20  # tokens of a unit at whose end, or of sentences at whose start, a mere name may come back
_AUXILIARIES = frozenset("am are was were have had would should hemos he estamos somos habiamos soy estoy".split())


def on_purpose(flow: Flow, lists: Grammar, run: Run) -> bool:
    """Tell whether a run is a figure: long enough, weighty enough, and no list, name, greeting or self-repair."""
    if len(run.units) < 2 or _stutters(run) or _enumerates(flow, lists, run):
        return False
    first, end = run.part(run.units[0])
    words = flow.norms[first:end]
    content = content_words(words, lists)
    named = content > 0 and _names_only(flow, lists, run)
    formal = words[0] in lists.words["figures.courtesy"] or words[0][0].isdecimal()
    if named or formal or (run.size == 1 and not run.opening):
        return False
    if not (_opens_on_purpose(flow, lists, run) if run.opening else _closes_on_purpose(flow, run)):
        return False
    if len(run.units) >= _FEWEST:
        return run.size > 1 or (len(words[0]) > 3 and run.direct and _whole_sentences(flow, run))
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
    if run.opening and sum(_numbered(flow, listed, run, unit) for unit in run.units) >= 2:
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


def _numbered(flow: Flow, listed: frozenset[str], run: Run, unit: Unit) -> bool:
    """Tell whether a number stands right before or after the repeated words ("Second, …", "Measure ten: …")."""
    end = unit.first + run.size
    beside = (*flow.norms[max(0, unit.first - 1) : unit.first], *flow.norms[end : min(end + 1, unit.end)])
    return any(word in listed or word.isdecimal() for word in beside)

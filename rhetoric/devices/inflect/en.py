"""English forms: regular rules, common irregular verbs and plurals; particles stay ("go after", "went after")."""

import re
from collections.abc import Iterable

from rhetoric.devices.inflect.forms import Form

# base past participle; one word of past and participle where they are the same
_IRREGULAR = """
arise arose arisen; awake awoke awoken; be was been; bear bore borne; beat beat beaten; become became become;
begin began begun; bend bent; betray betrayed; bind bound; bite bit bitten; bleed bled; blow blew blown; break
broke broken; breed bred; bring brought; build built; burn burned; burst burst; buy bought; catch caught; choose
chose chosen; cling clung; come came come; cost cost; creep crept; cut cut; deal dealt; dig dug; do did done;
draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forget forgot forgotten; forgive
forgave forgiven; forsake forsook forsaken; freeze froze frozen; get got got; give gave given; go went gone;
grind ground; grow grew grown; hang hung; have had; hear heard; hide hid hidden; hit hit; hold held; hurt hurt;
keep kept; know knew known; lay laid; lead led; leave left; lend lent; let let; lie lied; lose lost; make made;
mean meant; meet met; mislead misled; overcome overcame overcome; overthrow overthrew overthrown; oversee
oversaw overseen; overrun overran overrun; pay paid; put put; quit quit; read read; rise rose risen; rid rid;
ring rang rung; run ran run; say said; see saw seen; seek sought; sell sold; send sent; set set; shake shook
shaken; shed shed; shoot shot; show showed shown; shut shut; sing sang sung; sink sank sunk; sit sat; slay slew
slain; sleep slept; smell smelled; sow sowed sown; speak spoke spoken; spend spent; spit spat; split split;
spread spread; stab stabbed; stand stood; steal stole stolen; stick stuck; sting stung; strike struck struck;
strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach
taught; tear tore torn; tell told; think thought; throw threw thrown; tread trod trodden; undergo underwent
undergone; undo undid undone; understand understood; uphold upheld; wake woke woken; wear wore worn; weave wove
woven; weep wept; win won; withdraw withdrew withdrawn; withhold withheld; write wrote written
"""
_PARTS = {words[0]: (words[1], words[-1]) for words in (line.split() for line in _IRREGULAR.split(";"))}
# Verbs of one syllable that end in one vowel and one consonant double it, and so do these, stressed at the end.
_ONE_SYLLABLE = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")
_DOUBLING = frozenset(
    "abet admit commit compel control defer expel incur kidnap occur omit permit prefer rebel refer regret submit "
    "transfer transmit".split()
)
_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "foot": "feet", "mouse": "mice", "louse": "lice",
    "person": "people", "knife": "knives", "life": "lives", "wife": "wives", "thief": "thieves", "wolf": "wolves",
    "leaf": "leaves", "hero": "heroes", "crisis": "crises", "media": "media", "vermin": "vermin", "scum": "scum",
    "oasis": "oases", "analysis": "analyses", "swine": "swine", "stooge": "stooges",
}  # fmt: skip
_THIRD = {"be": "is", "have": "has"}
_SOFT_ARCH = frozenset({"arch", "march", "parch", "research", "search", "starch"})  # but monarchs


def verb(lemma: str) -> Iterable[Form]:
    """Yield the forms of a verb; words after the first stay as they are."""
    head, _, tail = lemma.partition(" ")
    past, participle = _PARTS.get(head) or ((regular := _past(head)), regular)
    rest = f" {tail}" if tail else ""
    yield Form(head + rest, frozenset({"base", "inf", "imp", "pres", "fin"}))
    yield Form(_third(head) + rest, frozenset({"pres", "fin", "3s", "3"}))
    yield Form(past + rest, frozenset({"past", "fin"}))
    yield Form(participle + rest, frozenset({"part"}))
    yield Form(_gerund(head) + rest, frozenset({"ger"}))
    if head == "be":
        yield from (Form(one + rest, frozenset({"pres", "fin"})) for one in ("am", "are"))
        yield Form("were" + rest, frozenset({"past", "fin"}))


def noun(lemma: str) -> Iterable[Form]:
    """Yield singular and plural; of a phrase, the word before "of", "in" … varies, else the last."""
    words = lemma.split()
    at = (
        next(
            (i for i, word in enumerate(words) if i and word in {"of", "in", "for", "to", "on", "from"}),
            len(words),
        )
        - 1
    )
    head = words[at]
    plural = _PLURALS.get(head) or (
        head[:-3] + "men" if head.endswith("man") and len(head) > 4 else _sibilant(head)
    )
    yield Form(lemma, frozenset({"sg"}))
    yield Form(" ".join([*words[:at], plural, *words[at + 1 :]]), frozenset({"pl"}))


def _third(word: str) -> str:
    if word.endswith("o") and word[-2:-1] not in set("aeiou"):
        return word + "es"
    return _THIRD.get(word) or _sibilant(word)


def _sibilant(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) and (not word.endswith("arch") or word in _SOFT_ARCH):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ied"
    return _doubled(word) + "ed"


def _gerund(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return word[:-1] + "ing"
    return _doubled(word) + "ing"


def _doubled(word: str) -> str:
    return word + word[-1] if word in _DOUBLING or _ONE_SYLLABLE.fullmatch(word) else word

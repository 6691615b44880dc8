"""Which language a text is in, from the function words it uses.

Function words are the commonest words of a language and hardly travel between languages, so a count of them tells
Spanish from its neighbours on a few sentences. Words that several listed languages share weigh less.
"""

from collections import Counter
from collections.abc import Mapping

from rhetoric.text import fold, tokens

UNDETERMINED = "und"
_READ = 60_000  # characters; more text changes no verdict
_FEWEST = 2.0  # weight of function words below which nothing is said
_CLEAR = 1.2  # times the runner-up's weight that the winner must have

_WORDS: Mapping[str, str] = {
    "en": (
        "the of and to in is was that for it with as on be at by this are from or have an they which you were "
        "their has had but not what all we our us will would can who when there been more if he his she her my "
        "your them do does did so than then these those i me because into about how"
    ),
    "es": (
        "el la los las un una unos unas de del y que en se por con para su sus al lo como mas pero o este esta "
        "estos estas ese esa eso esto es son fue era ser ha han hay nos nuestro nuestra nuestros nuestras yo muy "
        "sin sobre entre tambien cuando donde porque quien quienes todo todos ya si no le les me mi tu usted "
        "ustedes desde hasta hoy vamos tiene cada uno"
    ),
    "pt": (
        "o a os as um uma uns umas de do da dos das e que em no na nos nas por com para seu sua seus suas ao aos "
        "se como mais mas ou este esta isso isto nao sao foi era ser tem ha nosso nossa eu muito sem sobre entre "
        "tambem quando onde porque quem todo ja pelo pela ele ela eles voce embora nem meus minha estao num numa"
    ),
    "fr": (
        "le la les un une des de du et que qui en se par avec pour son sa ses au aux ce cette ces comme plus mais "
        "ou est sont ete etait etre il elle ils nous vous je ne pas dans sur nos notre votre leur leurs tout tous "
        "cela fait sans quand deja si y on d'un d'une qu'il c'est"
    ),
    "it": (
        "il lo la i gli le un uno una di del della dei delle e che in si per con su al alla come piu ma o questo "
        "questa questi e' sono era essere ha hanno ci noi nostro nostra io molto senza tra anche quando dove "
        "perche chi tutto tutti gia se non nel nella dal dalla da mi tu loro suo sua"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer und zu in im ist war dass fur es mit als auf sein bei "
        "von aus oder haben hat hatte aber nicht was alle wir unser uns sie er ich sich wird werden kann wenn "
        "auch noch nur wie so an um uber nach vor diese dieser man ihr zum zur"
    ),
}
_NAMES = {
    "english": "en", "spanish": "es", "castilian": "es", "espanol": "es", "ingles": "en", "portuguese": "pt",
    "french": "fr", "italian": "it", "german": "de", "eng": "en", "spa": "es",
}  # fmt: skip


def _weights() -> Mapping[str, Mapping[str, float]]:
    """Return language to word to weight: one over the number of languages that share the word."""
    lists = {code: frozenset(words.split()) for code, words in _WORDS.items()}
    shared = Counter(word for words in lists.values() for word in words)
    return {code: {word: 1 / shared[word] for word in words} for code, words in lists.items()}


_WEIGHTS = _weights()


def detect(text: str) -> tuple[str, float]:
    """Return the language code of `text` and its share of the evidence, in [0, 1].

    Where there are too few function words, or no language leads clearly, the code is "und".
    """
    counts = Counter(token.norm for token in tokens(text[:_READ]))
    scores = {
        code: sum(weight * counts[word] for word, weight in words.items()) for code, words in _WEIGHTS.items()
    }
    total = sum(scores.values())
    best, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    if scores[best] < _FEWEST:
        return UNDETERMINED, 0.0
    share = round(scores[best] / total, 3)
    return (best, share) if scores[best] >= _CLEAR * scores[second] else (UNDETERMINED, share)


def normalise(code: str) -> str:
    """Return the plain code of a language tag or English name ("es-MX", "Spanish" → "es")."""
    plain = fold(code.strip())
    return _NAMES.get(plain, plain.replace("_", "-").split("-", maxsplit=1)[0])

"""How an English word that no dictionary holds is probably said: names, mostly.

Good enough to find a word whose place is nearly known, not to say it. Sounds are those of the CMU dictionary.
"""

_FIRST = {"kn": "N", "wr": "R", "ps": "S", "x": "Z", "y": "Y"}  # at the start of a word
_SOUNDS = {
    "tion": "SH AH N", "sion": "ZH AH N", "ture": "CH ER", "ough": "AO", "augh": "AO", "eigh": "EY",
    "igh": "AY", "tch": "CH", "dge": "JH", "sch": "SH", "ing": "IH NG", "eau": "OW", "air": "EH R", "ear": "IH R",
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "gh": "G", "ck": "K", "ng": "NG", "qu": "K W", "wh": "W",
    "ee": "IY", "ea": "IY", "oo": "UW", "ou": "AW", "ow": "OW", "ai": "EY", "ay": "EY", "ei": "EY", "ey": "IY",
    "oi": "OY", "oy": "OY", "au": "AO", "aw": "AO", "ie": "IY", "oa": "OW", "ue": "UW", "eu": "Y UW", "ew": "UW",
    "ar": "AA R", "er": "ER", "ir": "ER", "or": "AO R", "ur": "ER",
    "ce": "S EH", "ci": "S IH", "cy": "S IY", "ge": "JH EH", "gi": "JH IH", "gy": "JH IY",
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH",
    "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T",
    "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
_LAST = {"a": "AH", "e": "", "ce": "S", "ge": "JH", "o": "OW", "i": "IY", "u": "UW", "es": "Z", "ed": "D"}
_LONGEST = 4


def phones(word: str) -> str:
    """Return the sounds of a folded word, separated by blanks; nothing for one without letters a to z."""
    letters = "".join(letter for letter in word if "a" <= letter <= "z")
    sounds: list[str] = []
    start = 0
    while start < len(letters):
        size, sound = _next(letters, start)
        if sound:
            sounds.append(sound)
        start += size
    return " ".join(sounds)


def _next(letters: str, start: int) -> tuple[int, str]:
    """Return how many letters the next sound takes, and the sound."""
    for size in range(_LONGEST, 0, -1):
        part = letters[start : start + size]
        if len(part) < size:
            continue
        if start == 0 and part in _FIRST and len(letters) > size:
            return size, _FIRST[part]
        if start and start + size == len(letters) and part in _LAST:
            return size, _LAST[part]
        if part in _SOUNDS:
            doubled = size == 1 and letters[start + 1 : start + 2] == part and part not in "aeiou"
            return size + doubled, _SOUNDS[part]
    return 1, ""

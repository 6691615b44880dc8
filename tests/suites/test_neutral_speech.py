"""Plain speeches of office draw next to nothing in tags and candidates of framing and evasion."""

import pytest

from rhetoric.devices.check import transcript_of
from rhetoric.devices.tagger import RuleTagger
from tests.devices.speech import shipped
from tests.material import shared

NEUTRAL = (
    "en_1986-10-22 en_1990-07-26 en_1993-09-22 en_un_FIN_2010 en_un_NZL_2023 "
    "es_navidad_1992 es_navidad_2011 es_duque_2022_02_02 es_chile_2002 es_bolivia_2005"
).split()
PER_WORDS, TAGS, CANDIDATES = 3000, 3, 15


@pytest.mark.parametrize("name", NEUTRAL)
def test_neutral_speech_draws_few_tags(name: str) -> None:
    text = shared("data", "text", "raw_speeches", f"{name}.txt").read_text(encoding="utf-8")
    coloured = {device.id for device in shipped().devices if not device.family.startswith("C")}
    notes = [note for note in RuleTagger(shipped()).tag(transcript_of(text, name[:2])) if note.device in coloured]
    share = len(text.split()) / PER_WORDS
    assert sum(note.decision == "tag" for note in notes) <= TAGS * share
    assert sum(note.decision == "candidate" for note in notes) <= CANDIDATES * share

from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetoric.errors import ConfigError
from rhetoric.formats import read_transcript
from rhetoric.records import Analysis, Span, Transcript, Turn
from rhetoric.text import sentences
from rhetoric.themes import THEME_MODELS
from rhetoric.themes.blocks import BlockThemes
from rhetoric.themes.options import ThemeOptions
from rhetoric.themes.topics import Topic
from tests.themes.examples import FERRY, SCHOOL, WATER, speech

AGUA = (
    "Las bombas del valle bajo se pararon en abril.",
    "Sin esas bombas los pozos se vuelven salados en una semana.",
    "Los ingenieros midieron la sal en cada pozo bajo la presa.",
    "Una bomba cuesta menos que un verano de camiones de agua.",
    "La presa guarda agua para tres inviernos secos.",
    "Los agricultores del valle pagaron el canal con sus jornales.",
    "El canal pierde un tercio del agua antes de llegar a las fincas.",
    "Vamos a revestir el canal, reparar las bombas y abrir la presa.",
    "Ninguna finca del valle debería comprar agua a un camión.",
    "Los pozos son del valle y el agua es de las fincas.",
)
AULA = (
    "Los maestros de la escuela rural esperan un contrato.",
    "El techo de la escuela cayó sobre dos aulas en invierno.",
    "Los alumnos aprenden a leer en un pasillo junto a la cocina.",
    "Un maestro sin contrato se marcha a la ciudad en otoño.",
    "Las familias pintaron las aulas y compraron los libros.",
    "Libros, pupitres y maestros cuestan menos que el estadio.",
    "Cada alumno merece un aula con techo y un maestro con contrato.",
    "El consejo escolar votó doce aulas nuevas.",
    "La lectura empieza en la puerta de la escuela y acaba en la biblioteca.",
    "Los alumnos que leen a los siete enseñan a sus padres a los nueve.",
)
FINE = ThemeOptions(fineness=2, undivided=100)
SAMPLES = Path(__file__).parents[2] / "transcripts"
NO_TOPICS = BlockThemes(FINE, topics=())


def test_a_short_speech_is_one_theme_from_its_first_to_its_last_sentence() -> None:
    made = speech(WATER)
    (theme,) = BlockThemes().segment(made)
    assert theme.id == "T1"
    assert theme.parts == (Span(0, made.sentences[-1].end),)
    assert (theme.label, theme.topic, theme.parent) == ("Water", "water", None)
    assert theme.keywords[:2] == ("water", "pumps")


def test_three_subjects_are_three_themes_with_names_a_reader_knows() -> None:
    made = speech(WATER, SCHOOL, FERRY, speakers=True)
    themes = BlockThemes(FINE).segment(made)
    assert [theme.id for theme in themes] == ["T1", "T2", "T3"]
    assert [theme.label for theme in themes] == ["Water", "Education", "Transport"]
    assert [theme.parts[0].start for theme in themes] == [turn.chars.start for turn in made.turns]


def test_without_topics_labels_are_words_as_spoken() -> None:
    themes = NO_TOPICS.segment(speech(WATER, SCHOOL, FERRY, speakers=True))
    assert [theme.topic for theme in themes] == [None, None, None]
    for theme, subject in zip(themes, (WATER, SCHOOL, FERRY), strict=True):
        assert all(word in " ".join(subject) for word in theme.label.split(", ")), theme.label


def test_spanish_is_cut_and_named_in_its_own_words() -> None:
    made = speech(AGUA, AULA, language="es")
    themes = BlockThemes(FINE).segment(made)
    assert [theme.label for theme in themes] == ["Agua", "Educación"]
    assert [theme.parts[0].start for theme in themes] == [0, made.turns[1].chars.start]


def test_own_topics_come_before_the_shipped_ones() -> None:
    own = Topic("irrigation", {"": "Irrigation works"}, {"": ("canal", "pumps", "wells", "dam")})
    (theme,) = BlockThemes(topics=(own,)).segment(speech(WATER))
    assert (theme.label, theme.topic) == ("Irrigation works", "irrigation")


def test_a_long_speech_has_two_levels_and_parts_lie_in_their_parents() -> None:
    made = speech(*(WATER, SCHOOL, FERRY) * 4)
    themes = BlockThemes(ThemeOptions(undivided=100, long=600, inner_fineness=6)).segment(made)
    upper = {theme.id: theme for theme in themes if theme.parent is None}
    lower = [theme for theme in themes if theme.parent is not None]
    assert lower
    for theme in lower:
        assert theme.id.startswith(f"{theme.parent}.")
        parent = upper[str(theme.parent)]
        assert all(any(whole.contains(part) for whole in parent.parts) for part in theme.parts)


@pytest.mark.parametrize("stop", ["", "."])
def test_a_hostile_vocabulary_is_read_in_time(stop: str) -> None:
    words = ["".join(pair) for pair in product(*(map("".join, product("bdfglmnprst", "aeiou")),) * 3)][:60_000]
    lines = (" ".join(words[at : at + 20]) for at in range(0, len(words), 20))
    before = monotonic()
    BlockThemes().segment(Transcript(f"{stop} ".join(lines), "es"))
    assert monotonic() - before < 30


def test_a_speech_of_one_voice_is_cut_as_a_debate_is() -> None:
    assert len(BlockThemes().segment(speech(WATER, SCHOOL, FERRY))) > 1


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_two_neighbours_of_a_sample_share_a_label(path: Path) -> None:
    themes = BlockThemes().segment(read_transcript(path).transcript)
    assert len({theme.label for theme in themes}) == len(themes)
    heads = [theme.label.partition(":")[0] for theme in themes]
    assert all(before != after for before, after in pairwise(heads))


def test_a_subject_that_returns_is_one_theme_in_two_parts() -> None:
    made = speech(WATER, SCHOOL, WATER[::-1])
    themes = BlockThemes(FINE).segment(made)
    assert [len(theme.parts) for theme in themes] == [2, 1]


def test_turns_of_the_same_speaker_change_nothing() -> None:
    made = speech(WATER, SCHOOL, FERRY, speakers=True)
    owners = [turn for line in made.sentences for turn in made.turns if turn.chars.contains(line)]
    cues = tuple(Turn(owner.speaker, line) for owner, line in zip(owners, made.sentences, strict=True))
    assert BlockThemes(FINE).segment(replace(made, turns=cues)) == BlockThemes(FINE).segment(made)


def test_a_transcript_without_sentences_is_cut_all_the_same() -> None:
    text = " ".join(WATER + SCHOOL)
    themes = BlockThemes(FINE).segment(Transcript(text, "en"))
    assert [theme.parts[0].start for theme in themes] == [0, text.index("Teachers")]


def test_no_words_give_no_themes_and_function_words_give_one() -> None:
    assert BlockThemes().segment(Transcript("", "en")) == ()
    assert BlockThemes().segment(Transcript("… — !", "en", sentences=(Span(0, 5),))) == ()
    (theme,) = BlockThemes().segment(Transcript("And so it is.", "en"))
    assert (theme.label, theme.keywords) == ("And so it", ())


def test_options_are_checked_and_recorded() -> None:
    with pytest.raises(ConfigError, match=r"themes option fineness = 0: must be above 0"):
        ThemeOptions(fineness=0)
    run = BlockThemes(ThemeOptions(undivided=120)).provenance()
    assert (run.stage, run.backend, run.options["undivided"]) == ("themes", "blocks", 120)


def test_the_registry_knows_the_model() -> None:
    assert THEME_MODELS.load("blocks") is BlockThemes


WORDS = st.sampled_from(
    ["water", "pump", "Škola", "ñandú", "water.", "No!", "the", "７", "¿Qué?", "\n\n", "🙂", "'", "1,5"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=400).map(" ".join), st.sampled_from(["en", "es", "xx", "de", ""]))
def test_themes_are_whole_sentences_apart_and_in_order_of_first_mention(text: str, language: str) -> None:
    lines = sentences(text, language)
    made = Transcript(text, language, sentences=lines)
    themes = BlockThemes(ThemeOptions(fineness=5, undivided=20)).segment(made)
    Analysis(made, themes=themes)
    parts = sorted(part for theme in themes for part in theme.parts)
    assert all(before.end <= after.start for before, after in pairwise(parts))
    assert {part.start for part in parts} <= {line.start for line in lines}
    assert {part.end for part in parts} <= {line.end for line in lines}
    assert [theme.parts[0].start for theme in themes] == sorted(theme.parts[0].start for theme in themes)
    covered = [line for line in lines if any(part.contains(line) for part in parts)]
    assert len(covered) == (len(lines) if themes else 0)
    assert themes == BlockThemes(ThemeOptions(fineness=5, undivided=20)).segment(made)

from hypothesis import given, settings
from hypothesis import strategies as st

from rhetoric.devices import TAGGERS
from rhetoric.devices.check import transcript_of
from rhetoric.devices.explain import explain
from rhetoric.devices.tagger import RuleTagger
from rhetoric.records import Analysis, Span, Speaker, Transcript, Turn, Word
from rhetoric.text import segment, tokens
from tests.devices.speech import shipped, tag, tagger

TEXT = "Those rats in the opposition caucus will run. We thank the clerk. The mayor stole the school money."
WORDS = st.sampled_from(
    [
        *"the people elite no not never they will crush traitors rats ? . , Kestria orders from our oil".split(),
        *"history first ever el pueblo no jamás la patria o vamos a aplastar traidores ratas ¿ quién".split(),
        *"le paga si ganan ( ) “ ”".split(),
        "\n\n",
    ]
)


def timed() -> Transcript:
    words = tuple(
        Word(Span(token.start, token.end), Span(i * 100, i * 100 + 80)) for i, token in enumerate(tokens(TEXT))
    )
    turns = (Turn("S1", Span(0, 45)), Turn("S2", Span(46, len(TEXT))))
    return Transcript(TEXT, "en", words=words, sentences=segment(TEXT, "en", turns), turns=turns)


def test_annotations_have_place_time_speaker_and_reasons() -> None:
    first, second = tagger().tag(timed())
    assert (first.id, first.device, first.quote) == ("A1", "name_calling", "Those rats in the opposition caucus")
    assert (first.speaker, first.time) == ("S1", Span(0, 580))
    assert (second.id, second.device, second.speaker) == ("A2", "accusation", "S2")
    assert [(slot.name, slot.value) for slot in first.slots] == [
        ("LABEL", "rats"),
        ("TARGET", "opposition"),
    ]
    assert first.evidence[0].rule == "name_calling.those_labels.en"
    assert first.source.version == shipped().sha256[:12]
    assert (first.calibration, first.score) == ("rule", None)


def test_annotations_fit_an_analysis() -> None:
    transcript = timed()
    Analysis(transcript, speakers=(Speaker("S1"), Speaker("S2")), annotations=tagger().tag(transcript))


def test_reasons_can_be_read() -> None:
    text = explain(tag(TEXT)[0], shipped())
    assert "Demonising or dehumanising label" in text
    assert "LABEL: rats" in text
    assert "rule name_calling.those_labels.en" in text


def test_a_candidate_says_what_is_missing() -> None:
    (note,) = (
        one for one in tag("It was a scheme of a few men in the shadows.") if one.device == "conspiracy_claim"
    )
    assert note.decision == "candidate"
    assert "It is a candidate" in explain(note, shipped())


def test_a_reported_accusation_keeps_its_status() -> None:
    (note,) = (one for one in tag("The prosecutor says the mayor took bribes.") if one.device == "accusation")
    assert note.decision == "candidate"
    assert "reported" in note.status


def test_provenance_names_the_codebook() -> None:
    run = tagger().provenance()
    assert (run.stage, run.backend, run.model_sha256) == ("devices", "rules", shipped().sha256)
    assert run.options["sides_known"] is True


def test_a_language_without_rules_gives_nothing() -> None:
    assert RuleTagger(shipped()).tag(transcript_of("Todos contra nós.", "pt")) == ()


def test_an_empty_transcript_gives_nothing() -> None:
    assert tagger().tag(transcript_of("", "en")) == ()


def test_the_tagger_is_found_by_name() -> None:
    assert TAGGERS.load("rules") is RuleTagger


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["en", "es", "fr"]))
def test_any_text_can_be_tagged(text: str, language: str) -> None:
    transcript = transcript_of(text, language)
    notes = tagger().tag(transcript)
    Analysis(transcript, annotations=notes)
    assert notes == tagger().tag(transcript)
    places = [note.parts[0] for note in notes]
    assert places == sorted(places)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["en", "es"]))
def test_no_text_breaks_the_tagger(text: str, language: str) -> None:
    transcript = transcript_of(text, language)
    Analysis(transcript, annotations=tagger().tag(transcript))

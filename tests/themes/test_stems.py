from rhetoric.records import Span
from rhetoric.text import sentences
from rhetoric.themes.stems import read_content, stem


def test_inflected_forms_share_a_stem() -> None:
    assert stem("pumps", "en") == stem("Pump", "en") == "pump"
    assert stem("escuelas", "es") == stem("Escuela", "es") == "escuel"


def test_a_language_without_stemmer_keeps_the_folded_word() -> None:
    assert stem("Škola", "cs") == "skola"


def test_content_words_slice_back_to_the_text_and_know_their_sentence() -> None:
    text = "The pumps have stopped. We will mend 40 pumps!"
    content = read_content(text, sentences(text, "en"), "en-GB")
    assert [(word.chars.slice(text), word.stem, word.sentence) for word in content.words] == [
        ("pumps", "pump", 0),
        ("stopped", "stop", 0),
        ("mend", "mend", 1),
        ("pumps", "pump", 1),
    ]
    assert content.lengths == (4, 5)


def test_an_unknown_language_takes_its_most_frequent_words_for_stop_words() -> None:
    lines = [f"ova {word} je" for word in ("reka", "voda", "polje", "škola", "knjiga", "most", "brod", "luka")]
    text = ". ".join(lines)
    spans, place = [], 0
    for line in lines:
        spans.append(Span(place, place + len(line)))
        place += len(line) + 2
    assert [word.stem for word in read_content(text, spans, "xx").words] == [
        "reka", "voda", "polje", "skola", "knjiga", "most", "brod", "luka",
    ]  # fmt: skip

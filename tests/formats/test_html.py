from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings

from rhetoric.formats.html import read
from rhetoric.records import Notice
from tests.formats.build import subtitles

PAGE = """<!DOCTYPE html><html lang="es"><head><title>Sitio</title><style>p{}</style>
<script>var a = "<p>no</p>";</script></head><body><nav>Menú<ul><li>uno</li></ul></nav>
<h1>Sesión</h1><form><p><b>PRESIDENTA:</b> Buenas&nbsp;tardes. <em>(Aplausos)</em></p>
<p>Sr. P&Eacute;REZ: No.<br>Nunca, &lt;nunca&gt;.</p></form><div hidden>oculto</div>
<footer>pie</footer></body></html>"""


def test_only_the_speech_is_read(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, PAGE, "a.html", None)
    text = analysis.transcript.text
    assert text == "Sesión\n\nPRESIDENTA: Buenas tardes. (Aplausos)\n\nSr. PÉREZ: No.\nNunca, <nunca>."
    spoken = [(turn.speaker, turn.chars.slice(text)) for turn in analysis.transcript.turns]
    assert spoken == [(None, "Sesión"), ("S1", "Buenas tardes."), ("S2", "No.\nNunca, <nunca>.")]
    assert analysis.transcript.language == "es"
    assert analysis.reactions[0].kind == "applause"


def test_the_page_may_name_its_encoding() -> None:
    draft = read('<html><meta charset="iso-8859-15"><p>Año de 5 €</p></html>'.encode("iso-8859-15"), "x")
    assert draft.text == "Año de 5 €"
    assert draft.notices == ()


def test_without_a_name_the_encoding_is_guessed() -> None:
    draft = read("<html><p>Año</p></html>".encode("cp1252"), "x")
    assert (draft.text, draft.notices) == ("Año", (Notice("encoding_guessed", "cp1252"),))


def test_floods_of_unclosed_tags_and_comments_end() -> None:
    assert read(b"<html>one" + b"<a " * 100_000, "x").text.startswith("one")
    assert read(b"<html>one" + b"<!--" * 100_000, "x").text == "one"
    assert read(b"<html>one" + b"<script>" * 100_000, "x").text == "one"


def test_unclosed_and_stray_tags() -> None:
    assert read(b"<p>One<p>Two</div></p><b>three", "x").text == "One\n\nTwo\n\nthree"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/!-pbrscritnav &;#xD8\"'=[]a", max_size=80))
def test_any_markup_is_read(markup: str) -> None:
    read(f"<html>{markup}".encode(), "x").text.encode()

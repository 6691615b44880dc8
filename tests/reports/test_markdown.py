from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rhetoric.records import Recording
from rhetoric.reports.markdown import escape, render_markdown
from tests.builders import DEVICES, plain, speech
from tests.reports.test_html import nasty

PARSER = MarkdownIt("gfm-like", {"linkify": False})
SYNTAX = st.text(alphabet="aA1 .,)(#>-+*_`~|<>[]!&;:/\\=$^@\n\"'{}ñ", max_size=30)


def shown(source: str) -> str:
    """Return the text a reader sees of one paragraph, failing where it holds any markup."""
    (inline,) = [token for token in PARSER.parse(source) if token.type == "inline"]
    kinds = {child.type for child in inline.children or []}
    assert kinds <= {"text", "text_special"}
    assert [token.type for token in PARSER.parse(source)] == ["paragraph_open", "inline", "paragraph_close"]
    return "".join(child.content for child in inline.children or [])


@given(SYNTAX)
def test_escaped_text_is_read_back_as_it_was(words: str) -> None:
    plain_words = " ".join(words.split())
    if plain_words:
        assert shown(escape(words)) == plain_words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1. First", r"1\. First"),
        ("2) Second", r"2\) Second"),
        ("# Head", r"\# Head"),
        ("- item", r"\- item"),
        ("a *b* _c_ `d` | e", r"a \*b\* \_c\_ \`d\` \| e"),
        ("<b>[x](http://a.b)", r"\<b\>\[x\](http\://a.b)"),
        ("R&D at 12:30, 2.5 well-known", "R&D at 12:30, 2.5 well-known"),
        ("&lt; www.a.b", r"\&lt; www\.a.b"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_escape(words: str, expected: str) -> None:
    assert escape(words) == expected


def test_open_overrides_are_closed() -> None:
    assert escape("\u202eabc") == "\u202eabc\u202c"
    assert escape("\u2067abc") == "\u2067abc\u2069"
    assert escape("\u2067a\u202ebc\u2069") == "\u2067a\u202ebc\u2069"
    assert escape("\u202ea\u2067bc\u202c") == "\u202ea\u2067bc\u202c\u2069\u202c"


def test_the_document_holds_transcript_notes_and_tables() -> None:
    document = render_markdown(speech(), devices=DEVICES)
    for line in (
        "# Water and the bridge",
        "*Marks how something is said, not whether it is true.*",
        "> **Please note:** Some word times are estimated, not heard.",
        "### blackouts, league",
        "**S3** [0:36] Please, one question on the water price. The council published its figures in May.",
        "- ●5 **External-enemy framing**: “the Lowland League is behind the blackouts”",
        "  - tag · reported · Not counted · Tomás Oduya · 0:14–0:17 · blackouts, league",
        "  - What fired: external\\_enemy.frame-1: the Lo (+0.80)",
        "| Ana Ruiz Peña | 53 | 0:21 | 3 | 56.6 (too short) |",
        "| devices | rules | 1.0 |  | codebook=rhetoric, strict=True | abababababab |",
    ):
        assert line in document.split("\n")


def test_a_transcript_without_anything_reads_well() -> None:
    document = render_markdown(plain("# Not a head\n\n1. Not a list"), devices=DEVICES)
    assert "\n\\# Not a head\n\n1\\. Not a list\n" in document
    assert "No device was found in this text." in document
    assert "There is no text." in render_markdown(plain(""), devices=DEVICES)


def test_hostile_text_starts_no_markup() -> None:
    tokens = PARSER.parse(render_markdown(nasty(), devices=DEVICES))
    children = [child.type for token in tokens for child in token.children or []]
    assert {"html_block", "fence", "code_block"}.isdisjoint(token.type for token in tokens)
    assert {"html_inline", "link_open", "image", "code_inline"}.isdisjoint(children)


def test_a_title_of_several_lines_stays_one_heading() -> None:
    recording = Recording("a.ogg", "0", 1, 1, 1, "One\n# Two")
    document = render_markdown(replace(plain("Hello."), recording=recording), devices=DEVICES)
    assert document.startswith("# One # Two\n")


def test_pipes_do_not_cut_table_cells() -> None:
    base = speech()
    named = replace(base, speakers=tuple(replace(speaker, name=f"{speaker.id} | x") for speaker in base.speakers))
    assert r"| S1 \| x | 53 | 0:21 | 3 | 56.6 (too short) |" in render_markdown(named, devices=DEVICES)

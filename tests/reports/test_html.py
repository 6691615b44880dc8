import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rhetoric.records import Analysis, Annotation, Notice, Reaction, Recording, Run, Source, Span, Speaker, Theme
from rhetoric.reports.html import render_html
from tests.builders import DEVICES, Form, plain, speech

NASTY = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(1)>{{ 7*7 }}\u202e\u2067]]>-->"


class Reader(HTMLParser):
    """Collects tags, attributes and the text a reader sees."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.within: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style", "title"}:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "title"}:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.text.append(data)

    @property
    def seen(self) -> str:
        return " ".join("".join(self.text).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(analysis: Analysis) -> Reader:
    return Reader(render_html(analysis, devices=DEVICES))


def nasty() -> Analysis:
    """Return an analysis with hostile text in every field that is shown."""
    text = f"{NASTY} {'w' * 10_000} \x00\x07 end."
    body = plain(text)
    note = Annotation(
        f"A{NASTY}", NASTY, (Span(0, len(NASTY)),), NASTY, "tag", Source("human", NASTY, NASTY, NASTY, NASTY),
        subtype=NASTY, speaker="S1", theme="T1", risks=(NASTY,),
    )  # fmt: skip
    turns = (replace(body.transcript.turns[0], speaker="S1"),)
    return replace(
        body,
        transcript=replace(body.transcript, turns=turns, notices=(Notice(NASTY, NASTY),)),
        recording=Recording(NASTY, NASTY, 1000, 16_000, 1, NASTY, NASTY, NASTY, NASTY),
        speakers=(Speaker("S1", NASTY),),
        themes=(Theme("T1", NASTY, (NASTY,), (Span(0, len(text)),)),),
        annotations=(note,),
        reactions=(Reaction(NASTY, chars=Span(len(text) - 3, len(text) - 1)),),
        runs=(Run(NASTY, NASTY, NASTY, {NASTY: NASTY}, NASTY, NASTY, NASTY),),
    )


def test_a_page_shows_everything_of_a_speech() -> None:
    seen = page(speech()).seen
    for words in (
        "Water and the bridge",
        "Date: 2031-05-04",
        "Some word times are estimated, not heard.",
        "Marks how something is said, not whether it is true.",
        "blackouts, league",
        "Tomás Oduya",
        "[applause]",
        "[laughter 0:14–0:15]",
        "the Lowland League is behind the blackouts●5",
        "reported · Tomás Oduya · 0:14–0:17",
        "Blames trouble at home on an actor outside.",
        "external_enemy.frame-1: the Lo (+0.80)",
        "status.hedge: perhaps (-0.20)",
        "CUE: the Lo",
        "rule: rhetoric 3f9a12cd · A5",
        "codebook=rhetoric, strict=True",
        "It does not know facts, irony or intent",
    ):
        assert words in seen


def test_the_interface_speaks_the_language_of_the_speech() -> None:
    shown = page(speech("es"))
    assert shown.all("html") == [{"lang": "es"}]
    assert "Señala la forma del discurso, no si es verdad." in shown.seen
    assert "candidato · futuro · Ana Ruiz Peña" in shown.seen


def test_every_tag_is_in_text_and_list_and_they_lead_to_each_other() -> None:
    shown = page(speech())
    ids = {attributes["id"] for _, attributes in shown.tags if "id" in attributes}
    links = [str(link["href"]) for link in shown.all("a")]
    assert sorted(links) == sorted(f"#{place}-{number}" for number in range(1, 10) for place in ("at", "tag"))
    assert {link[1:] for link in links} <= ids


def test_overlapping_tags_are_nested_on_lines_of_their_own() -> None:
    document = render_html(speech(), devices=DEVICES)
    start = document.index("The Lowland League is behind the blackouts<")
    before = document[document.rindex("<p", 0, start) : start]
    assert re.findall(r'class="t (l\d f-\w+)" data-n="(\d)"', before) == [("l1 f-A", "2"), ("l0 f-A", "3")]


def test_the_policy_allows_only_the_pages_own_style_and_script() -> None:
    document = render_html(speech(), devices=DEVICES)
    shown = Reader(document)
    policy = next(str(meta["content"]) for meta in shown.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        contents = re.findall(rf"<{name}>(.*?)</{name}>", document, flags=re.DOTALL)
        assert len(contents) == 1
        digest = base64.b64encode(hashlib.sha256(contents[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_nothing_is_asked_for_from_outside() -> None:
    shown = page(speech())
    for _, attributes in shown.tags:
        for name in ("src", "href", "action", "srcset"):
            assert str(attributes.get(name, "#")).startswith(("#", "data:image/svg+xml;base64,"))
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert {name for name, _ in shown.tags}.isdisjoint({"link", "iframe", "object", "form", "base"})


def test_hostile_text_changes_nothing_but_the_text_shown() -> None:
    tame = page(replace(nasty(), transcript=plain("x").transcript, themes=(), annotations=(), reactions=()))
    wild = page(nasty())
    assert len(wild.all("script")) == len(tame.all("script")) == 1
    allowed = {name for name, _ in page(speech()).tags}
    assert {name for name, _ in wild.tags} <= allowed
    assert NASTY in "".join(wild.text)
    assert "w" * 10_000 in wild.seen
    assert "49" not in wild.seen
    assert not any(name.startswith("on") for _, attributes in wild.tags for name in attributes)


def test_control_characters_and_lone_surrogates_become_writable() -> None:
    document = render_html(plain("a\x00b\x1b\x85c\ud800d"), devices=DEVICES)
    assert "a\ufffdb\ufffd\ufffdc\ufffdd" in document
    assert document.encode()


@pytest.mark.parametrize("form", ["timed", "untimed", "unseparated", "untagged"])
def test_any_part_may_be_missing(form: Form) -> None:
    shown = page(speech(form=form))
    assert "Lowland League" in shown.seen
    assert ("No device was found" in shown.seen) is (form == "untagged")
    assert ("Ana Ruiz Peña" in shown.seen) is (form != "unseparated")
    assert len(shown.all("img")) == {"timed": 3, "untimed": 3, "unseparated": 2, "untagged": 0}[form]


def test_names_are_withheld_where_speakers_are_not_separated() -> None:
    whole = speech()
    noted = replace(whole.transcript, notices=(Notice("speakers_not_separated"),))
    seen = page(replace(whole, transcript=noted)).seen
    assert "Tomás Oduya" not in seen
    assert "Speakers not separated: nothing is attributed to a person." in seen


def test_empty_text_gives_a_page_that_says_so() -> None:
    seen = page(plain("")).seen
    assert "There is no text." in seen
    assert "Untitled speech" in seen


def test_a_text_file_is_no_recording_of_no_length() -> None:
    made = replace(plain("We march."), recording=Recording("speech.txt", "0" * 64, 0, 0, 0))
    seen = page(made).seen
    assert "Text: speech.txt" in " ".join(seen.split())
    assert "Recording" not in seen
    assert "0:00" not in seen


def test_the_same_analysis_gives_the_same_page() -> None:
    assert render_html(speech(), devices=DEVICES) == render_html(speech(), devices=DEVICES)

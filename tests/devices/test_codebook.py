import re
from pathlib import Path

import pytest

from rhetoric.devices.codebook import load, marked
from rhetoric.devices.lexicon import compile_lexicon
from rhetoric.errors import FormatError, InputError, RhetoricError, UnknownNameError
from rhetoric.records import Span
from tests.devices.speech import shipped

DEVICE = "id: shouting\nfamily: A framing\ndefinition: Speaks in capitals.\n"
EDITION = """\
name: Shouting
pos: ['[[HELLO]] there']
neg: [{t: hello, why: quiet}]
rules:
  - {id: loud, patterns: ['hello']}
"""
RULE = "name: x\nrules: [{id: a, %s}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "devices").mkdir()
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "codebook.yaml").write_text('name: mine\nversion: "1"\n')
    (tmp_path / "devices" / "shouting.yaml").write_text(DEVICE)
    (tmp_path / "devices" / "shouting.en.yaml").write_text(EDITION)
    return tmp_path


def test_the_shipped_codebook_has_all_devices_in_both_languages() -> None:
    book = shipped()
    assert len(book.devices) == 21
    assert book.languages == ("en", "es")
    for device in book.devices:
        assert set(device.editions) == {"en", "es"}
        for edition in device.editions.values():
            assert len(edition.hits) >= 2
            assert len(edition.negatives) >= 2


def test_framing_and_evasion_devices_have_rules() -> None:
    without = {
        device.id
        for device in shipped().devices
        for edition in device.editions.values()
        if not device.family.startswith("C") and not edition.rules
    }
    assert without == set()


def test_rule_ids_are_unique() -> None:
    ids = [
        rule.id for device in shipped().devices for edition in device.editions.values() for rule in edition.rules
    ]
    assert len(ids) == len(set(ids))
    assert "external_enemy.orders_from.en" in ids


def test_a_folder_is_read(folder: Path) -> None:
    book = load(folder)
    assert (book.name, book.version) == ("mine", "1")
    assert book.device("shouting").name("en") == "Shouting"
    assert book.device("shouting").editions["en"].hits[0].spans == (Span(0, 5),)


def test_the_hash_follows_the_content(folder: Path) -> None:
    before = load(folder).sha256
    assert load(folder).sha256 == before
    (folder / "devices" / "shouting.yaml").write_text(DEVICE + "source: me\n")
    assert load(folder).sha256 != before


@pytest.mark.parametrize(
    ("file", "content", "error", "words"),
    [
        ("devices/shouting.yaml", DEVICE + "inclde: [a]\n", UnknownNameError, "did you mean 'include'"),
        ("devices/shouting.yaml", "id: other\nfamily: A\ndefinition: x\n", FormatError, "file and id differ"),
        ("devices/shouting.yaml", "id: shouting\nfamily: A\n", FormatError, "'definition'"),
        ("devices/shouting.yaml", DEVICE + "counts_as_asserted: [negatd]\n", UnknownNameError, "'negated'"),
        ("devices/shouting.yaml", "id: [unclosed\n", FormatError, "line 2"),
        ("devices/shoutng.en.yaml", "name: x\n", UnknownNameError, "did you mean 'shouting'"),
        ("devices/shouting.en.yaml", RULE % "patterns: ['..3']", FormatError, "'..3'"),
        ("devices/shouting.en.yaml", "name: x\nrules: [{id: a}]\n", FormatError, "patterns or elements"),
        ("devices/shouting.en.yaml", RULE % "patern: [b]", UnknownNameError, "did you mean 'patterns'"),
        ("devices/shouting.en.yaml", RULE % "patterns: [b], span: clase", UnknownNameError, "clauses"),
        ("devices/shouting.en.yaml", RULE % "patterns: [b], needs: ['c in sentense']", UnknownNameError,
         "did you mean 'sentence'"),
        ("devices/shouting.en.yaml", RULE % "patterns: [b], strength: 3", FormatError, "at most 1"),
        ("codebook.yaml", "name: x\nverson: 1\n", UnknownNameError, "did you mean 'version'"),
    ],
)  # fmt: skip
def test_mistakes_are_named_in_two_lines(
    folder: Path, file: str, content: str, error: type[RhetoricError], words: str
) -> None:
    (folder / file).write_text(content)
    with pytest.raises(error) as caught:
        load(folder)
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 2


def test_a_missing_folder_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load(tmp_path / "nowhere")


def test_an_unknown_word_class_is_named(folder: Path) -> None:
    (folder / "devices" / "shouting.en.yaml").write_text("name: x\nrules: [{id: a, patterns: ['@shoter']}]\n")
    (folder / "lexicon" / "loud.en.yaml").write_text("shouter: {nouns: crier}\n")
    with pytest.raises(UnknownNameError, match="did you mean 'shouter'"):
        compile_lexicon(load(folder), "en")


def test_an_unknown_kind_of_member_is_named(folder: Path) -> None:
    (folder / "lexicon" / "loud.en.yaml").write_text("shouter: {noun: crier}\n")
    with pytest.raises(UnknownNameError, match="did you mean 'nouns'"):
        compile_lexicon(load(folder), "en")


def test_an_unknown_device_is_named() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'external_enemy'"):
        shipped().device("external_enmy")


def test_marks_become_spans() -> None:
    assert marked("a [[b]] c [[de]].") == ("a b c de.", (Span(2, 3), Span(6, 8)))


def test_no_shipped_list_holds_an_invented_name() -> None:
    book = shipped()
    invented = "alder|kestria|hale|corwin|oport|renna|lisk|harbour company|empresa del puerto"
    rules = [edition.rules for device in book.devices for edition in device.editions.values()]
    assert not re.findall(rf"\b(?:{invented})\b", f"{book.lexicon}{rules}", flags=re.IGNORECASE)


def test_a_codebook_extends_the_shipped_one(folder: Path) -> None:
    (folder / "codebook.yaml").write_text("name: mine\nextends: shipped\n")
    (folder / "devices" / "anaphora.pt.yaml").write_text("name: Anáfora\n")
    (folder / "lexicon" / "own.en.yaml").write_text("wrong_noun: {nouns: pettifoggery}\n")
    book = load(folder)
    assert len(book.devices) == 22
    assert book.device("anaphora").name("pt") == "Anáfora"
    assert "pettifoggery" in str(book.lexicon["en"]["acts.en"]["wrong_noun"])
    assert "fraud" in str(book.lexicon["en"]["acts.en"]["wrong_noun"])
    assert book.sha256 != load().sha256


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name: " + "[" * 200_000, "nests deeper than 100"),
        ("name: " + "[" * 20_000 + "]" * 20_000, "nests deeper than 100"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nname: x\n", "alias"),
        ("name: " + "x" * 1_000_001, "1,000,000"),
    ],
)
def test_hostile_yaml_is_refused(folder: Path, content: str, words: str) -> None:
    (folder / "codebook.yaml").write_text(content)
    with pytest.raises(FormatError, match=words):
        load(folder)


def test_every_device_is_defined_in_spanish() -> None:
    for device in shipped().devices:
        assert device.meaning("es") != device.definition
        assert device.meaning("fr") == device.definition

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.errors import InputError, RhetoricError
from rhetoric.formats import read_transcript
from rhetoric.formats.encoding import decode, read_file

TEXT = "El señor dijo: «mañana, ¿quién irá?» y calló."


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-32"), None),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("mac-roman"), "mac-roman"),
    ],
)
def test_spanish_text_comes_whole_from_any_usual_encoding(data: bytes, guessed: str | None) -> None:
    decoded = decode(data, "x.txt")
    assert (decoded.text, decoded.guessed) == (TEXT, guessed)


def test_plain_ascii_as_utf16_without_mark() -> None:
    assert decode("We will win.".encode("utf-16-le"), "x").text == "We will win."


def test_another_alphabet_is_guessed() -> None:
    text = "Сегодня мы собрались здесь, чтобы сказать правду о нашей общей земле и воде."
    assert decode(text.encode("cp1251"), "x").text == text


@pytest.mark.parametrize("data", [b"a\0b", b"\x7fELF\x01\x02\x03\x04\x05\x06\x07", bytes(range(256)) * 20])
def test_binary_is_an_error_that_names_file_and_remedy(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        decode(data, "x.bin")
    assert "x.bin" in error.value.message
    assert "UTF-8" in error.value.hint


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_an_empty_file_is_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "e.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match="empty"):
        read_file(path)


def test_missing_folder_and_huge_files_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        read_file(tmp_path / "no.txt")
    with pytest.raises(InputError, match="folder"):
        read_file(tmp_path)
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate((64 << 20) + 1)
    with pytest.raises(InputError, match="64 MiB"):
        read_file(tmp_path / "huge.txt")


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([".txt", ".srt", ".vtt", ".json", ".html", ".docx", ""]),
    st.sampled_from([b"", b"WEBVTT\n\n", b'{"segments":', b"<html>", b"PK\x03\x04", b"\xff\xfe", b"00:01,0 --> "]),
)
def test_any_bytes_give_a_transcript_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, head: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(head + data)
    try:
        transcript = read_transcript(path).transcript
    except RhetoricError:
        return
    transcript.text.encode("utf-8")
    assert all(word.chars.slice(transcript.text).strip() for word in transcript.words)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 x", "a PDF"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a recording"),
        (b"ID3\x04\0\0", "a recording"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"{\\rtf1 hello}", "rich-text"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
    ],
)
def test_foreign_files_are_named(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=what):
        read_transcript(path)

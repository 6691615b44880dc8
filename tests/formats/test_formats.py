import subprocess
import sys
from pathlib import Path

import pytest

from rhetoric.errors import UnknownNameError
from rhetoric.formats import TRANSCRIPT_SUFFIXES, WRITERS, read_transcript, write
from tests.formats.build import full


def test_names_of_the_writers() -> None:
    assert WRITERS.names() == ("csv", "delivery", "html", "json", "md", "rttm", "srt", "txt", "vtt")


def test_an_unknown_format_is_an_error_with_a_guess() -> None:
    with pytest.raises(UnknownNameError) as error:
        write(full(), "jsn")
    assert "did you mean 'json'?" in error.value.hint


def test_every_suffix_reads_plain_words(tmp_path: Path) -> None:
    assert len(TRANSCRIPT_SUFFIXES) == 9
    path = tmp_path / "words.unknown"
    path.write_text("Words of no format.", encoding="utf-8")
    assert len(read_transcript(path, language="en").transcript.words) == 4


def test_importing_the_package_loads_no_format() -> None:
    code = (
        "import sys, rhetoric.formats;"
        "print(sorted({'nltk', 'msgspec', 'docx', 'yaml', 'charset_normalizer', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

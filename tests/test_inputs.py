"""Files, folders and globs become one job a speech."""

from pathlib import Path

import pytest

from rhetoric.errors import InputError
from rhetoric.inputs import Job, find_jobs


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


def test_a_folder_joins_files_of_one_stem(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a.ogg", "a.vtt", "a.txt", "a.yaml", "notes.pdf", ".hidden.txt")
    assert find_jobs([str(tmp_path)]) == (
        Job(tmp_path / "a.ogg", "a", tmp_path / "a.vtt"),
        Job(tmp_path / "b.txt", "b"),
    )


def test_named_files_stand_alone_and_get_names_of_their_own(tmp_path: Path) -> None:
    touch(tmp_path, "a.ogg", "a.vtt")
    (tmp_path / "A").mkdir()
    touch(tmp_path / "A", "analysis.json")
    inputs = [str(tmp_path / "a.ogg"), str(tmp_path / "a.vtt"), str(tmp_path / "A" / "analysis.json")]
    assert [job.name for job in find_jobs(inputs)] == ["a", "a-2", "A-3"]


def test_a_file_named_twice_is_done_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.ogg")
    assert len(find_jobs([str(tmp_path / "a.ogg")] * 2)) == 1


def test_a_glob_takes_what_fits(tmp_path: Path) -> None:
    touch(tmp_path, "a.ogg", "b.txt", "c.pdf")
    assert [job.name for job in find_jobs([str(tmp_path / "*")])] == ["a", "b"]


def test_a_name_with_glob_signs_is_a_name_first(tmp_path: Path) -> None:
    touch(tmp_path, "a[1].txt")
    assert find_jobs([str(tmp_path / "a[1].txt")])[0].path == tmp_path / "a[1].txt"


@pytest.mark.parametrize("name", ["none.wav", "*.mp3", "empty"])
def test_nothing_to_do_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        find_jobs([str(tmp_path / name)])

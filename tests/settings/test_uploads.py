"""What a request may bring: too much is refused before it costs memory, disk or time."""

import errno
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from applications.services.file_check import MAXIMUM_BYTES
from tests.support.strictness import StrictClient
from wir_foerderung.uploads import MAXIMUM_BODY_BYTES


class Zeros(io.BytesIO):
    """A file of zeros that is never in the memory as a whole."""

    def __init__(self, size: int, name: str = "Satzung.pdf") -> None:
        super().__init__(bytes(size))
        self.name = name


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def read(self, _size: int = -1) -> bytes:
        raise AssertionError("the body was read")


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def received(size: int) -> TemporaryUploadedFile:
    request = RequestFactory().post("/", {"file": Zeros(size)})
    file = request.FILES["file"]
    assert isinstance(file, TemporaryUploadedFile)
    return file


def test_a_large_file_lies_on_the_disk_while_the_request_lasts(folder: Path) -> None:
    file = received(MAXIMUM_BYTES)
    (place,) = folder.iterdir()
    assert place.stat().st_size == file.size == MAXIMUM_BYTES
    file.close()
    assert list(folder.iterdir()) == []


def test_of_a_too_large_file_only_the_size_is_kept(folder: Path) -> None:
    file = received(MAXIMUM_BYTES + 4_000_000)
    (place,) = folder.iterdir()
    assert file.size == MAXIMUM_BYTES + 4_000_000
    assert place.stat().st_size == 0
    file.close()
    assert list(folder.iterdir()) == []


@pytest.mark.django_db
def test_a_body_that_cannot_be_right_is_refused_unread(folder: Path) -> None:
    answer = StrictClient().generic(
        "POST",
        "/check/1/",
        CONTENT_TYPE=MULTIPART_CONTENT,
        CONTENT_LENGTH=str(MAXIMUM_BODY_BYTES + 1),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    assert "Die Datei ist zu groß." in answer.content.decode()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("step", ["new_file", "receive_data_chunk", "file_complete"])
def test_a_full_disk_is_told_after_everything_was_read(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_values: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(TemporaryFileUploadHandler, step, refuse)
    request = RequestFactory().post("/", {"file": Zeros(4_000_000), "other": Zeros(4_000_000)})

    with pytest.raises(OSError, match="no room"):
        request.POST.get("csrfmiddlewaretoken")

    assert request.META["wsgi.input"].read() == b""


def test_the_limit_leaves_room_for_a_whole_case() -> None:
    fields = {"csrfmiddlewaretoken": "x" * 64, "upload": "statutes", "statutes-files": Zeros(10)}
    around = len(encode_multipart(BOUNDARY, fields))
    assert 50 * 1024 * 1024 + 100 * around < MAXIMUM_BODY_BYTES

"""Takes the bodies of requests with files: too much is refused before it costs anything."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopFutureHandlers,
    TemporaryFileUploadHandler,
)

from applications.services.file_check import MAXIMUM_BYTES

# All files of a case have 50 MB; the proxy in front refuses the same (docs/operations.md).
MAXIMUM_BODY_BYTES: Final = 55 * 1024 * 1024
# The page that only compares files; what is sent to it is kept nowhere.
HASHING_PAGE: Final = "verify_code"


class HashedFile(UploadedFile[Any]):
    """What is left of a file that was hashed: name, size in bytes and SHA-256 in hex digits."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256


class HashingUploadHandler(FileUploadHandler):
    """Hashes files for the page that compares them, in constant memory and without the disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Take the file when it is for that page, and leave nothing to the other handlers."""
        super().new_file(*args, **kwargs)
        match = self.request.resolver_match if self.request else None
        self.is_mine = bool(match and match.url_name == HASHING_PAGE)
        if self.is_mine:
            self.hash = sha256()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hash what comes, or hand it on."""
        if not self.is_mine:
            return raw_data
        self.hash.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Return what is known of the file."""
        if not self.is_mine:
            return None
        return HashedFile(self.file_name or "", file_size, self.hash.hexdigest())


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps a large file on disk while the request lasts, and only counts a too large one.

    When the disk is full the rest is read nevertheless: a browser that could not finish sending
    would show its own error instead of our answer.
    """

    problem: OSError | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803 - the name is Django's
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse a body that cannot be right before reading it."""
        if content_length > MAXIMUM_BODY_BYTES:
            raise RequestDataTooBig("The files together are too large.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the next file, as long as the disk takes any."""
        if self.problem is None:
            with self.noting_problem():
                super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what comes; of a file that is too large only its size is of interest."""
        if self.problem is None and start + len(raw_data) <= MAXIMUM_BYTES:
            with self.noting_problem():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Return the file with the size that was sent, also where not all of it was written."""
        if self.problem is None:
            with self.noting_problem():
                if file_size > MAXIMUM_BYTES:
                    self.file.truncate(0)
                return super().file_complete(file_size)
        return None

    def upload_complete(self) -> None:
        """Say what went wrong, now that everything was read. Raises ``OSError``."""
        if self.problem is not None:
            raise self.problem

    @contextmanager
    def noting_problem(self) -> Iterator[None]:
        """Keep the first refusal of the disk for the end, and give back what was written."""
        try:
            yield
        except OSError as problem:
            self.problem = problem
            # Without a first file there is nothing to close.
            with suppress(OSError, AttributeError):
                self.file.close()

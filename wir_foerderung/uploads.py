"""Takes the bodies of requests with files: too much is refused before it costs anything."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from applications.services.file_check import MAXIMUM_BYTES

# All files of a case have 50 MB; the proxy in front refuses the same (docs/operations.md).
MAXIMUM_BODY_BYTES: Final = 55 * 1024 * 1024


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps a large file on disk while the request lasts, and only counts a too large one."""

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

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what comes; of a file that is too large only its size is of interest."""
        if start + len(raw_data) <= MAXIMUM_BYTES:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Return the file with the size that was sent, also where not all of it was written."""
        if file_size > MAXIMUM_BYTES:
            self.file.truncate(0)
        return super().file_complete(file_size)

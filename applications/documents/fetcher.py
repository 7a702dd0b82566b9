"""The only source of files for the renderer: an allow-list held in memory."""

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

SCHEME = "wir:"


class PackagedFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves files by name as ``wir:<name>`` and refuses every other address.

    The renderer swallows most refusals, therefore ``denied`` remembers them: whoever renders
    must treat a filled list as an attack or a fault.
    """

    def __init__(self, files: Mapping[str, tuple[str, bytes]]) -> None:
        """Take media type and content of every file by its name."""
        super().__init__(allowed_protocols=frozenset())
        self._files = files
        self.denied: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the packaged file; raises ``URLFetchingError`` for all other addresses."""
        file = self._files.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if file is None:
            self.denied.append(url)
            raise URLFetchingError(f"not one of our files: {url}")
        media_type, content = file
        return URLFetcherResponse(url, content, {"Content-Type": media_type})

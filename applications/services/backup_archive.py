"""The archive of a backup: one tar that can be streamed, with a manifest that names every byte.

Parts come in this order: ``database``, ``files/…``, and last ``manifest.SHA256.json``, whose name
carries its own hash. Whatever has no place in it is refused, so nothing lands outside.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final, cast

DATABASE: Final = "database"
FILES: Final = "files/"
FORMAT: Final = 1
CHUNK: Final = 1024 * 1024
_MANIFEST: Final = ("manifest.", ".json")


class Damaged(Exception):
    """The archive is not the one that was written; the text says which part differs."""


@dataclass(frozen=True)
class Part:
    """Size in bytes and SHA-256 of one part."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Facts:
    """What the database said of itself at the instant of the backup.

    ``files`` are the names in the storage that its rows refer to.
    """

    vendor: str
    migrations: list[str]
    tables: dict[str, int]
    audit_head: str
    files: list[str]


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; ``keys`` are fingerprints of the secret keys, never the keys."""

    made_at: str
    keys: list[str]
    facts: Facts
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def lost(self) -> list[str]:
        """Return the files that the database knew and that were not there when it was copied."""
        return sorted(name for name in self.facts.files if FILES + name not in self.parts)

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        """Read a manifest. Raises ``Damaged``."""
        try:
            values = json.loads(content)
            if values["format"] != FORMAT:
                raise Damaged(f"the manifest has format {values['format']}, not {FORMAT}")
            facts = Facts(**values.pop("facts"))
            parts = {name: Part(**part) for name, part in values.pop("parts").items()}
            return cls(facts=facts, parts=parts, **values)
        except (KeyError, TypeError, ValueError) as error:
            raise Damaged("the manifest cannot be read") from error


class ArchiveWriter:
    """Writes parts into a tar and remembers their hashes."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.parts: dict[str, Part] = {}
        self._tar = tar

    def add(self, name: str, content: IO[bytes]) -> None:
        """Write one part, piece by piece."""
        size = content.seek(0, io.SEEK_END)
        content.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        reader = _HashingReader(content)
        self._tar.addfile(info, cast("IO[bytes]", reader))
        self.parts[name] = Part(size, reader.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, the last part."""
        content = manifest.to_json()
        digest = hashlib.sha256(content).hexdigest()
        self.add(digest.join(_MANIFEST), io.BytesIO(content))


@contextmanager
def new_archive(target: IO[bytes]) -> Iterator[ArchiveWriter]:
    """Write an archive into a stream, which need not be able to go back."""
    with tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        yield ArchiveWriter(tar)


class _HashingReader:
    def __init__(self, content: IO[bytes]) -> None:
        self.digest = hashlib.sha256()
        self._content = content

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def check_archive(source: Path) -> Manifest:
    """Read a whole archive, hash every part and return its manifest. Raises ``Damaged``."""
    found: dict[str, Part] = {}
    manifest = None
    with open_archive(source) as members:
        for name, size, content in members:
            if name.startswith(_MANIFEST[0]):
                manifest = _manifest(name, content.read())
            else:
                found[name] = Part(size, sha256_of(content))
    if manifest is None:
        raise Damaged("the manifest is missing: the archive was cut")
    if wrong := differing(manifest.parts, found):
        raise Damaged(f"not as it was written: {', '.join(wrong[:20])}")
    return manifest


@contextmanager
def open_archive(source: Path) -> Iterator[Iterator[tuple[str, int, IO[bytes]]]]:
    """Offer name, size and content of the parts, in their order. Raises ``Damaged``."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield _members(tar)
    except (tarfile.TarError, EOFError) as error:
        raise Damaged(f"the archive cannot be read: {error}") from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, int, IO[bytes]]]:
    for member in tar:
        content = tar.extractfile(member) if member.isreg() else None
        if content is None or not _has_a_place(member.name):
            raise Damaged(f"{member.name} has no place in a backup")
        yield member.name, member.size, content


def _has_a_place(name: str) -> bool:
    path = PurePosixPath(name)
    is_plain = not path.is_absolute() and ".." not in path.parts and str(path) == name
    return is_plain and (
        name == DATABASE or name.startswith(FILES) or name.startswith(_MANIFEST[0])
    )


def sha256_of(content: IO[bytes]) -> str:
    """Return the SHA-256 of what is left of a stream; piece by piece."""
    digest = hashlib.sha256()
    while piece := content.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def differing(wanted: dict[str, Part], found: dict[str, Part]) -> list[str]:
    """Return the names that are missing, too many, or have another content."""
    names = wanted.keys() | found.keys()
    return sorted(name for name in names if wanted.get(name) != found.get(name))


def _manifest(name: str, content: bytes) -> Manifest:
    if hashlib.sha256(content).hexdigest().join(_MANIFEST) != name:
        raise Damaged("the manifest is not as it was written")
    return Manifest.from_json(content)

"""The list of parts (CycloneDX 1.6) of everything that is shipped, from the locks alone.

The same locks give the same bytes: no date, and a serial number made of the parts.
"""

import base64
import tomllib
import uuid
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from supply_locks import Package, direct, shipped

# Any fixed value; it keeps our serial numbers apart from those of others.
NAMESPACE = uuid.UUID("6f1f1c0e-5f0b-5d5e-9a53-0c9a7c0e2f6d")


def page(root: Path) -> str:
    """Return the list of parts as JSON."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    product = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        bom_ref=project["name"],
        licenses=[LicenseExpression(project["license"])],
    )
    packages = shipped(root)
    parts = {package.name: _part(package) for package in packages}
    bom = Bom(components=parts.values(), serial_number=_serial(project["version"], packages))
    bom.metadata.component = product
    bom.metadata.timestamp = None  # type: ignore[assignment] # left out, so that nothing changes
    wanted = direct(root) | {package.name for package in packages if package.kind == "npm"}
    bom.register_dependency(product, [part for name, part in parts.items() if name in wanted])
    output = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return output.output_as_string(indent=2) + "\n"


def _part(package: Package) -> Component:
    address = _address(package)
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=address.to_string(),
        purl=address,
        hashes=[_digest(integrity) for integrity in package.hashes if package.kind == "npm"],
    )


def _address(package: Package) -> PackageURL:
    namespace, _slash, name = package.name.rpartition("/")
    return PackageURL(package.kind, namespace or None, name, package.version)


def _digest(integrity: str) -> HashType:
    """Return the one hash of a package of npm; a package of Python has one for each wheel."""
    content = base64.b64decode(integrity.removeprefix("sha512-")).hex()
    return HashType(alg=HashAlgorithm.SHA_512, content=content)


def _serial(version: str, packages: list[Package]) -> uuid.UUID:
    lines = [version, *(f"{_address(package)} {package.hashes}" for package in packages)]
    return uuid.uuid5(NAMESPACE, "\n".join(lines))

"""Third-party files, served out of the packages they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from accounts.shipped import shipped

VENDOR_FILES = {
    "vendor/plotly.min.js": ("plotly", "package_data/plotly.min.js"),
    "vendor/bootstrap.min.css": ("js_lib_bootstrap5", "static/js-lib-bootstrap5/css/bootstrap.min.css"),
    "vendor/bootstrap-reboot.min.css": (
        "js_lib_bootstrap5",
        "static/js-lib-bootstrap5/css/bootstrap-reboot.min.css",
    ),
    "vendor/bootstrap.bundle.min.js": (
        "js_lib_bootstrap5",
        "static/js-lib-bootstrap5/js/bootstrap.bundle.min.js",
    ),
}


def vendor_path(name: str) -> Path:
    """Where the file served as `name` lies in its package."""
    package, inside = VENDOR_FILES[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{name}: the package {package} is not installed")
    return Path(spec.submodule_search_locations[0]) / inside


class VendorStorage(FileSystemStorage):
    def path(self, name: str) -> str:
        return str(vendor_path(name))


class VendorFinder(BaseFinder):
    """Maps the names above, and nothing else, to files inside installed packages."""

    storage = VendorStorage()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(vendor_path(path))] if path in VENDOR_FILES else []
        return found if find_all or not found else found[0]  # an empty list is how finders say "not mine"

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        return ((name, self.storage) for name in VENDOR_FILES)


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names for ever-cached files; source maps are not shipped, so references to them stay untouched."""

    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )

    def _save(self, name: str, content: File[bytes]) -> str:
        if name.startswith(("css/", "js/")):
            content = ContentFile(shipped(name, b"".join(content.chunks()).decode()).encode())
        return str(super()._save(name, content))

"""Manifests, icons and store zips of the extension, the same bytes for the same sources.

python scripts/build_extension.py            # extension/manifest.json and icons, then build/*.zip
python scripts/build_extension.py --dev      # extension/manifest.json and icons only
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "extension"
BUILD: Final = ROOT / "build"
BROWSERS: Final = ("chrome", "firefox")
NOT_SHIPPED: Final = frozenset(("manifest.json", "manifest.template.json", "README.md"))
ZIP_DATE: Final = (2026, 1, 1, 0, 0, 0)
"""One date for all files: a zip of the same sources is the same zip."""

Manifest = dict[str, Any]


def manifest_for(browser: str) -> Manifest:
    """The manifest of one browser, or of both for loading the folder unpacked (``dev``).

    In the template ``chrome:`` and ``firefox:`` before a key say which store gets it.
    """
    template = json.loads((SOURCE / "manifest.template.json").read_text())
    return _only(template, BROWSERS if browser == "dev" else (browser,))


def for_tests(manifest: Manifest) -> Manifest:
    """The same with site access granted at install: no test can press a button in Chromium's own dialogues."""
    return {
        **{k: v for k, v in manifest.items() if k not in ("optional_permissions", "optional_host_permissions")},
        "permissions": [*manifest["permissions"], *manifest["optional_permissions"]],
        "host_permissions": manifest["optional_host_permissions"],
    }


def shipped_files() -> list[Path]:
    """Everything that goes into a zip beside the manifest, sorted."""
    found = (p for p in SOURCE.rglob("*") if p.is_file() and p.name not in NOT_SHIPPED and p.suffix != ".md")
    return sorted(found, key=lambda p: p.relative_to(SOURCE).as_posix())


def write_folder(folder: Path, manifest: Manifest) -> None:
    """An unpacked extension in ``folder``, with this manifest."""
    for path in shipped_files():
        target = folder / path.relative_to(SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(_text(manifest))


def write_zip(browser: str) -> Path:
    """``build/pharmaproof-BROWSER-VERSION.zip``."""
    manifest = manifest_for(browser)
    target = BUILD / f"pharmaproof-{browser}-{manifest['version']}.zip"
    BUILD.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, "manifest.json", _text(manifest).encode())
        for path in shipped_files():
            _add(archive, path.relative_to(SOURCE).as_posix(), path.read_bytes())
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", action="store_true", help="no zips")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from scripts.draw_icons import draw_icons

    draw_icons(SOURCE / "icons")
    (SOURCE / "manifest.json").write_text(_text(manifest_for("dev")))
    if options.dev:
        return
    for browser in BROWSERS:
        write_folder(BUILD / browser, manifest_for(browser))
        path = write_zip(browser)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def _only(value: Any, browsers: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_only(item, browsers) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, inner in value.items():
        store, colon, name = key.partition(":")
        if colon and store in BROWSERS:
            if store in browsers:
                kept[name] = _only(inner, browsers)
        else:
            kept[key] = _only(inner, browsers)
    return kept


def _text(manifest: Manifest) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


if __name__ == "__main__":
    main()

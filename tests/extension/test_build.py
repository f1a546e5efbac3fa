"""Manifests and zips: two stores from one template, the same bytes twice, three permissions at install."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from scripts import build_extension
from scripts.build_extension import manifest_for, write_folder, write_zip
from tests.needs import need

ROOT: Final = Path(__file__).parents[2]
WEB_EXT: Final = ROOT / "node_modules" / ".bin" / "web-ext"


def test_the_unpacked_manifest_is_up_to_date() -> None:
    assert json.loads((ROOT / "extension" / "manifest.json").read_text()) == manifest_for("dev")


@pytest.mark.parametrize("browser", build_extension.BROWSERS)
def test_permissions(browser: str) -> None:
    manifest = manifest_for(browser)
    assert manifest["permissions"] == ["activeTab", "storage", "alarms"]
    assert "host_permissions" not in manifest
    assert "content_scripts" not in manifest
    assert not [key for key in manifest if ":" in key]


def test_each_store_gets_its_own_keys() -> None:
    chrome, firefox = manifest_for("chrome"), manifest_for("firefox")
    assert chrome["background"] == {"type": "module", "service_worker": "background/main.js"}
    assert firefox["background"] == {"type": "module", "scripts": ["background/main.js"]}
    assert "browser_specific_settings" not in chrome
    told = firefox["browser_specific_settings"]["gecko"]["data_collection_permissions"]
    assert told["required"] == ["none"]


@pytest.mark.parametrize("browser", build_extension.BROWSERS)
def test_zips_are_reproducible(browser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_extension, "BUILD", tmp_path)
    path = write_zip(browser)
    first = sha256(path.read_bytes()).digest()
    path.unlink()
    assert sha256(write_zip(browser).read_bytes()).digest() == first
    names = zipfile.ZipFile(path).namelist()
    assert "manifest.json" in names
    assert "_locales/ar/messages.json" in names
    assert not [name for name in names if name.endswith((".md", ".template.json", ".d.ts"))]


def test_web_ext_finds_no_error(tmp_path: Path) -> None:
    write_folder(tmp_path, manifest_for("firefox"))
    web_ext = need(WEB_EXT, "npm ci")
    command = [web_ext, "lint", "--source-dir", str(tmp_path), "--output", "json", "--no-config-discovery"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    report = json.loads(done.stdout)
    assert report["errors"] == []
    print([(w["code"], w.get("file")) for w in report["warnings"]])


def test_the_popup_asks_for_all_its_modules_at_once() -> None:
    """Else the browser learns of each only when the one before it was read: 40 ms of the popup's 100."""
    page = ROOT / "extension" / "popup" / "popup.html"
    preloaded = re.findall(r'rel="modulepreload" href="([^"]+)"', page.read_text())
    assert {(page.parent / href).resolve() for href in preloaded} == _imported(
        ROOT / "extension" / "popup" / "popup.js", set()
    )


def _imported(module: Path, known: set[Path]) -> set[Path]:
    for name in re.findall(r'^import [^;]*?from "([^"]+)";', module.read_text(), re.MULTILINE):
        inner = (module.parent / name).resolve()
        if inner not in known:
            known.add(inner)
            _imported(inner, known)
    return known

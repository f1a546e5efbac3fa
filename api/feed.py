"""``/v1/feed/…``: the files of the feed, and ``pharmaproof feed`` that builds, verifies and serves them.

Any web server or CDN can serve the folder as well; these files are signed and need no trust in who hands them out.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click
from flask import Blueprint, Flask, Response, current_app, send_from_directory

from api import headers, problems
from api.config import Config
from api.serve import run
from checker.feed import build_feed, make_key, public_key_text, read_key, verify_feed
from checker.feed.build import RANGE_BITS
from checker.feed.format import MANIFEST, SIGNATURE
from checker.registers.store import RegisterStore
from checker.rules import load_rules

FOLDER: Final = "FEED_FOLDER"
MANIFEST_MAX_AGE_S: Final = 300
FILE_MAX_AGE_S: Final = 60
"""``hosts.bin`` keeps its name when it changes; its ETag saves sending it again."""

feed_files = Blueprint("feed", __name__, url_prefix="/v1/feed")


@feed_files.get("/<path:name>")
def file(name: str) -> Response:
    """One file of the feed; 404 when none was built."""
    age = MANIFEST_MAX_AGE_S if name in (MANIFEST, SIGNATURE) else FILE_MAX_AGE_S
    kind = "application/json" if name.endswith((".json", ".sig")) else "application/octet-stream"
    folder = Path(current_app.config[FOLDER]).absolute()
    response = send_from_directory(folder, name, mimetype=kind, max_age=age)
    response.headers["Cache-Control"] = f"public, max-age={age}"
    return response


def make_feed_app() -> Flask:
    """An application that serves the feed and nothing else; folder from ``PHARMAPROOF_FEED``."""
    app = Flask(__name__, static_folder=None)
    app.config[FOLDER] = str(Config().feed_dir)
    headers.install(app)
    problems.install(app)
    app.register_blueprint(feed_files)
    return app


@click.group()
def feed() -> None:
    """The signed public list of registered sellers, as files."""


@feed.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def keygen(file: Path) -> None:
    """Make a private key in FILE and print its public half, which clients are given."""
    click.echo(public_key_text(make_key(file)))


@feed.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--key", "keys", multiple=True, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Private key; twice while one is being replaced.",
)  # fmt: skip
@click.option("--range-bits", type=click.IntRange(1, 16), default=RANGE_BITS, show_default=True)
def build(folder: Path, keys: tuple[Path, ...], range_bits: int) -> None:
    """Write the feed of the registers held into FOLDER; deltas lead there from the last builds."""
    with RegisterStore(Config().settings) as store:
        signing = [read_key(key) for key in keys]
        version = load_rules().version
        manifest = build_feed(folder, store.entries(), signing, rule_pack=version, range_bits=range_bits)
    click.echo(
        f"version {manifest.version}: {manifest.count} expressions, {len(manifest.deltas)} deltas, "
        f"{1 << manifest.range_bits} ranges of {manifest.range_bytes} bytes"
    )


@feed.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, required=True, metavar="PUBLIC", help="Trusted public key.")
@click.option("--at-least", default=0, help="Refuse versions below this one.")
def verify(folder: Path, keys: tuple[str, ...], at_least: int) -> None:
    """Read every file in FOLDER and check it; status 1 and the reason when anything is wrong."""
    manifest = verify_feed(folder, keys, at_least=at_least)
    click.echo(f"version {manifest.version} of {manifest.created_at}: {manifest.count} expressions, all files whole")


@feed.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, envvar="PORT")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
def serve(folder: Path, host: str, port: int, workers: int) -> None:
    """Serve FOLDER at /v1/feed/ and nothing else; for more than trials take nginx or a CDN."""
    os.environ["PHARMAPROOF_FEED"] = str(folder.absolute())
    run("api.feed:make_feed_app", host, port, workers)

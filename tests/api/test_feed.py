"""The feed from the command line to a client, over the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient

from api import Config, create_app
from api.feed import feed, make_feed_app
from checker.errors import FeedRefused
from checker.feed import Client, build_feed, public_key_text
from checker.settings import Settings
from tests import builders as b
from tests.api.browser import served
from tests.api.fakes import FakeCheck


@pytest.fixture
def built(config: Config) -> str:
    """A feed in the service's folder; its public key."""
    key = Ed25519PrivateKey.generate()
    build_feed(config.feed_dir, [b.entry(expression="shop.test")], [key], rule_pack="1", range_bits=2, now=b.NOW)
    return public_key_text(key)


def test_a_client_follows_the_service(config: Config, built: str, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        allow_reserved_names=True,
        allow_networks=("127.0.0.0/8",),
        resolver=lambda host, port: [("127.0.0.1", int(base.rpartition(":")[2]))],
    )
    with served(create_app(config, FakeCheck())) as base:
        client = Client("http://feed.test/v1/feed", tmp_path / "copy", [built], settings=settings)
        assert client.update()
        assert client.look_up("www.shop.test").is_listed
        (entry,) = client.entries("shop.test")
        assert entry.authority == "cz-sukl"


def test_files_have_validators_and_types(client: FlaskClient, built: str) -> None:
    with client.get("/v1/feed/manifest.json") as manifest:
        assert manifest.mimetype == "application/json"
        assert "max-age=300" in manifest.headers["Cache-Control"]
        etag = manifest.headers["ETag"]
    with client.get("/v1/feed/manifest.json", headers={"If-None-Match": etag}) as again:
        assert again.status_code == 304
    with client.get("/v1/feed/hosts.bin") as hosts:
        assert hosts.mimetype == "application/octet-stream"
        assert hosts.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "name", ["none", "../api/shared.sqlite3", "..%2fapi%2fshared.sqlite3", "range", "range/", "/etc/x"]
)
def test_nothing_else_is_served(client: FlaskClient, built: str, name: str) -> None:
    client.get("/v1/check?url=rogue.test")
    assert client.get(f"/v1/feed/{name}").status_code == 404


def test_the_commands(config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("api.feed.Config", lambda: config)
    made = CliRunner().invoke(feed, ["keygen", str(tmp_path / "key")])
    public = made.output.strip()
    folder = str(tmp_path / "out")
    built = CliRunner().invoke(feed, ["build", folder, "--key", str(tmp_path / "key"), "--range-bits", "2"])
    assert built.exit_code == 0, built.output
    whole = CliRunner().invoke(feed, ["verify", folder, "--key", public])
    assert whole.exit_code == 0, whole.exception
    assert "all files whole" in whole.output
    (tmp_path / "out" / "hosts.bin").write_bytes(b"PPH1")
    broken = CliRunner().invoke(feed, ["verify", folder, "--key", public])
    assert isinstance(broken.exception, FeedRefused)


def test_a_server_of_the_feed_alone(config: Config, built: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.feed.Config", lambda: replace(config, feed_folder=config.feed_dir))
    client = make_feed_app().test_client()
    with client.get("/v1/feed/manifest.json.sig") as response:
        assert response.status_code == 200
    assert client.get("/v1/check?url=rogue.test").get_json()["code"] == "not-found"

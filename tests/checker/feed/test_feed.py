"""A feed as built is taken; one with a flipped bit, an older version, another key, a missing or cut file is not."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checker.errors import FeedRefused, GatherError, InputError, InvalidFile, InvalidOption
from checker.evidence import RegisterEntry
from checker.feed import Client, build_feed, make_key, public_key_text, read_key, verify_feed
from checker.feed.format import Manifest
from checker.settings import Settings
from tests import builders as b

BITS = 4
SETTINGS = Settings(data_dir=Path("/nonexistent"), allow_reserved_names=True)


def _entries(count: int = 30) -> list[RegisterEntry]:
    return [
        *(b.entry(expression=f"shop{n}.test", licence_number=str(n)) for n in range(count)),
        b.entry(expression="chain.test/town/"),
        b.entry(expression="gone.test", status="removed"),
        b.entry(expression="warned.test", polarity="negative", kind="warning_list", reason="Sold tablets."),
        b.entry(expression="vetted.test", kind="accreditation"),
        b.entry(expression="both.test"),
        b.entry(expression="both.test", polarity="negative", kind="warning_list"),
    ]


@pytest.fixture(scope="module")
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def public(key: Ed25519PrivateKey) -> str:
    return public_key_text(key)


def _build(folder: Path, *keys: Ed25519PrivateKey, days: int = 0, count: int = 30) -> Manifest:
    now = b.NOW + timedelta(days=days)
    return build_feed(folder, _entries(count), keys, rule_pack="1", range_bits=BITS, now=now)


@pytest.fixture
def feed(tmp_path: Path, key: Ed25519PrivateKey) -> Path:
    """Two builds, so that there is a delta."""
    folder = tmp_path / "feed"
    _build(folder, key)
    _build(folder, key, days=1, count=33)
    return folder


def _client(feed: Path, tmp_path: Path, *keys: str) -> Client:
    return Client(feed, tmp_path / "copy", keys, settings=SETTINGS)


def test_look_ups_ask_nobody(feed: Path, tmp_path: Path, public: str) -> None:
    client = _client(feed, tmp_path, public)
    assert client.update()
    assert not client.update()
    for path in feed.rglob("*"):
        if path.is_file():
            path.unlink()
    known = {
        "https://shop3.test/cart?x=1": (True, False, False),
        "http://www.shop3.test": (True, False, False),
        "chain.test/town/shop": (True, False, False),
        "chain.test/village/": (False, False, False),
        "chain.test": (False, False, False),
        "gone.test": (False, False, False),
        "warned.test": (False, False, True),
        "vetted.test": (False, True, False),
        "both.test": (True, False, True),
        "notshop3.test": (False, False, False),
    }
    for address, wanted in known.items():
        answer = client.look_up(address)
        assert (answer.is_listed, answer.is_accredited, answer.is_warned) == wanted, address
    again = _client(feed, tmp_path, public)
    assert (again.version, again.look_up("shop3.test").is_listed) == (client.version, True)
    with pytest.raises(InputError):
        client.look_up("javascript:1")


def test_entries_come_from_ranges_that_tell_nothing_by_size(feed: Path, tmp_path: Path, public: str) -> None:
    client = _client(feed, tmp_path, public)
    client.update()
    (entry,) = client.entries("https://www.shop7.test/x")
    assert (entry.licence_number, entry.authority, entry.read_at) == ("7", "cz-sukl", "2026-11-24T12:00:00Z")
    assert len(client.entries("both.test")) == 2
    assert client.entries("unknown.test") == ()
    files = list((feed / "range").iterdir())
    assert len(files) == 1 << BITS
    assert len({path.stat().st_size for path in files}) == 1
    assert all(json.loads(path.read_bytes())["range"] for path in files)


def test_deltas_lead_to_the_same_list_with_fewer_bytes(tmp_path: Path, key: Ed25519PrivateKey, public: str) -> None:
    feed = tmp_path / "feed"
    asked: list[str] = []

    def fetch(name: str) -> bytes:
        asked.append(name)
        return (feed / name).read_bytes()

    client = Client(feed, tmp_path / "copy", [public], fetch=fetch, settings=SETTINGS)
    _build(feed, key, count=5)
    client.update()
    for day, count in ((1, 40), (2, 20), (3, 25)):
        _build(feed, key, days=day, count=count)
    asked.clear()
    assert client.update()
    assert [name for name in asked if name.startswith("delta")] == asked[2:]
    assert len(asked) == 5
    assert (tmp_path / "copy" / "hosts.bin").read_bytes() == (feed / "hosts.bin").read_bytes()
    assert client.look_up("shop24.test").is_listed
    assert not client.look_up("shop30.test").is_listed


def test_a_damaged_delta_is_made_good_by_the_whole_list(tmp_path: Path, key: Ed25519PrivateKey, public: str) -> None:
    feed = tmp_path / "feed"
    _build(feed, key, count=5)
    client = _client(feed, tmp_path, public)
    client.update()
    _build(feed, key, days=1, count=9)
    (delta,) = feed.glob("delta-*")
    delta.write_bytes(delta.read_bytes()[:-3])
    assert client.update()
    assert client.look_up("shop8.test").is_listed


def test_the_feed_as_built_is_whole(feed: Path, public: str) -> None:
    manifest = verify_feed(feed, [public])
    assert manifest.count == 33 + 4
    assert len(manifest.deltas) == 1


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.sig", "hosts.bin", "delta-*.bin", "range/7000.json"])
@pytest.mark.parametrize("harm", ["flipped", "cut", "missing", "longer"])
def test_verify_refuses_every_harm_to_every_file(feed: Path, public: str, name: str, harm: str) -> None:
    (path,) = feed.glob(name)
    if harm == "flipped":
        _flip(path)
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif harm == "longer":
        path.write_bytes(path.read_bytes() + b"\n ")
    else:
        path.unlink()
    if harm == "longer" and name == "manifest.json.sig":
        verify_feed(feed, [public])  # white space after JSON changes nothing
        return
    with pytest.raises(FeedRefused):
        verify_feed(feed, [public])


def test_verify_refuses_another_key_an_older_version_and_swapped_files(
    feed: Path, tmp_path: Path, key: Ed25519PrivateKey, public: str
) -> None:
    other = public_key_text(Ed25519PrivateKey.generate())
    with pytest.raises(FeedRefused) as unknown:
        verify_feed(feed, [other])
    assert unknown.value.code == "feed-unknown-key"
    version = verify_feed(feed, [public]).version
    with pytest.raises(FeedRefused) as older:
        verify_feed(feed, [public], at_least=version + 1)
    assert older.value.code == "feed-rollback"
    old = tmp_path / "old"
    _build(old, key)
    for name in ("7000", "3000"):
        kept = (feed / "range" / f"{name}.json").read_bytes()
        (feed / "range" / f"{name}.json").write_bytes((old / "range" / "7000.json").read_bytes())
        with pytest.raises(FeedRefused):
            verify_feed(feed, [public])
        (feed / "range" / f"{name}.json").write_bytes(kept)
    (feed / "hosts.bin").write_bytes((old / "hosts.bin").read_bytes())
    with pytest.raises(FeedRefused):
        verify_feed(feed, [public])


def test_a_client_refuses_what_is_older_forged_or_signed_by_others(
    tmp_path: Path, key: Ed25519PrivateKey, public: str
) -> None:
    new, old, forged = tmp_path / "new", tmp_path / "old", tmp_path / "forged"
    _build(new, key, days=2)
    _build(old, key, days=1, count=3)
    stranger = Ed25519PrivateKey.generate()
    _build(forged, stranger, days=3)
    client = _client(new, tmp_path, public)
    client.update()
    version = client.version
    for feed, code in ((old, "feed-rollback"), (forged, "feed-unknown-key")):
        with pytest.raises(FeedRefused) as refused:
            _client(feed, tmp_path, public).update()
        assert refused.value.code == code
    _flip(forged / "manifest.json")
    (tmp_path / "copy" / "hosts.bin").write_bytes(b"damaged on disk")
    again = _client(old, tmp_path, public)
    assert again.version == 0
    with pytest.raises(FeedRefused) as rolled:
        again.update()
    assert rolled.value.code == "feed-rollback", "a damaged copy is no way back to an older version"
    fresh = _client(new, tmp_path, public)
    assert fresh.update()
    assert fresh.version == version


def test_keys_can_be_changed_without_a_gap(tmp_path: Path, key: Ed25519PrivateKey, public: str) -> None:
    feed = tmp_path / "feed"
    second = Ed25519PrivateKey.generate()
    _build(feed, key)
    client = _client(feed, tmp_path, public)
    client.update()
    _build(feed, key, second, days=1)
    assert client.update()
    _build(feed, second, days=2)
    assert client.update()
    assert _client(feed, tmp_path, public).version == client.version
    _build(feed, key, days=3)
    with pytest.raises(FeedRefused) as refused:
        client.update()
    assert refused.value.code == "feed-unknown-key"


def test_nothing_is_answered_without_a_copy(tmp_path: Path, public: str) -> None:
    client = Client(tmp_path / "none", tmp_path / "copy", [public])
    with pytest.raises(FeedRefused):
        client.look_up("shop-name.com")
    with pytest.raises(FeedRefused):
        client.update()
    away = Client("https://no-such-host.invalid/feed", tmp_path / "copy", [public])
    with pytest.raises((GatherError, InputError)):
        away.update()


def test_keys_are_files_of_their_owner(tmp_path: Path) -> None:
    path = tmp_path / "feed.key"
    made = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_key_text(read_key(path)) == public_key_text(made)
    with pytest.raises(InvalidFile):
        make_key(path)
    path.write_text("no key")
    with pytest.raises(InvalidFile):
        read_key(path)
    with pytest.raises(InvalidOption):
        build_feed(tmp_path / "f", [], [], rule_pack="1")

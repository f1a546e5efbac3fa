"""Ed25519 keys of the feed: made once, kept by the builder, their public half trusted by clients."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from checker.errors import FeedRefused, InvalidFile
from checker.feed.format import Signed

MANIFEST_CONTEXT: Final = b"pharmaproof feed manifest\n"
RANGE_CONTEXT: Final = b"pharmaproof feed range\n"
"""What a signature is for stands before what is signed: one can't be passed off as the other."""
KEY_ID_CHARS: Final = 16


def make_key(path: Path) -> Ed25519PrivateKey:
    """A new private key, written to a file that only its owner can read. Raises ``InvalidFile`` when it exists."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InvalidFile(f"{path.name} is there already; a key is never overwritten.", field="key") from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return key


def read_key(path: Path) -> Ed25519PrivateKey:
    """Raises ``InvalidFile`` unless it is one that :func:`make_key` wrote."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise InvalidFile(f"{path.name} is no private key of the feed: {error}", field="key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise InvalidFile(f"{path.name} is a key of another kind than Ed25519.", field="key")
    return key


def public_key_text(key: Ed25519PrivateKey) -> str:
    """The public half, base64 of its 32 bytes: what clients are given."""
    return b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def key_id(public: str) -> str:
    return sha256(public.encode()).hexdigest()[:KEY_ID_CHARS]


def sign(context: bytes, data: bytes, keys: Iterable[Ed25519PrivateKey]) -> tuple[Signed, ...]:
    return tuple(Signed(key_id(public_key_text(key)), b64encode(key.sign(context + data)).decode()) for key in keys)


def check_signatures(context: bytes, data: bytes, signatures: Iterable[Signed], trusted: Iterable[str]) -> None:
    """Raises ``FeedRefused``: feed-unknown-key when no trusted key signed it, feed-bad-signature when one did not."""
    by_id = {key_id(public): public for public in trusted}
    known = [signed for signed in signatures if signed.key_id in by_id]
    if not known:
        raise FeedRefused("The feed is signed by no key that is trusted here.", code="feed-unknown-key")
    for signed in known:
        try:
            public = Ed25519PublicKey.from_public_bytes(b64decode(by_id[signed.key_id], validate=True))
            public.verify(b64decode(signed.signature, validate=True), context + data)
        except (InvalidSignature, ValueError):
            raise FeedRefused("The feed's signature is wrong: it was changed.", code="feed-bad-signature") from None

"""The signed public list: what registers say, as static files that any web server can hand out.

``manifest.json`` names all files with their SHA-256 and is signed; ``hosts.bin`` holds every listed and warned
expression as eight bytes of its hash, with deltas between versions; ``range/XXXX.json`` holds the entries
themselves by the first bits of the hash, all of one size, so that neither question nor size tells which host was
meant. A client keeps the list and asks nobody.
"""

from checker.feed.build import build_feed
from checker.feed.client import Client, FeedAnswer
from checker.feed.keys import make_key, public_key_text, read_key
from checker.feed.verify import verify_feed

__all__ = ["Client", "FeedAnswer", "build_feed", "make_key", "public_key_text", "read_key", "verify_feed"]

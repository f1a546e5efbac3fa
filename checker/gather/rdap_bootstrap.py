"""Which RDAP service answers for a top-level domain: IANA's table, kept for a week, or the built-in one.

Source: RFC 9224; the table is at https://data.iana.org/rdap/dns.json.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from checker.errors import GatherError

IANA_BOOTSTRAP_URL: Final = "https://data.iana.org/rdap/dns.json"
MAX_BOOTSTRAP_BYTES: Final = 1024 * 1024
"""IANA's file has about 60 kB."""
MAX_AGE: Final = timedelta(days=7)
"""A few top-level domains a month change their service; IANA asks not to fetch for every query."""
RETRY_AFTER_S: Final = 3600.0
"""After a failed refresh the old table serves this long before the next try."""
FILE_NAME: Final = "rdap_bootstrap.json"

_VERISIGN: Final = "https://tld-rdap.verisign.com/"
_IDENTITY_DIGITAL: Final = "https://rdap.identitydigital.services/rdap/"
_CENTRALNIC: Final = "https://rdap.centralnic.com/"
_GOOGLE: Final = "https://pubapi.registry.google/rdap/"

BUILT_IN: Final[Mapping[str, str]] = {
    "ai": _IDENTITY_DIGITAL,
    "app": _GOOGLE,
    "ar": "https://rdap.nic.ar/",
    "asia": _IDENTITY_DIGITAL,
    "biz": "https://rdap.nic.biz/",
    "br": "https://rdap.registro.br/",
    "ca": "https://rdap.ca.fury.ca/rdap/",
    "care": _IDENTITY_DIGITAL,
    "cc": _VERISIGN + "cc/v1/",
    "click": "https://whois.uniregistry.net/rdap/",
    "clinic": _IDENTITY_DIGITAL,
    "club": "https://rdap.nic.club/",
    "com": "https://rdap.verisign.com/com/v1/",
    "cz": "https://rdap.nic.cz/",
    "dev": _GOOGLE,
    "digital": _IDENTITY_DIGITAL,
    "discount": _IDENTITY_DIGITAL,
    "doctor": _IDENTITY_DIGITAL,
    "fi": "https://rdap.fi/rdap/rdap/",
    "fm": _CENTRALNIC + "fm/",
    "fr": "https://rdap.nic.fr/",
    "health": "https://rdap.nic.health/",
    "icu": _CENTRALNIC + "icu/",
    "id": "https://rdap.pandi.id/rdap/",
    "info": _IDENTITY_DIGITAL,
    "is": "https://rdap.isnic.is/rdap/",
    "life": _IDENTITY_DIGITAL,
    "link": "https://whois.uniregistry.net/rdap/",
    "live": _IDENTITY_DIGITAL,
    "market": _IDENTITY_DIGITAL,
    "med": "https://rdap.nominet.uk/med/",
    "mobi": _IDENTITY_DIGITAL,
    "name": _VERISIGN + "name/v1/",
    "net": "https://rdap.verisign.com/net/v1/",
    "network": _IDENTITY_DIGITAL,
    "nl": "https://rdap.sidn.nl/",
    "no": "https://rdap.norid.no/",
    "online": _CENTRALNIC + "online/",
    "org": "https://rdap.publicinterestregistry.org/rdap/",
    "pharmacy": "https://rdap.nominet.uk/pharmacy/",
    "pro": _IDENTITY_DIGITAL,
    "pw": _CENTRALNIC + "pw/",
    "services": _IDENTITY_DIGITAL,
    "shop": "https://rdap.gmoregistry.net/rdap/",
    "shopping": _IDENTITY_DIGITAL,
    "si": "https://rdap.register.si/",
    "site": _CENTRALNIC + "site/",
    "space": _CENTRALNIC + "space/",
    "store": _CENTRALNIC + "store/",
    "support": _IDENTITY_DIGITAL,
    "tech": _CENTRALNIC + "tech/",
    "th": "https://rdap.thains.co.th/",
    "today": _IDENTITY_DIGITAL,
    "top": "https://rdap.zdnsgtld.com/top/",
    "tv": "https://rdap.nic.tv/",
    "ua": "https://rdap.hostmaster.ua/",
    "uk": "https://rdap.nominet.uk/uk/",
    "vip": "https://rdap.nic.vip/",
    "website": _CENTRALNIC + "website/",
    "win": "https://rdap.nic.win/",
    "work": "https://rdap.nic.work/",
    "world": _IDENTITY_DIGITAL,
    "xyz": _CENTRALNIC + "xyz/",
}
"""The top-level domains that shops use most, until IANA's table has been fetched. Some services move between
back ends; a wrong entry costs one failed query and WHOIS is asked instead."""

Fetch = Callable[[str], bytes]
"""URL -> bytes; raises GatherError, OSError (TimeoutError) or ValueError when it cannot."""


class Bootstrap:
    """The table of one data folder, shared by all threads; fetched anew in the thread that finds it too old."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._retry_at = 0.0
        self._services: Mapping[str, str] = BUILT_IN
        self._fetched_at: datetime | None = None
        self._load()

    @property
    def fetched_at(self) -> datetime | None:
        """When the table in use was read from IANA; None for the built-in one."""
        with self._lock:
            return self._fetched_at

    def service_for(self, tld: str) -> str | None:
        """Base URL, with its final slash, of the service for the top-level domain."""
        with self._lock:
            return self._services.get(tld)

    @property
    def is_old(self) -> bool:
        with self._lock:
            is_fresh = self._fetched_at is not None and datetime.now(UTC) - self._fetched_at < MAX_AGE
            return not is_fresh and time.monotonic() >= self._retry_at

    def refresh(self, fetch: Fetch) -> bool:
        """Fetch the table and keep it; False (and the old one stays) when that fails or another thread is at it."""
        if not self._refreshing.acquire(blocking=False):
            return False
        try:
            with self._lock:
                self._retry_at = time.monotonic() + RETRY_AFTER_S
            services = parse_bootstrap(fetch(IANA_BOOTSTRAP_URL))
            fetched_at = datetime.now(UTC)
            self._store(services, fetched_at)
        except (GatherError, OSError, ValueError):
            return False
        finally:
            self._refreshing.release()
        with self._lock:
            self._services, self._fetched_at = services, fetched_at
        return True

    def _load(self) -> None:
        try:
            kept = json.loads(self._path.read_bytes())
            fetched_at = datetime.fromisoformat(kept["fetched_at"])
            services = {str(tld): str(url) for tld, url in kept["services"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return  # no file yet, or one that a crash or an editor damaged: it is fetched anew
        if fetched_at.tzinfo is not None and services:
            self._services, self._fetched_at = services, fetched_at

    def _store(self, services: Mapping[str, str], fetched_at: datetime) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(f".{os.getpid()}.part")
        kept = {"fetched_at": fetched_at.isoformat(), "services": dict(sorted(services.items()))}
        unfinished.write_text(json.dumps(kept, indent=0))
        os.replace(unfinished, self._path)


def parse_bootstrap(body: bytes) -> dict[str, str]:
    """Top-level domain -> base URL out of a bootstrap file; https preferred where both are given.

    Raises ValueError when it is none. Single bad entries are left out: one registry's slip must not cost all.
    """
    try:
        document: Any = json.loads(body)
        entries = list(document["services"])
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError("no list of services in the bootstrap file") from error
    services: dict[str, str] = {}
    for entry in entries:
        if not isinstance(entry, list) or len(entry) < 2:
            continue
        tlds, urls = entry[0], entry[1]
        if not isinstance(tlds, list) or not isinstance(urls, list):
            continue
        usable = [url for url in urls if isinstance(url, str) and url.startswith(("https://", "http://"))]
        if not usable:
            continue
        url = min(usable, key=lambda candidate: not candidate.startswith("https://"))
        services.update({str(tld).lower(): url.rstrip("/") + "/" for tld in tlds if isinstance(tld, str)})
    if not services:
        raise ValueError("the bootstrap file names no service")
    return services


_bootstraps: dict[Path, Bootstrap] = {}
_bootstraps_lock = threading.Lock()


def bootstrap_for(data_dir: Path) -> Bootstrap:
    """The one table of this data folder in this process."""
    with _bootstraps_lock:
        if data_dir not in _bootstraps:
            _bootstraps[data_dir] = Bootstrap(data_dir)
        return _bootstraps[data_dir]

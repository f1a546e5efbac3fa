"""A WHOIS text as evidence, or the reason why it is none; nothing about a person is kept.

python-whois knows the forms of some hundred registries and finds the fields. What it does with a field is checked
here, because it guesses: ``03/04/2020`` and ``03.04.2020`` are read month first, missing days are filled in from
today, and refusals and garbage come out as an empty record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from whois.exceptions import WhoisError, WhoisUnknownDateFormatError
from whois.parser import WhoisEntry

from checker.errors import DomainRegistrationUnavailable
from checker.evidence import DomainRegistrationEvidence
from checker.gather.dates import WrittenDates, written_dates
from checker.gather.rdap import plausible, privacy_service

MAX_LINE_CHARS: Final = 250
MAX_RECORD_CHARS: Final = 8_000
"""The parser's expressions are quadratic in the line and some in the text: 64 kB on one line take it a minute.
Within these two no form tried took more than 0.6 s. The longest real record seen has 6,500 characters with its
terms of use."""
REMARK_MARKS: Final = "%#"
"""Start lines that are no fields: terms of use, but also refusals and "no match"."""
SLOW_FORMS: Final = (".hk",)
"""Registries whose form python-whois reads with expressions that take seconds on their real answers."""
MAX_FIELD_CHARS: Final = 200

_NOT_REGISTERED: Final = re.compile(
    r"""^[\s%\#>*"'.\[-]*(?:
        no\ match\b | not\ found\b | no\ data\ found\b | no\ entries\ found\b | no\ found\b
      | (?:no\ |the\ queried\ )object\ (?:found|does\ not\ exist)\b | object\ does\ not\ exist\b
      | nothing\ found\b | no\ such\ domain\b | no\ information\ (?:available\ )?about\ domain\b
      | domain\ (?:name\ )?(?:not\ found|unknown|does\ not\ exist|has\ not\ been\ registered)\b
      | (?:the\ )?domain\ (?:name\ )?["']?[a-z0-9.-]{3,253}["']?\s
            (?:is\ available|is\ not\ registered|is\ free|not\ found|was\ not\ found|does\ not\ exist|is\ unregistered)
      | [a-z0-9-]+\.[a-z0-9.-]+\ is\ (?:free|available)\b
      | (?:domain\ )?status:?[\ \t]*(?:free|available|not\ registered)[\ \t]*$
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_REFUSED: Final = re.compile(
    r"(?:quota|rate|limit|queries|requests|lookups|connections)\W+(?:\w+\W+){0,4}?(?:exceeded|reached|too\W+fast)"
    r"|exceed(?:ed|s|ing)?\W+(?:\w+\W+){0,6}?(?:quota|limit|rate|queries|requests|lookups)"
    r"|too\W+many\W+(?:\w+\W+){0,2}?(?:queries|requests|connections|lookups)"
    r"|rate[ -]?limit|access\W+control\W+limit|try\W+again\W+(?:later|in|after)|slow\W+down"
    r"|(?:access|request|query|connection|ip\W+address)\W+(?:\w+\W+){0,4}?(?:denied|blocked|blacklisted|banned)"
    r"|temporarily\W+(?:blocked|denied|unavailable)|not\W+authori[sz]ed\W+to\W+(?:query|access)",
    re.IGNORECASE,
)
_REFERRAL: Final = re.compile(
    r"^[ \t]*(?:registrar whois server|whois server|whois|refer)[ \t]*:[ \t]*(\S{1,253})[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL: Final = re.compile(r"^[ \t]*([A-Za-z][A-Za-z -]{2,60}?)[ \t.]*:[ \t]*(\S.*)$", re.MULTILINE)
_CREATION_LABEL: Final = re.compile(r"(?!.*expir)(?:.*\b)?(?:creat|register|registration|activ|assign|commenc)", re.I)
DOMAIN_CREATION_LABELS: Final = frozenset({"creation date", "domain name commencement date"})
_EPP_STATUS: Final = re.compile(r"((?:client|server|pending|auto|add|renew|transfer|redemption)[A-Z]\w{2,40})\b")


def parse_record(text: str, domain: str, host: str) -> DomainRegistrationEvidence:
    """The evidence in the answer of the WHOIS server ``host`` about ``domain``.

    **Raises** DomainRegistrationUnavailable: ``rate-limited`` when the server refused, ``malformed-response``
    for an empty record, garbage, or the record of another domain.
    """
    answer = _bounded(text, "")
    text = _bounded(text, REMARK_MARKS)
    record = _fields(domain, text)
    names = {name.lower().rstrip(".") for name in _texts(record.get("domain_name"))}
    dates = written_dates(text)
    registered_at = _registered_at(record, text, dates)
    is_empty = not any(
        record.get(key) for key in ("creation_date", "expiration_date", "registrar", "name_servers", "status")
    )
    if is_empty or not (registered_at or names or domain in text.lower()):
        if _REFUSED.search(answer):
            raise DomainRegistrationUnavailable(f"{host} refuses further questions for now.", code="rate-limited")
        if _NOT_REGISTERED.search(answer):
            return DomainRegistrationEvidence(
                domain=domain, source="whois", service=host, exists=False, gathered_at=datetime.now(UTC)
            )
        raise DomainRegistrationUnavailable(f"The answer of {host} is no record.", code="malformed-response")
    if domain not in names and (names or domain not in text.lower()):
        raise DomainRegistrationUnavailable(f"The answer of {host} is not about {domain}.", code="malformed-response")
    holder = next(iter(_texts(record.get("org")) or _texts(record.get("registrant_organization"))), "")
    return DomainRegistrationEvidence(
        domain=domain,
        source="whois",
        service=host,
        registered_at=registered_at,
        expires_at=plausible(_certain(record.get("expiration_date"), dates), may_be_future=True),
        changed_at=plausible(_certain(record.get("updated_date"), dates)),
        registrar=next(iter(_texts(record.get("registrar"))), ""),
        registrant_country=_country(record),
        is_privacy_service=privacy_service(holder),
        status=_status(record.get("status")),
        gathered_at=datetime.now(UTC),
    )


def referral(text: str) -> str | None:
    """The WHOIS host that an answer sends on to, as written; vetted by the caller."""
    return found.group(1).lower() if (found := _REFERRAL.search(text)) else None


def _bounded(text: str, left_out: str) -> str:
    """The text without empty lines and those that start with a mark, no longer than the parser can take."""
    lines = (line[:MAX_LINE_CHARS].rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and line.lstrip()[0] not in left_out)[:MAX_RECORD_CHARS]


def _fields(domain: str, text: str) -> Mapping[str, Any]:
    """python-whois' record; empty when it says or shows that the text is none."""
    if domain.endswith(SLOW_FORMS):
        return _labelled(text)
    try:
        return dict(WhoisEntry.load(domain, text))
    except WhoisUnknownDateFormatError:
        return _labelled(text)  # one odd date makes the parser give up on all
    except WhoisError:
        return {}
    # A hundred hand-written parsers over text that anybody may send: they fail in every way there is (index,
    # attribute, overflow, date), and each means the same: no record.
    except Exception:  # noqa: BLE001
        return {}


def _labelled(text: str) -> Mapping[str, Any]:
    """The fields that can be read without knowing the registry's form."""
    found = {label.lower(): value.strip() for label, value in reversed(_LABEL.findall(text))}
    return {
        "domain_name": found.get("domain name"),
        "registrar": found.get("registrar") or found.get("registrar name"),
        "status": found.get("domain status"),
    }


def _registered_at(record: Mapping[str, Any], text: str, dates: WrittenDates) -> datetime | None:
    """The creation date, when the parser and the first line that is labelled as one agree.

    Contacts have creation dates too, and the parser takes theirs in some forms.
    """
    label, value = _first_creation(text)
    given = _certain(record.get("creation_date"), dates)
    if given is None:
        # Only the label of ICANN's form, and Hong Kong's: it is always the domain's own.
        return plausible(_certain(value, dates)) if label in DOMAIN_CREATION_LABELS else None
    return plausible(given) if not label or given.date() in written_dates(value).certain else None


def _first_creation(text: str) -> tuple[str, str]:
    """(label in lower case, value) of the first line that is labelled as a creation and holds a date."""
    for label, value in _LABEL.findall(text):
        if _CREATION_LABEL.match(label):
            found = written_dates(value)
            if found.certain or found.ambiguous:
                return label.lower(), value
    return "", ""


def _certain(value: Any, dates: WrittenDates) -> datetime | None:
    """The first of the field's dates, when the text really says that day and can't mean another."""
    value = next(iter(value), None) if isinstance(value, list) else value
    if isinstance(value, str):
        days = written_dates(value).certain
        value = datetime.combine(next(iter(days)), time(), UTC) if len(days) == 1 else None
    if not isinstance(value, datetime):
        return None
    day = value.date()
    if day in dates.ambiguous:
        return None
    swapped = _swapped(day)
    if day in dates.certain:
        # Both readings written somewhere, one of them with dots: which one is this?
        is_open = swapped != day and swapped in dates.certain and bool({day, swapped} & dates.dotted)
        return None if is_open else value
    if swapped in dates.dotted:  # never None: that is not in there
        return value.replace(month=day.day, day=day.month)
    return None


def _swapped(day: date) -> date | None:
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return None


def _texts(value: Any) -> list[str]:
    values: Iterable[Any] = value if isinstance(value, list) else (value,)
    return [text for v in values if isinstance(v, str) and (text := v.strip()[:MAX_FIELD_CHARS])]


def _country(record: Mapping[str, Any]) -> str:
    codes = _texts(record.get("country")) or _texts(record.get("registrant_country"))
    return codes[0].upper() if codes and re.fullmatch("[A-Za-z]{2}", codes[0]) else ""


def _status(value: Any) -> tuple[str, ...]:
    """EPP codes as RDAP writes them (``clientHold`` -> ``client hold``, RFC 8056); a registry's own in lower case."""
    found: set[str] = set()
    for text in _texts(value):
        if epp := _EPP_STATUS.match(text):
            found.add(re.sub("(?<=[a-z])(?=[A-Z])", " ", epp.group(1)).lower())
        else:
            found.add(text.partition("http")[0].strip(" (").lower()[:60])
    return tuple(sorted(found - {""}))

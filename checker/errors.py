"""Every exception of the library, with a stable code for programs and a message for people.

::

    CheckerError
    ├── InputError                      the caller's: nothing was gathered
    │   ├── InvalidAddress                invalid-address, address-too-long
    │   ├── SchemeNotSupported            scheme-not-supported
    │   ├── AddressNotAllowed             ip-literal, user-info, port-not-allowed, reserved-name, no-public-suffix
    │   ├── InvalidOption                 invalid-option (country, depth, …)
    │   └── InvalidFile                   invalid-file (an import, a bulk input)
    ├── GatherError                     the world's: recorded as missing evidence, does not leave check()
    │   ├── PageUnavailable               timeout, too-large, not-html, tls-failed, too-many-redirects,
    │   │                                 blocked-address, name-not-found, connection-failed, http-status,
    │   │                                 bad-encoding, robots-refused
    │   ├── DomainRegistrationUnavailable no-rdap-service, rate-limited, malformed-response, timeout, …
    │   └── RegisterUnavailable           source-down, snapshot-too-old, malformed-response, no-snapshot
    ├── FeedRefused                     feed-bad-signature, feed-unknown-key, feed-rollback, feed-damaged, feed-format,
    │                                   feed-missing
    ├── RulePackError                   ours: raised at load with file, entry id and reason
    └── DamagedIndex                    ours: a register index file that is not what its header says

``code`` is part of the public interface: it is never renamed. "Not listed" and "no such domain" are evidence,
not errors.
"""

from __future__ import annotations


class CheckerError(Exception):
    """Base of all errors raised on purpose by this library."""

    code: str = "checker-error"

    def __init__(self, message: str, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        """One sentence for people: what is wrong and what would be right."""
        if code is not None:
            self.code = code
        self.field = field
        """Name of the input the error is about (``address``, ``country``, a column), or None."""


class InputError(CheckerError):
    """The caller's input cannot be used; nothing was gathered."""

    code = "invalid-input"


class InvalidAddress(InputError):
    """The text is no web address."""

    code = "invalid-address"


class SchemeNotSupported(InputError):
    """The address is neither http nor https."""

    code = "scheme-not-supported"


class AddressNotAllowed(InputError):
    """A web address that is never fetched: IP literal, user info, unusual port, reserved name."""

    code = "address-not-allowed"


class InvalidOption(InputError):
    """An option has a value outside its closed set."""

    code = "invalid-option"


class InvalidFile(InputError):
    """A file given by the caller cannot be read as what it should be."""

    code = "invalid-file"


class GatherError(CheckerError):
    """Something outside could not be looked at; becomes missing evidence with this code as its reason."""

    code = "not-gathered"


class PageUnavailable(GatherError):
    """A page could not be fetched or is no page."""

    code = "page-unavailable"


class DomainRegistrationUnavailable(GatherError):
    """Neither RDAP nor WHOIS gave a usable record."""

    code = "domain-registration-unavailable"


class RegisterUnavailable(GatherError):
    """A register source could not be read or holds no usable copy."""

    code = "register-unavailable"


class FeedRefused(CheckerError):
    """A feed is not what its maker signed, or older than what is held; the copy held stays."""

    code = "feed-refused"


class RulePackError(CheckerError):
    """The shipped rule pack is damaged; names file, entry and reason."""

    code = "rule-pack"


class DamagedIndex(CheckerError):
    """A register index file is not what its header says."""

    code = "damaged-index"

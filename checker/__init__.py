"""Tells whether a site that sells medicines is legal, and proves it."""

from checker.address import Address, parse_address
from checker.errors import CheckerError, GatherError, InputError
from checker.lookalike import lookalike
from checker.pipeline import check, check_many, check_page
from checker.report import Report
from checker.screen import screen
from checker.settings import Settings
from checker.verdict import Verdict
from checker.version import __version__

__all__ = [
    "Address",
    "CheckerError",
    "GatherError",
    "InputError",
    "Report",
    "Settings",
    "Verdict",
    "__version__",
    "check",
    "check_many",
    "check_page",
    "lookalike",
    "parse_address",
    "screen",
]

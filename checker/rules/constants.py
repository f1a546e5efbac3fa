"""What the browser's engine needs of the Python code besides the words: thresholds, word lists and sentences.

Every module-level constant with an annotation is taken under its own name (a leading underscore dropped), so that a
tuned number flows over with the next export. Regular expressions and functions are code and are written twice.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Final

from checker.version import __version__

MODULES: Final = (
    "address",
    "answers",
    "channels",
    "country_names",
    "gather.logo",
    "gather.logo_links",
    "host_name",
    "idn_display",
    "name_cues",
    "offers",
    "order_controls",
    "other_goods",
    "page_kind",
    "price_lists",
    "prices",
    "reading",
    "registers.for_whom",
    "registers.seals",
    "report.build",
    "rules.model",
    "score",
    "selling",
    "sentences",
    "text_reading",
    "url_expressions",
    "verdict",
    "voice",
)
"""Modules of ``checker`` that extension/shared mirrors; the signals are added by themselves."""
NOT_NEEDED: Final = frozenset((
    "address.HREF", "country_names.NAMES", "rules.model.DRUG_CLASSES", "url_expressions.DIGITS",
    "url_expressions.ESCAPED",
))  # fmt: skip
"""Only read by Python."""


def constants() -> dict[str, dict[str, Any]]:
    """Module below ``checker`` -> constant -> value, both sorted."""
    from checker.signals import ALL_SIGNALS  # signals import the rules

    signals = {signal.find.__module__.removeprefix("checker.") for signal in ALL_SIGNALS}
    found = {name: _constants_of(name) for name in sorted({*MODULES, *signals, "signals.medicines"})}
    found["version"] = {"VERSION": __version__}
    return {name: values for name, values in found.items() if values}


def _constants_of(name: str) -> dict[str, Any]:
    module = importlib.import_module(f"checker.{name}")
    found = {}
    for full_name in getattr(module, "__annotations__", {}):
        key = full_name.lstrip("_")
        if not key.isupper() or f"{name}.{key}" in NOT_NEEDED:
            continue
        try:
            found[key] = _plain(getattr(module, full_name))
        except TypeError:  # a regular expression, a function, a record: no constant
            continue
    return dict(sorted(found.items()))


def _plain(value: object) -> Any:
    """The value as JSON knows it. Raises: TypeError for what it does not."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    raise TypeError(type(value).__name__)

"""What all views share: the check function, the register index, the rule pack, one HTTP client."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from flask import current_app

from api.config import Config
from checker.gather.client import Client
from checker.registers import Registers, ReloadingIndex
from checker.registers.store import index_path
from checker.report import Report
from checker.rules import Rules, load_rules
from checker.settings import Settings

EXTENSION = "pharmaproof"


class Check(Protocol):
    """``checker.check``, or what a test puts in its place."""

    def __call__(
        self,
        address: str,
        *,
        country: str | None = None,
        depth: Any = "full",
        settings: Settings | None = None,
        client: Client | None = None,
        registers: Any = None,
    ) -> Report: ...


@dataclass
class Service:
    config: Config
    check: Check
    registers: ReloadingIndex

    @cached_property
    def rules(self) -> Rules:
        return load_rules()

    @cached_property
    def client(self) -> Client:
        return Client(self.config.settings)

    def report(self, url: str, country: str | None, depth: str) -> Report:
        return self.check(
            url,
            country=country,
            depth=depth,
            settings=self.config.settings,
            client=self.client,
            registers=self.registers,
        )

    def state(self) -> dict[str, Any]:
        return {}


def make_service(config: Config, check: Check | None) -> Service:
    if check is None:
        from checker.pipeline import check as checker_check

        check = checker_check
    return Service(config, check, ReloadingIndex(index_path(config.settings)))


def service() -> Service:
    """The service of the app that answers this request."""
    it: Service = current_app.extensions[EXTENSION]
    return it


__all__ = ["EXTENSION", "Check", "Registers", "Service", "make_service", "service"]

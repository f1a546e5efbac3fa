"""A real redis-server on a free loopback port, ended by its process."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path

import redis

from tests.needs import need

START_LIMIT_S = 10.0


class RedisServer:
    def __init__(self, folder: Path, *, keeps: bool = False) -> None:
        """``keeps``: what was written outlives the process, as docs/operations.md asks for."""
        self.keeps = keeps
        self.program = need("redis-server", "apt-get install redis-server")
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
                "--appendonly", "yes" if self.keeps else "no",
                "--dir", str(self.folder), "--loglevel", "warning",
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            try:
                with redis.Redis.from_url(self.url) as client:
                    client.ping()
                return
            except redis.RedisError:
                if time.monotonic() > deadline:
                    self.stop()
                    raise
                time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def empty(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

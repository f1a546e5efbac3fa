"""Log lines as JSON objects, one a line, for the programs that collect them."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """``{"at", "level", "logger", "message"}`` and, for failures, ``"trace"``."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name.lstrip("_"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def is_no_thread_advice(record: logging.LogRecord) -> bool:
    """Granian warns of more threads than two a processor; ours spend their time waiting for sites, see ``THREADS``."""
    return "Python threads, which seems quite high" not in record.getMessage()

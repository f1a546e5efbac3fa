"""Is this service about to stop? Told by a file that the serving process makes when its stop signal comes.

Workers are stopped by their server only after their last answer, which may take a while; what runs beside the answers
(bulk jobs, streams of their progress) should end at once. A file, since workers may be killed while they wait: a lock
or event shared between processes would then stay locked.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

VARIABLE: Final = "PHARMAPROOF_STOPPING_FILE"
"""Set by ``api.serve`` for its workers, never by people."""


def is_stopping() -> bool:
    """True once the stop signal came; never, where no server of ours runs."""
    name = os.environ.get(VARIABLE)
    return name is not None and os.path.exists(name)


def tell_stopping() -> None:
    """In the serving process, from its signal handler."""
    if name := os.environ.get(VARIABLE):
        Path(name).touch()

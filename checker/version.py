"""Versions that every report carries."""

from typing import Final

__version__: Final = "0.1.0"

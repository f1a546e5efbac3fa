"""What a check answers, and its forms for programs and people."""

from checker.report.model import Report

__all__ = ["Report"]

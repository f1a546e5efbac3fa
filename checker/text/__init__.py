"""The one normal form of text and the phrase matcher; what they do is told in docs/matching.md."""

from checker.text.matcher import Hit, Matcher
from checker.text.normal import normalise
from checker.text.pattern import Pattern
from checker.text.quoting import NormalText
from checker.text.scope import is_negated, is_quoted, sentence_span

__all__ = ["Hit", "Matcher", "NormalText", "Pattern", "is_negated", "is_quoted", "normalise", "sentence_span"]

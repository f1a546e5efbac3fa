"""The rule pack: phrases, substances, authorities and seals as data, with its loader."""

from checker.rules.load import Rules, load_pack, load_rules
from checker.rules.model import EEA, Group, Name, NameKind, Phrase, Substance, Supply, Topic

__all__ = [
    "EEA",
    "Group",
    "Name",
    "NameKind",
    "Phrase",
    "Rules",
    "Substance",
    "Supply",
    "Topic",
    "load_pack",
    "load_rules",
]

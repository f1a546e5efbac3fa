"""``python -m checker.rules lint | seal | export DIR``: checks, seals and exports the rule pack."""

from __future__ import annotations

import sys
from pathlib import Path

from checker.errors import RulePackError
from checker.rules.export import export_pack
from checker.rules.lint import lint
from checker.rules.seal import seal

USAGE = "usage: python -m checker.rules lint | seal [VERSION] | export DIR"


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 the pack has faults, 2 wrong usage."""
    try:
        match arguments:
            case ["lint"]:
                faults = lint()
                sys.stdout.writelines(f"{fault}\n" for fault in faults)
                return 1 if faults else 0
            case ["seal"]:
                sys.stdout.write(f"{seal()}\n")
                return 0
            case ["seal", version]:
                sys.stdout.write(f"{seal(version)}\n")
                return 0
            case ["export", folder]:
                sys.stdout.writelines(f"{path}\n" for path in export_pack(Path(folder)))
                return 0
    except RulePackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.write(f"{USAGE}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The JSON Schema (2020-12) of ``Report.to_dict()``, made from the dataclasses and their docstrings.

``python -m checker.report.schema`` writes ``report.schema.json`` anew; a test compares the two.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import sys
import textwrap
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.report import model
from checker.report.build import PRESCRIPTION_STATES
from checker.report.model import Report
from checker.signals.base import Direction, Part, Strength
from checker.verdict import Verdict

SCHEMA_FILE: Final = Path(__file__).with_name("report.schema.json")
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

VALUES: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("Report", "verdict"): {"enum": [v.value for v in Verdict]},
    ("Report", "sells_medicines"): {"enum": ["yes", "unclear", "no", "unknown"]},
    ("Report", "prescription"): {"enum": sorted(PRESCRIPTION_STATES)},
    ("Report", "depth"): {"enum": ["quick", "full", "page"]},
    ("Report", "score"): {"minimum": 0, "maximum": 100},
    ("Report", "coverage"): {"minimum": 0, "maximum": 1},
    ("Report", "country"): {"pattern": "^[A-Z]{2}$"},
    ("Report", "gathered_at"): {"format": "date-time"},
    ("FindingLine", "direction"): {"enum": [d.value for d in Direction]},
    ("FindingLine", "strength"): {"enum": [s.value for s in Strength]},
    ("TermLine", "strength"): {"enum": [s.value for s in Strength]},
}
"""What the annotations cannot say: closed sets and ranges."""


def components(ref_template: str) -> dict[str, Any]:
    """Schemas by type name, ``Report`` among them, with references of that form."""
    _, found = msgspec.json.schema_components([Report], ref_template=ref_template)
    for name, schema in found.items():
        _close(name, schema)
    parts = found["Report"]["properties"]["parts"]
    item = parts.pop("additionalProperties")
    names = [part.value for part in Part]
    parts.update(properties=dict.fromkeys(names, item), required=names, additionalProperties=False)
    return dict(found)


def schema() -> dict[str, Any]:
    """The whole document."""
    defs = components("#/$defs/{name}")
    report = defs.pop("Report")
    return {"$schema": DIALECT, "$id": "urn:pharmaproof:schema:report", **report, "$defs": defs}


def render() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _close(name: str, schema: dict[str, Any]) -> None:
    """Every key is written always, and no other."""
    properties = schema["properties"]
    schema["required"] = list(properties)
    schema["additionalProperties"] = False
    told = _docstrings(name)
    for key, value in properties.items():
        value.pop("default", None)
        value.update(VALUES.get((name, key), {}))
        if key in told:
            value["description"] = told[key]


def _docstrings(name: str) -> dict[str, str]:
    """Field -> the docstring under it, in markup-free form."""
    kind = getattr(model, name)
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0].body  # type: ignore[attr-defined]
    told = {}
    for field, after in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            told[field.target.id] = " ".join(str(after.value.value).split()).replace("``", "")
    return told


if __name__ == "__main__":
    SCHEMA_FILE.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{SCHEMA_FILE.name} written\n")

"""A small regularised logistic regression: enough for some dozens of weights and some thousands of rows."""

from __future__ import annotations

import math
from collections.abc import Sequence


def fit(
    rows: Sequence[dict[str, float]],
    labels: Sequence[bool],
    weights: Sequence[float],
    *,
    prior: dict[str, float] | None = None,
    penalty: float = 1.0,
    nonnegative: frozenset[str] = frozenset(),
    rounds: int = 400,
) -> dict[str, float]:
    """Weights by name, ``""`` for the intercept: minimises weighted log-loss plus penalty x distance to the prior.

    Full-batch gradient descent with a per-weight step (Rprop), projected where a weight must not be negative.
    """
    names = sorted({name for row in rows for name in row} | set(prior or {}) | {""})
    target = {name: (prior or {}).get(name, 0.0) for name in names}
    value = dict(target)
    step = dict.fromkeys(names, 0.1)
    last = dict.fromkeys(names, 0.0)
    for _ in range(rounds):
        slope = {n: penalty * (value[n] - target[n]) if n else 0.0 for n in names}
        for row, label, weight in zip(rows, labels, weights, strict=True):
            at = value[""] + sum(value[n] * x for n, x in row.items())
            error = weight * (_sigmoid(at) - label)
            slope[""] += error
            for n, x in row.items():
                slope[n] += error * x
        for n in names:
            if slope[n] * last[n] > 0:
                step[n] = min(step[n] * 1.2, 1.0)
            elif slope[n] * last[n] < 0:
                step[n] *= 0.5
            value[n] -= math.copysign(step[n], slope[n]) if slope[n] else 0.0
            if n in nonnegative:
                value[n] = max(0.0, value[n])
            last[n] = slope[n]
    return value


def predict(value: dict[str, float], row: dict[str, float]) -> float:
    """Log-odds."""
    return value[""] + sum(value.get(n, 0.0) * x for n, x in row.items())


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -500 else 0.0


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson), honest for few and for none."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)

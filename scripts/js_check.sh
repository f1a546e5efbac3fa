#!/usr/bin/env bash
# Types and lint of the extension's and the console's JavaScript; installs the checkers from package-lock.json when they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null 2>&1; then
  echo "js check: Node.js 20 or newer with npm is missing" >&2
  exit 1
fi
stamp=node_modules/.package-lock.json
if [ ! -f "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  echo "js check: installing typescript and eslint into node_modules (npm ci, no install scripts)"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  touch "$stamp"
fi
node_modules/.bin/tsc --noEmit
node_modules/.bin/eslint extension api/static tests/extension tests/bench

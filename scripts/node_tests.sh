#!/usr/bin/env bash
# Runs the JavaScript tests (node --test); nothing to do while there are none.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob globstar
tests=(tests/extension/**/*.test.js)
[ ${#tests[@]} = 0 ] && exit 0
if ! command -v node >/dev/null 2>&1; then
  echo "node tests: Node.js 20 or newer is missing" >&2
  exit 1
fi
node --test "${tests[@]}"

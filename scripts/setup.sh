#!/usr/bin/env bash
# Makes .venv from requirements.txt (every file checked by hash); does nothing when it is already that.
set -euo pipefail
cd "$(dirname "$0")/.."

python=""
for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
  [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "setup: Python 3.11 or newer is missing. Install it (Debian: apt-get install python3 python3-venv) or name one: PYTHON=/path make setup" >&2
  exit 1
fi

wanted=$(cat requirements.txt pyproject.toml | sha256sum | cut -d' ' -f1)
[ -x .venv/bin/python ] && [ "$(cat .venv/.wanted 2>/dev/null)" = "$wanted" ] && exit 0

echo "setup: making .venv with $("$python" --version) and installing $(grep -c '==' requirements.txt) packages into it"
if [ ! -x .venv/bin/python ] && ! "$python" -m venv .venv 2>/dev/null; then
  rm -rf .venv
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "setup: this Python cannot make a venv; installing Debian's python3-venv"
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends python3-venv >/dev/null
    "$python" -m venv .venv
  else
    echo "setup: this Python cannot make a venv. Install it as root: apt-get install python3-venv" >&2
    exit 1
  fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r scripts/bootstrap.txt
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.txt
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
rm -rf ./*.egg-info  # left by the build; beside the source it would be read before what is installed
echo "$wanted" > .venv/.wanted
echo "setup: done"

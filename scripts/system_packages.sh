#!/usr/bin/env bash
# Sees that the named Debian packages' programs are there; installs them when it may, else says plainly what is missing.
# In CI a missing program fails; elsewhere the tests that need it say so themselves.
set -euo pipefail

program() { case $1 in systemd) echo systemd-analyze ;; *) echo "$1" ;; esac; }

missing=()
for package in "$@"; do
  command -v "$(program "$package")" >/dev/null 2>&1 || missing+=("$package")
done
[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "system packages: installing ${missing[*]}"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi
echo "system packages: missing ${missing[*]}. Install as root: apt-get install ${missing[*]}" >&2
[ -z "${CI:-}" ] || exit 1

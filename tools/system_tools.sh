#!/bin/sh
# System programs that some tests need: installed where this is root on a machine with apt, otherwise named.
# The suite itself installs nothing; a test whose program is missing skips with the reason (and fails when CI=true).
set -u

missing=""
need() { missing="$missing $1"; }

command -v chromium >/dev/null 2>&1 || need chromium
command -v pdftotext >/dev/null 2>&1 || need poppler-utils
command -v java >/dev/null 2>&1 || need default-jre-headless
command -v npm >/dev/null 2>&1 || need npm
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need postgresql
find /usr/share/fonts/opentype/noto -name 'NotoSansCJK*' 2>/dev/null | grep -q . || need fonts-noto-cjk

[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed (root and apt are needed):$missing. The tests that use them will be skipped." >&2
    exit 0
fi
echo "Installing for the tests:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # the names are words on purpose
if apt-get update -qq >"$log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >>"$log" 2>&1; then
    exit 0
fi
tail -n 15 "$log" >&2
echo "apt could not install:$missing. The tests that use them will be skipped." >&2

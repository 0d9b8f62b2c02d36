#!/usr/bin/env bash
# Make sure that there is a browser for the tests: use the one that is there, else Debian's package, else say which.
# Usage: install_browser.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."

if "$1" -m tests.support.chromium >/dev/null 2>&1; then
    exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing Debian's chromium for the browser tests"
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
# Prints the browser's path, or the sentence that says what to install, and fails.
exec "$1" -m tests.support.chromium

#!/usr/bin/env bash
# Make sure that there is a browser for the tests: the one that is there, else Debian's package, else a sentence that names it.
# Usage: install_browser.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! "$1" -m tests.support.chromium >/dev/null 2>&1; then
    bash tests/support/apt_install.sh chromium || true
fi
# Prints the browser's path, or says what to install and fails.
exec "$1" -m tests.support.chromium

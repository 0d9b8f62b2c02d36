#!/usr/bin/env bash
# Make sure that there is a browser for the tests: Debian's Chromium without a window, which can be fetched where apt can, else the
# Chromium that is there, else a sentence that names what to install.
# Usage: install_browser.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -z "${BORDER_ATLAS_CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null; then
    bash tests/support/apt_install.sh chromium-headless-shell || "$1" -m tests.support.chromium >/dev/null || bash tests/support/apt_install.sh chromium || true
fi
# Prints the browser's path, or says what to install and fails.
exec "$1" -m tests.support.chromium

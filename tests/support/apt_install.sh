#!/usr/bin/env bash
# Install a Debian package when we may, else say which one is missing and fail. Usage: apt_install.sh PACKAGE
set -euo pipefail

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
    echo "The package “$1” is missing and cannot be installed from here. Install it and run this again." >&2
    exit 1
fi
echo "Installing Debian's package $1"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null

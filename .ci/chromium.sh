#!/usr/bin/env bash
# Makes Debian's Chromium present, for the tests in test/browser and test/e2e/browser, and for the
# Vulkan driver in software that comes with it. Does nothing where there is one.
set -euo pipefail

if [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
  "${CHROMIUM:-/usr/bin/chromium}" --version
  exit 0
fi
sudo=()
if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
"${sudo[@]}" apt-get update
"${sudo[@]}" apt-get install --yes --no-install-recommends chromium
/usr/bin/chromium --version

#!/usr/bin/env bash
# Sees to what tests of webgpu run on without a GPU: Vulkan's loader, and the driver that Debian's
# Chromium brings along (.ci/chromium.sh).
set -euo pipefail

driver=/usr/lib/chromium/vk_swiftshader_icd.json

loader () { PATH=$PATH:/sbin ldconfig -p | grep -q 'libvulkan\.so\.1'; }

if ! loader; then
  sudo=()
  if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
  "${sudo[@]}" apt-get update
  "${sudo[@]}" apt-get install --yes --no-install-recommends libvulkan1
fi
ls "$driver"

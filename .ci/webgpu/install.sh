#!/usr/bin/env bash
# Sees to a Vulkan driver that runs on the processor: SwiftShader, in Debian's chromium.
set -euo pipefail

driver=/usr/lib/chromium/vk_swiftshader_icd.json

there () { [ -f "$driver" ] && PATH=$PATH:/sbin ldconfig -p | grep -q 'libvulkan\.so\.1'; }

if there; then
  echo "$driver is there"
  exit 0
fi
as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y --no-install-recommends chromium libvulkan1
if ! there; then
  echo "the packages chromium and libvulkan1 bring no $driver here; tests of webgpu need a driver"
  exit 1
fi

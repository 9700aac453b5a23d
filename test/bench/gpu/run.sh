#!/bin/sh
# Runs the bench with what lies in this folder.
here=$(cd "$(dirname "$0")" && pwd)
nvidia=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "$VK_DRIVER_FILES$VK_ICD_FILENAMES" ] && [ -f "$nvidia" ]; then
  export VK_ICD_FILENAMES="$nvidia"
  LD_LIBRARY_PATH=/usr/local/nvidia/lib64:/usr/local/nvidia/lib:$LD_LIBRARY_PATH
fi
export LD_LIBRARY_PATH="$here/lib:$LD_LIBRARY_PATH"
exec "$here/node" "$here/bench.mjs" "$@"

#!/usr/bin/env bash
# Fails unless every file of test/webgpu ran on webgpu: `.ci/webgpu/ran.sh LOG`, where LOG is what
# AVA printed with --tap.
set -euo pipefail

log=$1
verdict=0
for file in test/webgpu/*.test.ts; do
  name=$(basename "$file" .test.ts)
  count=$(grep -Ec "^ok [0-9]+ - (.* )?$name › on webgpu: " "$log" || true)
  echo "$file: $count tests ran on webgpu"
  if (( count == 0 )); then verdict=1; fi
done
if grep 'WEBGPU WAS NOT RUN' "$log"; then verdict=1; fi
exit $verdict

#!/usr/bin/env bash
# Makes numpy present, which reads in one test what a mix of clouds wrote. Does nothing where it is.
set -euo pipefail

if python3 -c 'import numpy; print("numpy", numpy.__version__)'; then exit 0; fi
sudo=()
if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
"${sudo[@]}" apt-get update
"${sudo[@]}" apt-get install --yes --no-install-recommends python3-numpy
# A python3 that is not Debian's comes before it in the path
python3 -c 'import numpy' || /usr/bin/python3 -c 'import numpy'

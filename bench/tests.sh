#!/usr/bin/env bash
# Measures what a test costs beside its task: tests.sh [TASKS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=eng/setup.sh
source "$here/../eng/setup.sh"

if [ -z "${KPTN:-}" ]; then
  set_up
  KPTN=$tool
fi
python3 "$here/tests.py" "$here/work/tests" "$KPTN" "${1:-500}"

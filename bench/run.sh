#!/usr/bin/env bash
# Measures kptn against the build tools that are installed: run.sh [N [LAYERS [REPEATS [LIMIT]]]]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=eng/setup.sh
source "$here/../eng/setup.sh"

count=${1:-10000} layers=${2:-10} repeats=${3:-3} limit=${4:-120}
work=$here/work

if [ -z "${KPTN:-}" ]; then
  set_up
  KPTN=$tool
fi
rm -rf "$work"
python3 "$here/generate.py" "$count" "$layers" "$work"

printf '%s tasks in %s layers, median of %s runs (no-op: of %s), %s cores\n\n' \
  "$count" "$layers" "$repeats" "$((3 * repeats))" "$(nproc)"
python3 "$here/measure.py" "$work" "$KPTN" "$repeats" "$limit"

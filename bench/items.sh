#!/usr/bin/env bash
# Measures what an item of a mapped task costs: items.sh [MILLION]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=eng/setup.sh
source "$here/../eng/setup.sh"

if [ -z "${KPTN:-}" ]; then
  set_up
  KPTN=$tool
fi
python3 "$here/items.py" "$here/work/items" "$KPTN" "${1:-1000000}"

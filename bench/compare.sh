#!/usr/bin/env bash
# Measures how long it takes to compare large tables, against sort and diff: compare.sh [ROWS] [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=eng/setup.sh
source "$here/../eng/setup.sh"

if [ -z "${KPTN:-}" ]; then
  set_up
  KPTN=$tool
fi
PYTHONDONTWRITEBYTECODE=1 python3 "$here/compare.py" "$KPTN" "${1:-5000000}" "${2:-3}"

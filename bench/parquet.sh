#!/usr/bin/env bash
# Measures how long it takes to compare large Parquet files, against the same full outer join written by hand in DuckDB: parquet.sh [ROWS] [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=eng/setup.sh
source "$here/../eng/setup.sh"

if [ -z "${KPTN:-}" ]; then
  set_up
  KPTN=$tool
fi
PYTHONDONTWRITEBYTECODE=1 python3 "$here/parquet.py" "$KPTN" "$(ls "$here"/../artifacts/native/*/libduckdb.*so* "$here"/../artifacts/native/*/libduckdb.dylib 2>/dev/null | grep -E '(so|dylib)$' | head -n 1)" "${1:-3000000}" "${2:-5}"

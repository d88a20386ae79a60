#!/bin/sh
set -e
. "$(dirname "$0")/lib.sh"
{
  heading "$KPTN_ARG_TITLE"
  cat "$INPUT_PIPELINE_DIR/prep.csv" "$INPUT_PIPELINE_DIR/fit.txt"
} > "$OUTPUT_PIPELINE_DIR/pack.txt"

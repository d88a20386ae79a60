#!/bin/sh
# Scratch dir and results of dependencies: see $OUTPUT_PIPELINE_DIR and the JSON file $KPTN_CONTEXT.
set -eu
out="$OUTPUT_PIPELINE_DIR/report.txt"
{
  echo "Orders: $(($(wc -l < "$OUTPUT_PIPELINE_DIR/clean.csv") - 1))"
  echo "Totals by customer:"
  sed 's/.*"totals":{\([^}]*\)}.*/\1/; s/,/\n/g; s/"//g; s/:/: /g' "$KPTN_CONTEXT" | sed 's/^/  /'
} > "$out"
cat "$out"

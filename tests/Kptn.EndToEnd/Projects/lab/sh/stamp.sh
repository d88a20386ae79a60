set -e
cp "$INPUT_PIPELINE_DIR/joined.txt" "$OUTPUT_PIPELINE_DIR/stamp.txt"
echo '{"lines": 4, "b": [1, 2.5, null, "ü"]}' > "$KPTN_RESULT"

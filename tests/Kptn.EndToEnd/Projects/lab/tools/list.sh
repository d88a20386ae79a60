cp "$1" "$OUTPUT_PIPELINE_DIR/listing.txt"
echo '[1]' > "$KPTN_RESULT"

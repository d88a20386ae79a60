set -e
mkdir -p "$OUTPUT_PIPELINE_DIR/parts" "$OUTPUT_PIPELINE_DIR/shards"
for i in 1 2; do
  echo "part $i" > "$OUTPUT_PIPELINE_DIR/parts/$i.txt"
  echo "shard $i" > "$OUTPUT_PIPELINE_DIR/shards/$i.txt"
done

# Prepares the data.
source("util.R")
rows <- read_rows(file.path("..", "data", "in.csv"))
write.csv(clean(rows), file.path(Sys.getenv("OUTPUT_PIPELINE_DIR"), "prep.csv"), row.names = FALSE)

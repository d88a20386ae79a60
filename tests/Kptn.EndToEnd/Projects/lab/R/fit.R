args <- commandArgs(trailingOnly = TRUE)
folder <- Sys.getenv("OUTPUT_PIPELINE_DIR")
rows <- read.csv(file.path(folder, "prep.csv"))
writeLines(c(args, Sys.getenv("LAB_MODE"), Sys.getenv("KPTN_ARG_ALPHA"), basename(getwd()), sprintf("%.3f", sd(rows$value))), file.path(folder, "fit.txt"))

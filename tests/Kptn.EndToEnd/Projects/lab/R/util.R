source('deep/stats.R')

read_rows <- function(path) {
  read.csv(path)
}

clean <- function(rows) {
  rows$value <- centre(rows$value)
  rows
}

centre <- function(x) {
  x - mean(x)
}

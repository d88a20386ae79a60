# Reads scripts from stdin and answers each with its parse tree, or with the parser's complaint.
# Nothing of a script is run. Base R only.
# In: a count, then for each script its length in bytes (both 32 bits, little endian) and its text in UTF-8.
# Out: for each script a word (tree, error or skip), a line with the answer's length in bytes, and the answer.
input <- file("stdin", "rb")
count <- readBin(input, "integer", 1L, size = 4L, endian = "little")
utf8 <- isTRUE(l10n_info()[["UTF-8"]])
options(warn = -1, expressions = 500000L)
for (i in seq_len(count)) {
  length <- readBin(input, "integer", 1L, size = 4L, endian = "little")
  bytes <- if (length > 0L) readBin(input, "raw", length) else raw(0)
  if (!utf8 && any(bytes > as.raw(127L))) {
    cat("skip\n0\n\n")
    next
  }
  answer <- tryCatch(
    list("tree", rawToChar(serialize(
      parse(text = rawToChar(bytes), keep.source = FALSE, encoding = "UTF-8"),
      NULL, ascii = NA, version = 2L
    ))),
    error = function(e) list("error", enc2utf8(conditionMessage(e)))
  )
  cat(answer[[1L]], "\n", nchar(answer[[2L]], "bytes"), "\n", answer[[2L]], "\n", sep = "")
}

# Runs R scripts, each in a fork of this R that has started already, as Rscript would run them. Base R only.
# A fork puts the script in the place of this file, from which R reads its program, and returns to R's own loop: what follows is R's doing.
# fork(2) and not parallel's mcfork(): that marks the fork, so that mclapply() would run serially in it and some devices would refuse to open.
# In, a line each: go (fork), end (a fork has ended: say how). Out: ready and the number of threads, or unfit and why; the fork's id; its
# status as wait(2) has it and its CPU seconds. What to run is in the file that is the first argument, which a fork removes
# when it is ready to begin, so that a script that has not begun can be told from one that has failed.
base::invisible(base::local({
  unfit <- function(...) {
    cat("unfit", ..., "\n")
    quit("no", 0L, FALSE)
  }
  links <- function(descriptors) Sys.readlink(paste0("/proc/self/fd/", descriptors))
  program <- which(basename(links(0:31)) == basename(sub("^--file=", "", commandArgs()[[4L]])))
  if (length(program) != 1L || !all(nzchar(links(seq_len(program) - 1L)))) unfit("R does not read its program as expected")
  maps <- readLines("/proc/self/maps")
  library_path <- unique(regmatches(maps, regexpr("/.*/(libc[.]so[.]6|libc-[0-9.]+[.]so|ld-musl-[^/]*[.]so[.]1)$", maps)))
  if (length(library_path) != 1L) unfit("the C library was not found")
  libc <- dyn.load(library_path)
  forks <- dyn.load(file.path(find.package("parallel"), "libs", .Platform$r_arch, paste0("parallel", .Platform$dynlib.ext)))
  call <- lapply(c(fork = "fork", wait = "wait", setsid = "setsid", fopen = "fopen"), function(name) getNativeSymbolInfo(name, libc)$address)
  close_file <- getNativeSymbolInfo("mc_close_fds", forks)
  own <- Sys.getpid()
  children <- sprintf("/proc/%d/task/%d/children", own, own)
  if (!file.exists(children)) unfit("/proc does not show children")
  work <- commandArgs(TRUE)[[1L]]
  commands <- fifo("/proc/self/fd/0", "r", blocking = TRUE)
  bytes <- function(text) c(charToRaw(text), as.raw(0L))
  # The lowest free descriptor is the one that was closed just now.
  replace <- function(descriptor, path, mode) {
    .Call(close_file, descriptor)
    .C(call$fopen, bytes(path), bytes(mode))
  }
  begin <- function() {
    .C(call$setsid)
    told <- file(work, "rb")
    text <- function(n) readBin(told, "character", n)
    counts <- as.integer(text(2L))
    script <- text(1L)
    log <- text(1L)
    names <- text(counts[[1L]])
    values <- text(counts[[1L]])
    words <- text(counts[[2L]])
    close(told)
    close(commands)
    if (counts[[1L]]) do.call(Sys.setenv, structure(as.list(values), names = names))
    tempdir(check = TRUE)
    line <- c(commandArgs()[1:3], paste0("--file=", gsub(" ", "~+~", script, fixed = TRUE)), if (length(words)) c("--args", words))
    arguments <- commandArgs
    body(arguments)[[2L]][[3L]] <- line
    unlockBinding("commandArgs", baseenv())
    assign("commandArgs", arguments, baseenv())
    lockBinding("commandArgs", baseenv())
    replace(program - 1L, script, "r")
    replace(0L, "/dev/null", "r")
    replace(2L, log, "a")
    opened <- links(c(program - 1L, 0L, 2L))
    if (!identical(opened[1:2], c(normalizePath(script), "/dev/null")) || !nzchar(opened[[3L]])) stop()
    replace(1L, log, "a")
    file.remove(work)
    dyn.unload(library_path)
    dyn.unload(forks[["path"]])
  }
  # The next tempdir(check = TRUE) makes another, so each fork gets its own.
  unlink(tempdir(), recursive = TRUE)
  gc()
  threads <- function() length(list.files("/proc/self/task"))
  if (threads() > 1L) {
    # OpenBLAS ends its threads at a fork, and starts them on either side when they are needed; others lose theirs.
    .C(call$fork)
    if (Sys.getpid() != own) tools::pskill(Sys.getpid(), 9L)
    .C(call$wait, 0L)
  }
  cat("ready", threads(), "\n")
  repeat {
    command <- readLines(commands, 1L)
    if (!length(command)) {
      unlink(c(work, paste0(work, ".err")))
      quit("no", 0L, FALSE)
    }
    if (command == "go") {
      .C(call$fork)
      if (Sys.getpid() != own) {
        if (!suppressWarnings(tryCatch({begin(); TRUE}, error = function(e) FALSE))) quit("no", 1L, FALSE)
        break
      }
      cat(readLines(children, warn = FALSE), "\n")
    } else {
      before <- proc.time()[4:5]
      status <- .C(call$wait, -1L)[[1L]]
      cat(status, sum(proc.time()[4:5] - before), "\n")
    }
  }
}, base::new.env(parent = base::baseenv())))

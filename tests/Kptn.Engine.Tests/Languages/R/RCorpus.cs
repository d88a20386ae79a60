using System.Text;

namespace Kptn.Engine.Tests.Languages.R;

/// <summary>Scripts that could tell a warm fork from Rscript if it were not one.</summary>
internal static class RCorpus
{
    public static IEnumerable<(string Name, string Text)> All()
    {
        var name = "";
        var text = new StringBuilder();
        foreach (var line in Texts.Split('\n'))
        {
            if (!line.StartsWith("=== ", StringComparison.Ordinal))
            {
                text.Append(line).Append('\n');
                continue;
            }

            if (name.Length > 0) yield return (name, text.ToString());
            (name, text) = (line[4..].Replace(' ', '-'), new StringBuilder());
        }

        yield return (name, text.ToString());
        yield return ("empty", "");
        yield return ("no-newline-at-the-end", "x <- 1\nx + 1");
        yield return ("no-newline-in-a-comment", "1\n# the end");
        yield return ("crlf", "x <- 'a\r\nb'\r\nx\r\nif (TRUE) {\r\n  2\r\n}\r\nstop('no')\r\n");
        yield return ("lone-cr", "1\r2\r\n3\n");
        yield return ("byte-order-mark", "\ufeffcat('bom')\n");
        yield return ("nul", "cat('a')\ncat('b\0c')\ncat('d')\n");
        yield return ("form-feed", "cat('a')\n\f\ncat('b')\n");
        yield return ("very-long-line", $"x <- c({string.Join(", ", Enumerable.Range(0, 20_000))})\nsum(x)\n'{new string('y', 9_000)}'\nnchar('{new string('z', 200_000)}')\n");
        yield return ("more-than-a-buffer", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"x{i} <- {i}L; if (x{i} %% 1000L == 0L) print(x{i})\n")));
        foreach (var size in (int[])[4094, 4095, 4096, 4097, 8192]) yield return ($"of-{size}-bytes", $"1\n#{new string('c', size - 10)}\nls()\n2");
        yield return ("deep", $"{new string('(', 60)}1{new string(')', 60)}\n{string.Concat(Enumerable.Repeat("list(", 40))}1{new string(')', 40)}\n");
        yield return ("not-closed", "f <- function() {\n  1\n\nprint('never')\n");
        yield return ("string-not-closed", "cat('before\\n')\nx <- 'abc\nprint(1)\n");
    }

    private const string Texts = """
=== nothing but a comment
# hello
=== auto print
1:30
"text"
c(a = 1, b = 2)
NULL
TRUE
invisible(3)
x <- 5
(y <- 6)
function(x) x + 1   # kept?
f <- function(x) {
  # inside
  x
}
f
data.frame(a = 1:3, b = letters[1:3])
list(1, "a", list(2))
as.Date("2024-02-29")
factor(c("u", "v"))
matrix(1:4, 2)
quote(a + b)
~ a + b
setClass("P", representation(x = "numeric"))
new("P", x = 1)
structure(1, class = "mine")
print.mine <- function(x, ...) cat("<mine>\n")
structure(1, class = "mine")
1; 2; invisible(3); 4
if (FALSE) 1
for (i in 1:2) i
NULL -> z
=== cat and message
cat("a\n")
message("to stderr")
cat("b")
cat("c\n", file = stderr())
write("d", stderr())
write("e", stdout())
print("f")
message("g", appendLF = FALSE)
cat("h", "i", sep = "")
=== one warning
warning("once")
cat("after\n")
=== many warnings
f <- function(i) warning("number ", i)
for (i in 1:7) f(i)
cat("after\n")
for (i in 1:60) warning("x", i)
1 + 1
=== long warning
f <- function(a_rather_long_argument_name) warning(strrep("word ", 40))
f(1)
as.integer("x")
sqrt(-1)
1:3 + 1:2
=== warning at once
options(warn = 1)
f <- function() warning("now")
f()
cat("after\n")
=== warning is an error
options(warn = 2)
cat("before\n")
as.integer("x")
cat("never\n")
=== warning in the last line
x <- as.integer("q")
=== warnings printed
f <- function() { warning("w1"); warning("w2"); 3 }
f()
warnings()
summary(warnings())
=== warning then error
warning("first")
f <- function() { warning("second"); stop("third") }
f()
=== error
cat("before\n")
stop("top level")
cat("never\n")
=== error in a function
f <- function(x) g(x)
g <- function(y) stop("in g: ", y)
f(3)
=== error of a long call
f <- function(first_argument, second_argument, third_argument) stop("the message is rather long, so that it goes to the next line")
f("a long text indeed, that takes room", "a long text indeed, that takes room", "a long text")
=== error without a call
stop("no call", call. = FALSE)
=== error with a class
stop(structure(class = c("mine", "error", "condition"), list(message = "own", call = quote(f(x)))))
=== missing object
x + 1
=== missing function
nothere(1)
=== error handled
r <- tryCatch(stop("a"), error = function(e) conditionMessage(e), finally = cat("finally\n"))
r
try(stop("tried"))
try(log(-1))
cat(geterrmessage())
try(stop("silent"), silent = TRUE)
withCallingHandlers({ warning("W"); "value" }, warning = function(w) { message("caught ", conditionMessage(w)); invokeRestart("muffleWarning") })
=== error option
options(error = quote({ cat("on error\n"); quit(status = 9) }))
f <- function() stop("x")
f()
=== error option that goes on
options(error = expression(NULL))
cat("a\n")
stop("b")
cat("goes on\n")
=== stopifnot
f <- function(x) stopifnot("x must be positive" = x > 0)
f(-1)
=== quit with a status
cat("a\n")
quit(status = 3)
cat("never\n")
=== q without saving
x <- 1
q("no", 2)
=== quit in a function
f <- function() { on.exit(cat("on exit\n")); quit(status = 7) }
f()
=== quit in tryCatch
tryCatch(quit(status = 4), error = function(e) 1, finally = cat("finally\n"))
=== quit with a large status
quit(status = 256 + 5)
=== quit and last
.Last <- function() cat("last words\n")
quit(status = 6)
=== quit without last
.Last <- function() cat("last words\n")
quit(status = 6, runLast = FALSE)
=== quit saving
x <- 1
q("yes")
=== quit wrongly
q("maybe")
=== last at the end
.Last <- function() { cat("last words\n"); warning("late") }
cat("end\n")
=== last that fails
.Last <- function() stop("in last")
cat("end\n")
=== last after an error
.Last <- function() cat("last words\n")
stop("x")
=== finalizers
e <- new.env()
reg.finalizer(e, function(x) cat("finalizer\n"), onexit = TRUE)
invisible(reg.finalizer(environment(), function(x) cat("global\n"), onexit = TRUE))
cat("end\n")
=== finalizers and quit
e <- new.env()
reg.finalizer(e, function(x) cat("finalizer\n"), onexit = TRUE)
quit(status = 8)
=== on exit
f <- function() { on.exit(cat("bye\n")); stop("x") }
f()
=== parse error in the middle
cat("one\n")
x <- 5
x
y <- (3 + 
4))
cat("never\n")
=== parse error on line one
x y
cat("never\n")
=== parse error after warning
warning("w")
a b
=== parse error context
cat("a\n")
f <- function(x) {
  x +
  * 2
}
=== unknown escape
cat("a\n")
x <- "\q"
=== bad number
1 2 3
=== stray brace
}
=== else at top level
if (FALSE) {
  1
}
else {
  2
}
=== raw strings and pipes
r"(a\b)"
c(1, 4) |> sqrt()
sapply(1:3, \(x) x^2)
=== utf8
x <- "Grüße, 世界 🎉"
x
nchar(x)
Encoding(x)
ünï <- 1
ünï
"\u00fc"
toupper(x)
cat(x, "\n")
message(x)
stop("Fehler: ü")
=== libraries
library(stats4)
library(splines)
suppressPackageStartupMessages(library(tools))
search()
requireNamespace("compiler")
library(notthere)
=== namespaces at the start
sort(loadedNamespaces())
search()
=== the session at the start
ls(all.names = TRUE)
exists(".Random.seed")
interactive()
length(sys.calls())
names(options())
str(options()[c("warn", "echo", "digits", "width", "keep.source", "encoding", "defaultPackages", "device")])
showConnections()
sink.number()
sapply(getLoadedDLLs(), `[[`, "name")
environmentName(parent.env(globalenv()))
Sys.getlocale()
ls(baseenv())[!ls(baseenv()) %in% builtins()]
formals(commandArgs)
environment(commandArgs)
bindingIsLocked("commandArgs", baseenv())
RNGkind()
warnings()
.packages()
l10n_info()
capabilities()
options("papersize", "browser", "pager", "editor", "menu.graphics")
.libPaths()
R.home()
nlevels(factor(1))
getHook <- NULL
names(.GlobalEnv)
exists("T")
Cstack_info()[["eval_depth"]]
is.null(dev.list())
=== environment at the start
e <- Sys.getenv()
e <- e[!names(e) %in% c("R_SESSION_TMPDIR", "KPTN_TRY")]
print(unclass(e)[order(names(e))])
nchar(Sys.getenv("R_SESSION_TMPDIR"))
Sys.getenv("R_SESSION_TMPDIR") == tempdir()
=== frames at top level
sys.call()
sys.function()
parent.frame()
sys.nframe()
environment()
f <- function() { print(sys.call()); print(parent.frame()); sys.nframe() }
f()
eval(quote(sys.nframe()))
nchar(getwd()) > 1
basename(getwd())
=== seed
set.seed(1)
runif(3)
rnorm(2)
sample(10)
set.seed(42, kind = "L'Ecuyer-CMRG")
rnorm(1)
=== arguments
args <- commandArgs(trailingOnly = TRUE)
args
commandArgs()
length(args)
Encoding(args)
base::commandArgs(TRUE)
do.call(commandArgs, list(trailingOnly = TRUE))
=== folders
basename(getwd())
file.exists("folders.R")
t <- tempfile("abc")
startsWith(t, tempdir())
nchar(basename(tempdir()))
dir.exists(tempdir())
list.files(tempdir(), all.files = TRUE)
writeLines("x", t)
readLines(t)
file.info(tempdir())$mode
setwd("..")
=== files
writeLines(c("a", "b"), "made.txt")
readLines("made.txt")
saveRDS(1:3, "made.rds")
readRDS("made.rds")
unlink(c("made.txt", "made.rds"))
con <- file("open.txt", "w")
cat("not closed", file = con)
=== connections left open
con <- file("left.txt", "w")
cat("x", file = con)
showConnections()
closeAllConnections()
showConnections()
readLines("left.txt", warn = FALSE)
cat("goes on\n")
=== many collections
for (i in 1:30) { x <- vector("list", 1e5); gc() }
cat("fine\n")
showConnections()
=== children
system("echo child")
system("echo child on stderr >&2")
system("cat; echo read")
system("exit 3")
system("echo interned", intern = TRUE)
system2("sh", c("-c", shQuote("echo two; exit 4")))
x <- system2("echo", "captured", stdout = TRUE)
x
cat("between\n")
p <- pipe("cat")
writeLines("through a pipe", p)
close(p)
system("echo $US_STATE; pwd | sed 's,.*/,,'")
shell <- system("kill -9 $$")
shell
=== descriptors
system("ls -l /dev/fd/ | sed 's/.*\\([0-9]\\) -> \\(.\\).*/\\1 \\2/' | grep '^[0-3] '")
=== children in the background
system("sleep 0.2; echo late", wait = TRUE)
system("(sleep 0.1; echo later) & wait")
=== standard input
readLines(file("stdin"))
readLines("stdin")
scan(file("stdin"), quiet = TRUE)
=== reads its own lines
x <- readLines(stdin(), 2)
first
second
x
y <- readline("prompt> ")
y
readLines(stdin())
z
w
=== scan its own lines
x <- scan("", n = 3)
1 2
3
x
x <- scan()
4 5

x
=== menu
menu(c("a", "b"))
=== browser
f <- function() { browser(); 1 }
f()
c
cat("after\n")
=== large output
for (i in 1:20000) cat(i, strrep("x", 50), "\n")
print(1:5000)
options(max.print = 20)
1:100
=== interleaved
for (i in 1:200) { cat("out", i, "\n"); message("err ", i) }
=== sink
sink("sunk.txt")
print("into the file")
1:3
sink()
readLines("sunk.txt")
zz <- textConnection("kept", "w")
sink(zz)
print(1)
sink()
close(zz)
kept
con <- file("err.txt", "w")
sink(con, type = "message")
message("hidden")
sink(type = "message")
close(con)
readLines("err.txt")
sink("left.txt")
print("left open")
=== capture
capture.output(print(1:3), cat("x\n"))
capture.output(message("m"), type = "message")
=== source
writeLines(c("a <- 1", "a", "print(a + 1)", "# comment", "f <- function() stop('sourced')"), "other_file.R")
source("other_file.R")
source("other_file.R", echo = TRUE)
sys.source("other_file.R", new.env())
source("other_file.R", print.eval = TRUE)
f()
=== options
options(digits = 3)
pi
options(width = 40)
1:30
options(scipen = -5)
1000
options(OutDec = ",")
1.5
options(echo = TRUE)
1 + 1
cat("echoed\n")
=== prompt and echo
options(prompt = "? ", continue = "... ", echo = TRUE)
1 +
2
=== time and pid
Sys.getpid() > 0
class(Sys.time())
inherits(system.time(1), "proc_time")
=== graphics
pdf("plot.pdf")
plot(1:3)
dev.off()
png("plot.png", type = "cairo")
plot(1)
dev.off()
file.exists("plot.pdf")
plot(1)
dev.cur()
unlink("Rplots.pdf")
=== default graphics
plot(1:3)
cat("plotted\n")
=== parallel
library(parallel)
mclapply(1:3, function(i) i^2, mc.cores = 2)
parallel:::isChild()
unlist(mclapply(1:2, function(i) Sys.getpid(), mc.cores = 2, mc.preschedule = FALSE)) == Sys.getpid()
job <- mcparallel({ cat("in a job\n"); 5 })
mccollect(job)[[1]]
cluster <- makeCluster(1)
clusterEvalQ(cluster, 1 + 1)
stopCluster(cluster)
Sys.sleep(1)
=== regression
m <- lm(dist ~ speed, cars)
summary(m)
solve(matrix(c(2, 1, 1, 3), 2))
head(mtcars, 3)
str(iris)
=== recursion
f <- function(n) f(n + 1)
r <- try(f(1), silent = TRUE)
class(r)
f(1)
=== allocation
x <- try(numeric(1e15))
numeric(1e15)
=== interrupts
tools::pskill(Sys.getpid(), tools::SIGINT)
Sys.sleep(0.2)
cat("never\n")
=== kill itself
cat("before\n")
tools::pskill(Sys.getpid(), tools::SIGKILL)
Sys.sleep(5)
=== abort
tools::pskill(Sys.getpid(), 6)
Sys.sleep(5)
=== terminate
tools::pskill(Sys.getpid(), 15)
Sys.sleep(5)
=== segfault
tools::pskill(Sys.getpid(), 11)
Sys.sleep(5)
=== user signal saves
tools::pskill(Sys.getpid(), tools::SIGUSR1)
Sys.sleep(1)
=== time limits
setTimeLimit(elapsed = 0.3)
repeat {}
=== session time limit
invisible(try(setSessionTimeLimit(elapsed = 1e6)))
cat("ok\n")
=== s3 s4 r5
A <- setRefClass("A", fields = list(x = "numeric"), methods = list(show = function() cat("A of", x, "\n"), finalize = function() cat("gone\n")))
a <- A$new(x = 1)
a
rm(a)
invisible(gc())
setGeneric("area", function(s) standardGeneric("area"))
showMethods("area")
=== help and others
example <- 1
?notatopic
vignette("nope")
=== trace
f <- function(x) x
trace("f", quote(cat("traced\n")), print = FALSE)
f(1)
untrace("f")
traceback()
=== delayed and active
delayedAssign("lazy", {cat("forced\n"); 1})
lazy
makeActiveBinding("now", function() 42, environment())
now
=== rscript shebang
#!/usr/bin/env Rscript
#! second
cat("ran\n")
=== locale
format(as.POSIXct(0, tz = "UTC"), "%A %B")
sort(c("b", "A", "a", "B"))
format(1234567.891, big.mark = ",")
Sys.setlocale("LC_COLLATE", "C")
sort(c("b", "A", "a", "B"))
=== timezone
Sys.timezone()
as.POSIXct(0, origin = '1970-01-01')
Sys.setenv(TZ = "Asia/Tokyo")
as.POSIXct(0, origin = '1970-01-01')
=== save image
x <- 1
save.image()
file.exists(".RData")
unlink(".RData")
=== c level output
invisible(.Call)
tools::md5sum("c-level-output.R") == ""
str(1:3)
print(environment())
write.csv(head(cars, 2))
write.table(head(cars, 2), stdout())
p <- pipe("cat", "wb")
writeBin(charToRaw("raw\n"), p)
close(p)
=== profile
Rprof("prof.out")
for (i in 1:1e5) sqrt(i)
Rprof(NULL)
file.exists("prof.out")
=== progress
pb <- txtProgressBar(0, 3, style = 3)
for (i in 1:3) setTxtProgressBar(pb, i)
close(pb)
=== top level loops
x <- 0
repeat { x <- x + 1; if (x > 2e5) break }
x
while (x > 0) x <- x - 1
x
=== byte compiler
f <- function(n) { s <- 0; for (i in seq_len(n)) s <- s + i; s }
f(10); f(10); f(1e5)
f
=== debug
f <- function(x) { y <- x + 1
  y * 2 }
debug(f)
f(1)


cat("after\n")
=== rmd like
if (!interactive()) cat("batch\n")
invisible(Sys.setlocale("LC_ALL", "C"))
"ü"
=== session info
s <- sessionInfo()
s$basePkgs
names(s$loadedOnly)
toLatex(s, locale = FALSE)
=== attach and detach
attach(cars)
search()[2]
detach(cars)
detach("package:stats")
search()
""";
}

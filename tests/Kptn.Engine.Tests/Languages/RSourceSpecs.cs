using Kptn.Engine.Languages;
using Kptn.Engine.Languages.R;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Languages;

public sealed class RSourceSpecs
{
    [Theory(Timeout = 20_000)]
    [InlineData("source(\"lib/x.R\")")]
    [InlineData("source('lib/x.R', local = TRUE)")]
    [InlineData("source(file = \"lib/x.R\")")]
    [InlineData("source(\n  encoding = 'UTF-8',\n  file = \"lib/x.R\")")]
    [InlineData("base::source(\"lib/x.R\")")]
    [InlineData("sys.source(\"lib/x.R\", envir = new.env())")]
    [InlineData("source(here::here(\"tasks\", \"lib\", \"x.R\"))")]
    [InlineData("library(here)\nsource(here(\"tasks/lib/x.R\"))")]
    [InlineData("source(file.path(\"..\", \"tasks\", \"lib\", \"x.R\"))")]
    [InlineData("source(paste0(\"lib/\", \"x\", \".R\"))")]
    [InlineData("source(paste(\"lib\", \"x.R\", sep = \"/\"))")]
    [InlineData("source(normalizePath(\"lib/x.R\"))")]
    [InlineData("root <- \"lib\"\nsource(file.path(root, \"x.R\"))")]
    [InlineData("root <- \"..\"\nroot <- file.path(root, 'tasks')\nsource(file.path(root, \"lib\", \"x.R\"))")]
    [InlineData("'lib' -> root; source(file.path(root, \"x.R\"))")]
    [InlineData("for (f in c(\"lib/x.R\")) source(f)")]
    [InlineData("for (f in c(\"x.R\")) {\n  p <- file.path(\"lib\", f)\n  source(p)\n}")]
    [InlineData("lapply(c(\"lib/x.R\"), source)")]
    [InlineData("invisible(sapply(list.files(\"lib\", pattern = \"[.]R$\", full.names = TRUE), source))")]
    [InlineData("files <- list.files('lib', full.names = TRUE)\npurrr::walk(files, source)")]
    [InlineData("list.files('lib', full.names = TRUE) |> purrr::walk(source)")]
    [InlineData("list.files('lib', full.names = TRUE) %>% walk(~ source(.x))")]
    [InlineData("lapply('x.R', function(f) source(file.path('lib', f)))")]
    [InlineData("lapply('x.R', \\(f) { source(paste0('lib/', f)) })")]
    [InlineData("for (f in list.files('lib')) source(file.path('lib', f))")]
    [InlineData("sapply(Sys.glob('lib/*.R'), source)")]
    [InlineData("sapply(FUN = source, X = 'lib/x.R')")]
    [InlineData("targets::tar_source(\"lib\")")]
    [InlineData("if (TRUE) { suppressMessages(source(\"lib/x.R\")) }")]
    [InlineData("tryCatch(source(\"lib/x.R\"), error = function(e) NULL)")]
    [InlineData("f <- function() {\n  source(\"lib/x.R\", local = TRUE)$value\n}\nf()")]
    [InlineData("x <- source(\"lib/x.R\")$value")]
    [InlineData("do.call(source, list(\"lib/x.R\"))")]
    [InlineData("do.call(\"source\", list(file = \"lib/x.R\"))")]
    [InlineData("eval(parse(\"lib/x.R\"))")]
    [InlineData("box::use(./lib/x)")]
    [InlineData("box::use(x = ./lib/x[f, g])")]
    [InlineData("import::from(\"lib/x.R\", f)")]
    [InlineData("import::here(f, .from = \"lib/x.R\")")]
    [InlineData("setwd('lib'); source('x.R')")]
    [InlineData("setwd(here::here())\nsource('tasks/lib/x.R')")]
    [InlineData("withr::with_dir('lib', source('x.R'))")]
    [InlineData("source(file.path(dirname(sys.frame(1)$ofile), 'lib', 'x.R'))")]
    [InlineData("source(file.path(this.path::this.dir(), 'lib/x.R'))")]
    [InlineData("s <- source\ns('lib/x.R')")]
    [InlineData("path <- if (interactive()) 'lib/x.R' else 'lib/x.R'\nsource(path)")]
    [InlineData("source(r\"(lib/x.R)\")")]
    [InlineData("# é \"\nsource('lib/x.R') # source('lib/none.R')")]
    [InlineData("source('lib/x.R', chdir = TRUE)")]
    [InlineData("modules::use('lib/x.R')")]
    [InlineData("callr::rscript('lib/x.R')")]
    [InlineData("withr::local_dir('lib')\nsource('x.R')")]
    public async Task I_can_source_in_every_way(string script)
    {
        using var room = new CodeRoom();
        room.Write("tasks/a.R", script).Write("tasks/lib/x.R", "f <- 1\n").Write("tasks/other.R", "g <- 1\n");
        var before = await room.Read(new RCodeReader(), "tasks/a.R");
        Assert.Empty(before.Findings);
        Assert.Equal(["tasks/a.R", "tasks/lib/x.R"], before.Components.Select(c => c.Name));

        var after = await room.Write("tasks/lib/x.R", "f <- 2\n").Write("tasks/other.R", "g <- 2\n").Read(new RCodeReader(), "tasks/a.R");
        Assert.Equal(before.Components[0], after.Components[0]);
        Assert.NotEqual(before.Components[1].Hash, after.Components[1].Hash);
    }

    [Fact(Timeout = 20_000)]
    public async Task Sourced_files_source_from_the_first_scripts_folder_and_cycles_end()
    {
        using var room = new CodeRoom();
        room.Write("t/a.R", "source('lib/b.R')\n").Write("t/lib/b.R", "source('lib/c.R')\nsource('d.R')\n")
            .Write("t/lib/c.R", "source('a.R')\nSys.getenv('KPTN_CONTEXT')\n").Write("t/lib/d.R", "1\n");
        var reach = await room.Read(new RCodeReader(), "t/a.R");

        Assert.Empty(reach.Findings);
        Assert.True(reach.MentionsContext);
        Assert.Equal(["t/a.R", "t/lib/b.R", "t/lib/c.R", "t/lib/d.R"], reach.Components.Select(c => c.Name));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_missing_file_is_found_with_its_place_and_a_near_name()
    {
        using var room = new CodeRoom();
        room.Write("a.R", "x <- 1\n  source(\"lib/utils.R\")\n").Write("lib/util.R", "1");
        var finding = Assert.Single((await room.Read(new RCodeReader(), "a.R")).Findings);

        Assert.Equal(
            new Finding("missing-source", new Place("a.R", 2, 3), "sourced file 'lib/utils.R' does not exist", "'lib/utils.R'", "did you mean 'util.R'?"),
            finding);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("if (file.exists('x.R')) source('x.R')", "missing-source")]
    [InlineData("try(source('x.R'), silent = TRUE)", "missing-source")]
    [InlineData("source('https://example.org/x.R')", "r-source-network")]
    [InlineData("f <- commandArgs(TRUE)[1]\nsource(f)", "r-source-dynamic")]
    [InlineData("load <- function(p) source(p)\nload('lib/x.R')", "r-source-dynamic")]
    [InlineData("source(Sys.getenv('LIB'))", "r-source-dynamic")]
    [InlineData("x <- 'a.R'; x <- readline(); source(x)", "r-source-dynamic")]
    [InlineData("x <- 'a.R'; f <- function() source(x); x <- readline(); f()", "r-source-dynamic")]
    [InlineData("setwd(Sys.getenv('HOME')); source('not-there.R')", "r-source-dynamic")]
    [InlineData("paths <- 'a.R'; paths[2] <- readline(); lapply(paths, source)", "r-source-dynamic")]
    public async Task What_may_be_missing_or_cannot_be_told_is_a_warning(string script, string code)
    {
        using var room = new CodeRoom();
        room.Write("a.R", script);
        var finding = Assert.Single((await room.Read(new RCodeReader(), "a.R")).Findings);

        Assert.Equal((code, Severity.Warning), (finding.Code, finding.Severity));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_cannot_be_told_falls_back_to_all_scripts_below_and_their_mistakes_are_quiet()
    {
        using var room = new CodeRoom { Roots = ["shared"] };
        room.Write("t/a.R", "source(commandArgs(TRUE)[1])\n").Write("t/lib/x.r", "1").Write("t/draft.R", "x <- (")
            .Write("shared/y.R", "source('none.R')").Write("elsewhere/z.R", "1").Write("t/renv/activate.R", "1");
        var reach = await room.Read(new RCodeReader(), "t/a.R");

        Assert.Equal("r-source-dynamic", Assert.Single(reach.Findings).Code);
        Assert.Equal(["shared/y.R", "t/a.R", "t/draft.R", "t/lib/x.r"], reach.Components.Select(c => c.Name));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("df$source('none.R')")]
    [InlineData("x <- filter(d, source == 'a')")]
    [InlineData("readRDS('none.rds'); read.csv('none.csv'); library(none); require('none')")]
    [InlineData("parse(text = code)")]
    [InlineData("source(textConnection(code))")]
    [InlineData("cat(\"source('none.R')\")")]
    [InlineData("box::use(dplyr[filter], stats)")]
    [InlineData("use(data); from(x); render(view)")]
    public async Task What_only_looks_like_sourcing_is_left_alone(string script)
    {
        using var room = new CodeRoom();
        var reach = await room.Write("a.R", script).Read(new RCodeReader(), "a.R");

        Assert.Empty(reach.Findings);
        Assert.Single(reach.Components);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("x <- 1\ny <- a b\n", null, 2, 8)]
    [InlineData("x <- 1\ny <- 'q\\q'\n", null, 2, 6)]
    [InlineData("x <- 1\nf(\n", null, 2, 2)]
    [InlineData("x <- 1\ny <- \"open\n", "/nowhere/Rscript", 2, 6)]
    [InlineData("x <- 1\nf(]\n", "/nowhere/Rscript", 2, 3)]
    [InlineData("x <- '\0'\n", null, 1, 1)]
    public async Task A_syntax_error_is_found_with_its_place(string script, string? rscript, int line, int column)
    {
        using var room = new CodeRoom { Rscript = rscript };
        var reach = await room.Write("a.R", script).Read(new RCodeReader(), "a.R");
        var again = await room.Read(new RCodeReader(), "a.R");

        var finding = Assert.Single(reach.Findings);
        Assert.Equal(("r-syntax", new Place("a.R", line, column)), (finding.Code, finding.Place));
        Assert.Equal("whole file", reach.Components[0].Note);
        Assert.Equal(reach.Findings, again.Findings);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_second_read_starts_no_process_and_reads_no_file()
    {
        using var room = new CodeRoom();
        room.Write("a.R", "source('b.R')").Write("b.R", "1");
        var first = await room.Read(new RCodeReader(), "a.R");
        Assert.Equal(1, room.Processes.Started);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await room.Read(new RCodeReader(), "a.R");
        var third = await room.Read(new RCodeReader(), "a.R");

        Assert.Equal(1, room.Processes.Started);
        Assert.Equal(0, room.Context.Files.FilesRead);
        Assert.Equal(first.Components, third.Components);
    }

    [Fact(Timeout = 20_000)]
    public async Task What_R_once_read_stays_read_when_R_is_gone()
    {
        using var room = new CodeRoom();
        var first = await room.Write("a.R", "x <- 1").Read(new RCodeReader(), "a.R");
        using var without = new CodeRoom { Rscript = "/nowhere/Rscript" };
        without.Write("a.R", "x <- 1");
        Directory.CreateDirectory(without.Folder[".kptn/cache"]);
        File.Copy(room.Folder[".kptn/cache/facts"], without.Folder[".kptn/cache/facts"]);
        var second = await without.Read(new RCodeReader(), "a.R");

        Assert.Equal(first.Components, second.Components);
        Assert.Equal(0, without.Processes.Started);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_profile_beside_the_script_counts()
    {
        using var room = new CodeRoom();
        room.Write("t/a.R", "1").Write("t/.Rprofile", "source('renv/activate.R')").Write("t/renv/activate.R", "1").Write(".Rprofile", "1");
        var reach = await room.Read(new RCodeReader(), "t/a.R");

        Assert.Equal(["t/.Rprofile", "t/a.R", "t/renv/activate.R"], reach.Components.Select(c => c.Name));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_Rscript_that_does_not_work_is_asked_once()
    {
        using var room = new CodeRoom { Rscript = "/bin/false" };
        var first = await room.Write("a.R", "x <- 1").Read(new RCodeReader(), "a.R");
        var second = await room.Read(new RCodeReader(), "a.R");

        Assert.Equal("r tokens", first.Components[0].Note);
        Assert.Equal(first.Components, second.Components);
        Assert.Equal(1, room.Processes.Started);
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_scripts_are_read_by_one_process_and_soon_read_again()
    {
        using var room = new CodeRoom();
        for (var i = 0; i < 2000; i++) room.Write($"t/s{i}.R", $"source('lib/x.R')\ny <- {i}\n");
        room.Write("t/lib/x.R", "1");
        var queries = Enumerable.Range(0, 2000).Select(i => new CodeQuery($"s{i}", default, room.Folder[$"t/s{i}.R"], null)).ToList();
        var first = room.Open();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = await new RCodeReader().ReadAsync(queries, first, TestContext.Current.CancellationToken);
        first.Facts.Save();
        TestContext.Current.TestOutputHelper!.WriteLine($"{clock.Elapsed.TotalMilliseconds} ms at first");
        clock.Restart();
        var after = await new RCodeReader().ReadAsync(queries, room.Open(), TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{clock.Elapsed.TotalMilliseconds} ms");

        Assert.Equal(1, room.Processes.Started);
        Assert.Equal(before.SelectMany(r => r.Components), after.SelectMany(r => r.Components));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact(Timeout = 20_000)]
    public async Task Functions_in_loops_in_functions_end_soon()
    {
        using var room = new CodeRoom();
        var script = string.Concat(Enumerable.Repeat("f <- function(x) for (i in x) ", 30)) + "source(i)";
        var reach = await room.Write("a.R", script).Read(new RCodeReader(), "a.R");

        Assert.Equal("r-source-dynamic", Assert.Single(reach.Findings).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task Hostile_scripts_are_answered()
    {
        using var room = new CodeRoom();
        room.Write("deep.R", "source(" + new string('(', 20_000) + "'x.R'" + new string(')', 20_000) + ")")
            .Write("long.R", "source('x.R')\ny <- " + string.Join('+', Enumerable.Repeat("a", 30_000)))
            .Write("slashes.R", "source(" + string.Join('/', Enumerable.Repeat("a", 30_000)) + ")")
            .Write("loops.R", string.Concat(Enumerable.Repeat("for (i in x) {", 40)) + "source(i)" + new string('}', 40))
            .Write("x.R", "1");
        File.WriteAllBytes(room.Folder["latin1.R"], [.. "x <- '"u8, 0xE9, .. "' # "u8, 0xE9, .. "\nsource('x.R')\n"u8]);
        File.WriteAllBytes(room.Folder["binary.R"], [0, 255, 1, 2, 3, 200, 0]);

        Assert.Equal(2, (await room.Read(new RCodeReader(), "long.R")).Components.Count);
        Assert.Equal(2, (await room.Read(new RCodeReader(), "latin1.R")).Components.Count);
        Assert.Empty((await room.Read(new RCodeReader(), "latin1.R")).Findings);
        Assert.Contains((await room.Read(new RCodeReader(), "deep.R")).Findings, f => f.Code == "r-source-dynamic");
        Assert.Contains((await room.Read(new RCodeReader(), "slashes.R")).Findings, f => f.Code == "r-source-dynamic");
        Assert.Contains((await room.Read(new RCodeReader(), "loops.R")).Findings, f => f.Code == "r-source-dynamic");
        Assert.Equal("r-syntax", Assert.Single((await room.Read(new RCodeReader(), "binary.R")).Findings).Code);
        Assert.Equal("missing-script", Assert.Single((await room.Read(new RCodeReader(), "none.R")).Findings).Code);
    }
}

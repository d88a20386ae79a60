using System.Text;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.R;

namespace Kptn.Engine.Tests.Languages;

public sealed class RParserSpecs
{
    [Theory(Timeout = 60_000)]
    [InlineData("base")]
    [InlineData("utils")]
    [InlineData("tools")]
    [InlineData("stats")]
    [InlineData("methods")]
    public async Task All_that_R_is_written_in_is_read(string package)
    {
        using var folder = new TestFolder();
        var spec = new ProcessSpec(InterpreterFinder.OnPath("Rscript")!, ["--vanilla", "-e", $"e <- asNamespace('{package}'); for (n in ls(e)) {{ f <- get(n, e); if (is.function(f) && !is.primitive(f)) {{ cat('f <- '); cat(deparse(f), sep = '\\n') }} }}"])
        {
            WorkingDirectory = folder.Root,
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = "C.UTF-8" },
        };
        var exit = await new ProcessRunner().CaptureAsync(spec, default, folder.Root, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(exit.Output).Split('\n').Where(l => !l.StartsWith("<bytecode", StringComparison.Ordinal) && !l.StartsWith("<environment", StringComparison.Ordinal));
        var (tokens, error) = RLexer.Split(string.Join('\n', lines));

        Assert.Null(error);
        Assert.True(tokens.Count > 20_000, $"{tokens.Count} tokens");
        Assert.NotNull(RParser.Parse(tokens));
    }
}

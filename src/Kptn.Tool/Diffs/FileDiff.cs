using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Tool.Diffs;

/// <summary><c>kptn diff OLD NEW</c>.</summary>
/// <param name="tool">What the verb was given.</param>
internal sealed class FileDiff(ToolContext tool)
{
    /// <summary>Compares two files or folders.</summary>
    /// <returns>0 where they are the same, 1 where they differ, 2 where it cannot be told.</returns>
    public int Run(string old, string next, DiffRequest request)
    {
        if (new FilePairReader(tool).Read(old, next) is not { } pair) return ExitCodes.BadUsage;
        var settings = CompareSettings.Default;
        if (request.Task is { } task)
        {
            if (new TaskSettings(tool).Read(request.Project, task) is not { } found) return ExitCodes.BadUsage;
            (settings, pair) = (found.Settings, pair with { Path = found.OutputNamed(pair.Path) });
        }

        return Compare(pair, request.Over(settings), request) is not { } diff ? ExitCodes.BadUsage : diff.Passes ? ExitCodes.Success : ExitCodes.TaskFailed;
    }

    /// <summary>Compares a pair and shows what was found.</summary>
    /// <returns>The difference; <see langword="null"/> after it was said that it could not be written.</returns>
    public OutputDiff? Compare(FilePair pair, CompareSettings settings, DiffRequest request)
    {
        using var files = new SeekableFiles();
        pair = pair with { Old = files.Of(pair.Old), New = files.Of(pair.New) };
        var diff = OutputComparer.Compare(pair.Path, pair.Old, pair.New, settings) with { Path = pair.Title };
        return new DiffOutput(tool, request).Write(diff, pair) ? diff : null;
    }
}

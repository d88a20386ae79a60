using Kptn.Testing.Comparing.Settings;

namespace Kptn.Tool.Diffs;

/// <summary><c>kptn diff --git</c>: what git calls an external diff. It is given a path with two files, and takes any exit code but 0 for a failure.</summary>
/// <param name="tool">What the verb was given.</param>
internal sealed class GitDiff(ToolContext tool)
{
    private const int Usual = 7;
    private const int Renamed = 9;

    /// <summary>Compares what git names.</summary>
    /// <param name="words">Path, old file, hash and mode, new file, hash and mode; of a renamed file also its new path.</param>
    /// <param name="request">How it is compared and shown.</param>
    public int Run(string[] words, DiffRequest request)
    {
        if (words is [var unmerged])
        {
            tool.Screen.Line($"{unmerged}  has conflicts; nothing is compared until they are resolved");
            return ExitCodes.Success;
        }

        if (words.Length is not (Usual or Renamed))
        {
            tool.Screen.Refuse($"--git takes the 7 arguments that git gives to an external diff (PATH OLD HEX MODE NEW HEX MODE), not {words.Length}; in .git/config: [diff \"kptn\"] command = dotnet-kptn diff --git");
            return ExitCodes.BadUsage;
        }

        var (reader, path) = (new FilePairReader(tool), words.Length == Renamed ? words[7] : words[0]);
        var full = Path.GetFullPath(path, tool.Folder);
        var task = TaskSettings.OfSnapshot(full);
        if (request.Task is { } name)
        {
            task = new TaskSettings(tool).Read(request.Project, name);
            if (task is null) return ExitCodes.BadUsage;
        }

        var title = words.Length == Renamed ? $"{words[0]} → {path}" : path;
        var pair = new FilePair(title, task?.OutputNamed(Path.GetFileName(path)) ?? Path.GetFileName(path), reader.At(words[1]), reader.At(words[4]));
        if (pair is { Old: null, New: null }) return ExitCodes.Success;
        if (new FileDiff(tool).Compare(pair, request.Over(task?.Settings ?? CompareSettings.Default), request) is null) return ExitCodes.BadUsage;
        // Git shows one file after the other.
        if (!request.IsJson) tool.Screen.Line();
        return ExitCodes.Success;
    }
}

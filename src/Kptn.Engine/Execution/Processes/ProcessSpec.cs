using System.Runtime.InteropServices;

namespace Kptn.Engine.Execution.Processes;

/// <summary>A program to start. No shell is involved unless the program is one.</summary>
/// <param name="Program">Absolute path of the program.</param>
/// <param name="Arguments">Its arguments, each passed as it is.</param>
public sealed record ProcessSpec(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Folder it starts in, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Its whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>File that gets its stderr, and its stdout where <see cref="Output"/> is not given, by appending; <see langword="null"/> to drop them.</summary>
    public string? LogPath { get; init; }

    /// <summary>Handle for its stdin; else it reads an empty input.</summary>
    public SafeHandle? Input { get; init; }

    /// <summary>Handle for its stdout.</summary>
    public SafeHandle? Output { get; init; }

    /// <summary>An entry of its environment, as <c>NAME=value</c>, that nothing else has: by it all that it started is found; empty where there is none.</summary>
    public string Mark { get; init; } = "";

    /// <summary>How long it may run before its whole process tree is ended.</summary>
    public TimeSpan? Timeout { get; init; }
}

namespace Kptn.Engine.Languages.Python;

/// <summary>A call of a Python task function.</summary>
public sealed record PythonCall
{
    /// <summary>The script, absolute.</summary>
    public required string ScriptPath { get; init; }

    /// <summary>The function in it.</summary>
    public required string Function { get; init; }

    /// <summary>Folders that come first on <c>sys.path</c>, in order, absolute: the script's own, the Python roots, the project.</summary>
    public required IReadOnlyList<string> SearchPath { get; init; }

    /// <summary>Folder it runs in, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>File that gets what it writes to stdout and stderr, by appending.</summary>
    public required string LogPath { get; init; }

    /// <summary>Environment variables to set on top of the worker's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>What is offered to the function; of two with one name the first is passed.</summary>
    public IReadOnlyList<PythonArgument> Arguments { get; init; } = [];

    /// <summary>Config entries, in order.</summary>
    public IReadOnlyList<PythonConfigEntry> Config { get; init; } = [];

    /// <summary>New file for the return value as canonical JSON, absolute, written durably and renamed into place; <see langword="null"/> to drop the value.</summary>
    public string? ResultPath { get; init; }

    /// <summary>An entry of its environment, as <c>NAME=value</c>, that nothing else has: by it all that it started is found; empty where there is none.</summary>
    public string Mark { get; init; } = "";

    /// <summary>
    /// Where the process asks for items of a mapped task, of which each is a call of its own, instead of being one call:
    /// a socket in the file system, or a named pipe; <see langword="null"/> for one call.
    /// </summary>
    internal string? ItemAddress { get; init; }

    /// <summary>What to look out for while it runs; <see langword="null"/> for nothing.</summary>
    public PythonWatch? Watch { get; init; }

    /// <summary>How long it may run before its whole process tree is ended.</summary>
    public TimeSpan? Timeout { get; init; }
}

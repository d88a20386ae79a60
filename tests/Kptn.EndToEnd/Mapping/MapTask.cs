namespace Kptn.EndToEnd.Mapping;

internal enum MapKind
{
    /// <summary>Gives a list, from Python or from a shell script.</summary>
    List,

    /// <summary>A plain Python task with an output and a result.</summary>
    Plain,

    /// <summary>Runs once for each element.</summary>
    Mapped,

    /// <summary>A plain Python task that keeps what mapped tasks returned.</summary>
    Sum,
}

/// <summary>One task of a random project.</summary>
internal sealed class MapTask(string name, MapKind kind)
{
    public string Name => name;

    public MapKind Kind => kind;

    public bool IsShell { get; init; }

    /// <summary>Half of it, rounded down, is part of what the task makes; all of it is part of its code.</summary>
    public int Constant { get; set; }

    public int Arg { get; set; }

    public int Comment { get; set; }

    public List<MapTask> Dependencies { get; } = [];

    /// <summary>The names of the elements that it gives.</summary>
    public string[] Gives { get; init; } = [];

    /// <summary>The elements of a list, as canonical JSON.</summary>
    public List<string> Elements { get; set; } = [];

    public MapTask? Provider { get; init; }

    /// <summary>The task whose whole result it gets as an argument of another name.</summary>
    public MapTask? Ref { get; init; }

    public bool HasOutput { get; init; }

    public bool HasResult { get; init; }

    public bool Continues { get; init; }

    public int Retries { get; set; }

    public int BundleSize { get; set; } = 1;

    public int GroupSize { get; set; }

    /// <summary>Keys of items that fail whenever they run.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Keys of items of which the first try of a run fails.</summary>
    public HashSet<string> Flaky { get; } = [];

    public string[] Names => Provider?.Gives ?? [];

    /// <summary>All that its own files say and that counts.</summary>
    public string Definition => $"{Constant} {Arg} {(IsShell ? Comment : 0)}";
}

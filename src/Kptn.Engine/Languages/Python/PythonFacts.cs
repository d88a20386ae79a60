using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>What facts.py learnt of one file.</summary>
internal sealed record PythonFacts
{
    /// <summary>Hash of the whole normalised syntax tree.</summary>
    public Hash256 Whole { get; init; }

    /// <summary>Hash of the statements with effects; none where there are none.</summary>
    public Hash256 Init { get; init; }

    /// <summary>What these refer to.</summary>
    public PythonRef[] InitRefs { get; init; } = [];

    /// <summary>Names these bind.</summary>
    public string[] InitNames { get; init; } = [];

    /// <summary>Module-level imports.</summary>
    public PythonRef[] Loads { get; init; } = [];

    /// <summary>Modules whose names are all imported.</summary>
    public PythonRef[] Stars { get; init; } = [];

    /// <summary>What the part refers to that runs only as a program.</summary>
    public PythonRef[] MainRefs { get; init; } = [];

    /// <summary><c>__all__</c>; <see langword="null"/> where it is computed.</summary>
    public string[]? All { get; init; } = [];

    /// <summary>The definitions, in order.</summary>
    public PythonUnit[] Units { get; init; } = [];

    /// <summary>Whether the file counts by its bytes, since no syntax tree of it was had.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Why the file could not be read.</summary>
    public PythonSyntaxError? Error { get; init; }
}

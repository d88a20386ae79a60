using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Artifacts.Shared.Uploading;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>A graph that is ready to be planned: code read, config read, outputs named.</summary>
/// <param name="Project">The project.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Key">Whose state counts.</param>
/// <param name="Config">Config values as tasks see them.</param>
/// <param name="Tasks">Its tasks by name, in dependency order.</param>
/// <param name="Outputs">Reads outputs in the scratch dir.</param>
/// <param name="Results">Keeps results.</param>
/// <param name="Code">What the code readers were given.</param>
public sealed record GraphContext(
    Project Project,
    TaskGraph Graph,
    StateKey Key,
    IReadOnlyList<ConfigValue> Config,
    IReadOnlyDictionary<string, PreparedTask> Tasks,
    OutputReader Outputs,
    ResultFiles Results,
    CodeContext Code)
{
    /// <summary>Keeps outputs; <see langword="null"/> where they are not kept.</summary>
    public LocalArtifactStore? Artifacts { get; init; }

    /// <summary>What anybody's runs made; <see langword="null"/> where outputs are not kept.</summary>
    public KnownRuns? Known { get; init; }

    /// <summary>Whether what is known is put back; else tasks run although it is known what they would make.</summary>
    public bool Restores { get; init; } = true;

    /// <summary>Sends what is kept to a shared place; <see langword="null"/> where there is none behind the artifacts.</summary>
    public Uploads? Uploads => Results.Store.Shared?.Uploads;

    /// <summary>Files of the project, absolute, that are loaded when a config value is computed.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init; } = [];

    /// <summary>Which items this command is about.</summary>
    public ItemScope Items { get; init; } = ItemScope.All;

    /// <summary>Reads what is recorded about the items of a mapped task under <see cref="Key"/>.</summary>
    public Func<string, IItemTable?> ReadItems { get; init; } = _ => null;

    /// <summary>The database that tasks share.</summary>
    internal DatabaseConfig Database { get; init; } = DatabaseConfig.InMemory;

    /// <summary>Gives it to one user at a time.</summary>
    internal DatabaseTurns Turns { get; init; } = new();

    /// <summary>Writes caches back. What changed in them is only speed.</summary>
    public void SaveCaches()
    {
        Outputs.Tables?.Save();
        Code.Files.Save();
        Code.Facts.Save();
    }
}

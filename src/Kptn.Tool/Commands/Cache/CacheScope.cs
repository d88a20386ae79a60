using System.CommandLine;
using Kptn.Engine.Artifacts.Collecting;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Testing.Snapshots;

namespace Kptn.Tool.Commands.Cache;

/// <summary>The artifacts that a verb is about.</summary>
/// <param name="Bench">The project.</param>
/// <param name="Local">Its store.</param>
internal sealed record CacheScope(Workbench Bench, LocalArtifactStore Local)
{
    /// <summary>The shared place behind the store.</summary>
    public SharedTier? Shared => Local.Shared;

    /// <summary>The folder that settings name, where they do: content is kept there directly.</summary>
    public string? Folder => Bench.Project.Settings.ArtifactsDir;

    /// <summary>Opens a project's artifacts.</summary>
    /// <returns>They, or <see langword="null"/> after the errors were shown.</returns>
    public static CacheScope? Open(ToolContext tool, string? project) =>
        new ProjectOpener(tool).Open(project) is { } bench ? new CacheScope(bench, LocalArtifactStore.Of(bench.Project, sends: true)) : null;

    /// <summary>What every state and every approved snapshot of the project names, and what is still to be sent.</summary>
    public async Task<ContentSet> NamedAsync(CancellationToken cancellation)
    {
        var named = new ContentSet(Local);
        await foreach (var content in new StateContent(Bench.Store).AllAsync(cancellation).ConfigureAwait(false)) named.Add(content);
        return named.Add(Approved()).Add((Shared?.Uploads?.Pending ?? new HashSet<Engine.Fingerprints.Hash256>()).Select(hash => new NamedContent(hash, IsListing: false)));
    }

    /// <summary>What the selected tasks of a graph name; where none is selected, also what was approved.</summary>
    /// <returns>What they name, or <see langword="null"/> after the errors were shown.</returns>
    public async Task<ContentSet?> SelectedAsync(ToolContext tool, SelectionOptions selection, ProjectOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        if (new ProjectOpener(tool).Choose(Bench, options.Graph(parsed)) is not { } graph) return null;
        if (await TaskSelector.SelectAsync(tool, selection.Parse(parsed), Bench, graph, cancellation).ConfigureAwait(false) is not { } names) return null;
        var key = Bench.KeyOf(graph);
        var states = await Bench.ReadAsync(key, cancellation).ConfigureAwait(false);
        var named = new ContentSet(Local).Add(new StateContent(Bench.Store).Of(key, names.Where(states.ContainsKey).Select(name => states[name])));
        return selection.IsEmpty(parsed) ? named.Add(Approved()) : named;
    }

    /// <summary>Says that there is no shared place to send to or to fetch from.</summary>
    /// <returns>The exit code.</returns>
    public int RefuseUnshared(ToolContext tool)
    {
        if (Folder is { } folder)
        {
            tool.Screen.Line($"artifacts are kept in '{folder}' directly: there is nothing to send or to fetch");
            return ExitCodes.Success;
        }

        tool.Screen.Refuse("artifacts are shared with nobody: set settings.artifacts to s3://bucket/prefix, or to a folder that others reach");
        return ExitCodes.BadUsage;
    }

    private IEnumerable<NamedContent> Approved()
    {
        var folder = SnapshotSettings.Of(Bench.Project).Folder;
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, "manifest.verified.json", SearchOption.AllDirectories).SelectMany(file => JsonContent.Of(File.ReadAllBytes(file)));
    }
}

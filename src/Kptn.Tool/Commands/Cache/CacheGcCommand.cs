using System.CommandLine;
using Kptn.Engine.Artifacts.Collecting;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands.Cache;

/// <summary><c>kptn cache gc</c>.</summary>
internal sealed class CacheGcCommand
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);
    private readonly Option<TimeSpan?> _age = AgeOption.Create();
    private readonly Option<bool> _dry = new("--dry-run") { Description = "Only show what would be removed" };
    private readonly Option<bool> _shared = new("--shared") { Description = "Remove from the shared place, for everybody: what no state that this project reaches, no approved snapshot here and no entry of the index of runs names" };
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private CacheGcCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        foreach (var option in new Option[] { _age, _dry, _shared }) command.Options.Add(option);
        _options = new ProjectOptions().AddTo(command, hasGraph: false);
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("gc", "Remove old artifacts that no state of any storage key, no approved snapshot and no pending upload names")
        {
            Examples =
            [
                ("kptn cache gc --dry-run", "what could go here"),
                ("kptn cache gc --older-than 90d", "what nothing names and is older than 90 days"),
                ("kptn cache gc --shared", "the same in the place that settings.artifacts shares"),
            ],
        };
        var verb = new CacheGcCommand(tool, command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (CacheScope.Open(_tool, _options.Project(parsed)) is not { } scope) return ExitCodes.BadUsage;
        var (limit, isDry, isShared) = (_tool.Time.GetUtcNow() - (parsed.GetValue(_age) ?? Usual), parsed.GetValue(_dry), parsed.GetValue(_shared));
        if (!isShared && scope.Folder is { } folder)
        {
            _tool.Screen.Refuse($"artifacts are kept in '{folder}', which others may share: to remove from there, say --shared");
            return ExitCodes.BadUsage;
        }

        if (isShared && scope.Shared is null && scope.Folder is null) return scope.RefuseUnshared(_tool);
        if (!isDry) scope.Local.Sweep();
        var result = isShared ? await SharedAsync(scope, limit, isDry, cancellation).ConfigureAwait(false) : await LocalAsync(scope, limit, isDry, cancellation).ConfigureAwait(false);
        if (_options.Json(parsed)) WriteJson(result, isDry);
        else Write(result, isDry, isShared && scope.Shared is { } shared ? shared.Content.Place : scope.Local.Place);
        return ExitCodes.Success;
    }

    private static async Task<CollectedContent> LocalAsync(CacheScope scope, DateTimeOffset limit, bool isDry, CancellationToken cancellation)
    {
        var (index, entries) = (new SharedCollection(new FolderBlobs(scope.Local.Place), limit), 0);
        var result = await new LocalCollection(scope.Local.Place, limit).RunAsync(
            async () =>
            {
                var named = await scope.NamedAsync(cancellation).ConfigureAwait(false);

                // Entries of the index beside the artifacts count too; a shared place keeps its own content.
                if (scope.Shared is null) entries = await index.ReadIndexAsync(named, isDry, cancellation).ConfigureAwait(false);
                return named.Expand(fetches: false).Hashes;
            },
            isDry,
            cancellation).ConfigureAwait(false);

        // Those of a shared place are only at hand here, and are fetched again.
        if (scope.Shared is not null) entries = await index.ReadIndexAsync(null, isDry, cancellation).ConfigureAwait(false);
        return result with { Entries = entries };
    }

    private static async Task<CollectedContent> SharedAsync(CacheScope scope, DateTimeOffset limit, bool isDry, CancellationToken cancellation)
    {
        var entries = 0;
        async Task<IReadOnlySet<Hash256>> NamedAsync(IBlobStore blobs)
        {
            var named = await scope.NamedAsync(cancellation).ConfigureAwait(false);
            entries = await new SharedCollection(blobs, limit).ReadIndexAsync(named, isDry, cancellation).ConfigureAwait(false);
            return named.Expand().Hashes;
        }

        var place = scope.Shared?.Blobs ?? new FolderBlobs(scope.Local.Place);
        var result = scope.Shared is not null
            ? await new SharedCollection(place, limit).RunAsync(() => NamedAsync(place), isDry, cancellation).ConfigureAwait(false)
            : await new LocalCollection(scope.Local.Place, limit).RunAsync(() => NamedAsync(place), isDry, cancellation).ConfigureAwait(false);
        return result with { Entries = entries };
    }

    private void Write(CollectedContent result, bool isDry, string place)
    {
        var verb = isDry ? "would be removed" : "removed";
        var entries = result.Entries > 0 ? $" · {Units.Count(result.Entries, "entry", "entries")} of the index of runs {verb}" : "";
        _tool.Screen.Line($"{place}: {Units.Count(result.Removed, "artifact")} {verb}{Size(result.RemovedBytes)} · {result.Kept} kept{Size(result.KeptBytes)}{entries}");
    }

    private void WriteJson(CollectedContent result, bool isDry) => JsonOutput.Write(_tool.Screen, writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("dry_run", isDry);
        writer.WriteNumber("removed", result.Removed);
        writer.WriteNumber("removed_bytes", result.RemovedBytes);
        writer.WriteNumber("kept", result.Kept);
        writer.WriteNumber("kept_bytes", result.KeptBytes);
        writer.WriteNumber("index_entries", result.Entries);
        writer.WriteEndObject();
    });

    private static string Size(long bytes) => bytes > 0 ? $" ({Units.Bytes(bytes)})" : "";
}

using System.CommandLine;
using Kptn.Engine.Artifacts.Collecting;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Tool.Commands.Cache;

/// <summary><c>kptn cache status</c>.</summary>
internal static class CacheStatusCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("status", "Show how many artifacts are here, how many are shared, what is missing, and what is still to be sent");
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (CacheScope.Open(tool, options.Project(parsed)) is not { } scope) return ExitCodes.BadUsage;
            var local = Read(new LocalCollection(scope.Local.Place, DateTimeOffset.MinValue).Content());
            var shared = scope.Shared is { } tier ? await ReadAsync(tier.Blobs, cancellation).ConfigureAwait(false) : null;
            var pending = scope.Shared?.Uploads?.Pending ?? new HashSet<Hash256>();
            var named = (await scope.NamedAsync(cancellation).ConfigureAwait(false)).Expand(fetches: false).Hashes;
            var facts = new CacheFacts(scope.Local.Place, Total(local), scope.Shared?.Content.Place, shared is null ? null : Total(shared), named.Count)
            {
                Missing = named.Count(hash => !local.ContainsKey(hash) && shared?.ContainsKey(hash) != true),
                Pending = (pending.Count, pending.Sum(hash => local.GetValueOrDefault(hash))),
                Unshared = shared is null ? 0 : named.Count(hash => local.ContainsKey(hash) && !shared.ContainsKey(hash)),
                Unnamed = Total(local.Where(pair => !named.Contains(pair.Key))),
            };
            if (options.Json(parsed)) facts.WriteJson(tool.Screen);
            else facts.Write(tool.Screen, scope.Folder is not null);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Dictionary<Hash256, long> Read(IEnumerable<(Hash256 Hash, long Size)> content)
    {
        var sizes = new Dictionary<Hash256, long>();
        foreach (var (hash, size) in content) sizes[hash] = size;
        return sizes;
    }

    private static async Task<Dictionary<Hash256, long>> ReadAsync(IBlobStore blobs, CancellationToken cancellation)
    {
        var sizes = new Dictionary<Hash256, long>();
        await foreach (var info in blobs.ListAsync(SharedArtifacts.Prefix, cancellation).ConfigureAwait(false))
        {
            if (SharedArtifacts.HashOf(info.Name) is { } hash) sizes[hash] = info.Size;
        }

        return sizes;
    }

    private static (int Count, long Bytes) Total(IEnumerable<KeyValuePair<Hash256, long>> content)
    {
        var (count, bytes) = (0, 0L);
        foreach (var (_, size) in content) (count, bytes) = (count + 1, bytes + size);
        return (count, bytes);
    }
}

using System.Buffers;
using System.Text.Json;
using Kptn.Engine.Artifacts;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>Refuses manifests that name files outside of their folder, or that say two things of one output.</summary>
internal static class ManifestRules
{
    private const int HashDigits = 64;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The manifest, where it keeps to them.</summary>
    /// <exception cref="JsonException">It does not.</exception>
    public static SnapshotManifest Check(SnapshotManifest manifest)
    {
        CheckHash(manifest.Fingerprint, "its fingerprint");
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var output in manifest.Outputs)
        {
            CheckPath(output.Path);
            if (!paths.Add(output.Path)) throw new JsonException($"it has output '{output.Path}' twice");
            CheckOutput(output, files);
        }

        if (manifest.Result is not null) CheckOutput(manifest.Result, files);
        if (manifest.Changes?.Obsolete.FirstOrDefault(file => !SnapshotNames.IsVerified(file)) is { } odd) throw new JsonException($"'{odd}' is no name of a snapshot's file");
        return manifest;
    }

    private static void CheckOutput(ManifestOutput output, Dictionary<string, string> files)
    {
        CheckHash(output.Hash, $"the hash of '{output.Path}'");
        foreach (var piece in output.Pieces)
        {
            CheckPath(piece.Path);
            CheckHash(piece.Hash, $"the hash of '{piece.Path}'");
            if (piece.File is null) continue;
            if (!SnapshotNames.IsVerified(piece.File)) throw new JsonException($"'{piece.File}' is no name of a snapshot's file");
            // A file may be part of two outputs, such as a folder and a glob.
            if (!files.TryAdd(piece.File, piece.Path) && files[piece.File] != piece.Path) throw new JsonException($"it has file '{piece.File}' for '{files[piece.File]}' and for '{piece.Path}'");
        }
    }

    private static void CheckPath(string path)
    {
        if (!path.StartsWith("duckdb://", StringComparison.Ordinal) && !PathGuard.IsPlain(path.TrimEnd('/'))) throw new JsonException($"output '{path}' leads out of the scratch dir");
    }

    private static void CheckHash(string hash, string what)
    {
        if (hash.Length != HashDigits || hash.AsSpan().ContainsAnyExcept(Digits)) throw new JsonException($"{what} is no SHA-256 of {HashDigits} lower-case digits");
    }
}

using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>
/// Remembers which backups are due, from before a task's success is recorded until its backup is on disk: what a kill or a full disk kept from being
/// saved is saved by the next run.
/// </summary>
/// <param name="kptnDir">The project's <c>.kptn</c> folder.</param>
/// <param name="key">Whose state it is.</param>
internal sealed class DueBackups(string kptnDir, StateKey key)
{
    private readonly string _folder = Path.Combine(kptnDir, "cache", "checkpoints", Hash256.Of($"{key.StorageKey}\n{key.Namespace}").ToString()[..16]);

    /// <summary>The tasks whose backups are due.</summary>
    public IReadOnlyList<string> Tasks => Directory.Exists(_folder) ? [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>A backup is due.</summary>
    /// <exception cref="IOException">It cannot be remembered.</exception>
    public void Add(string task)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllBytes(Path.Combine(_folder, task), []);
    }

    /// <summary>It is not any more.</summary>
    public void Remove(string task)
    {
        if (Directory.Exists(_folder)) File.Delete(Path.Combine(_folder, task));
    }
}

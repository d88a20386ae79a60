namespace Kptn.Engine.State.Transfer;

/// <summary>A file of exported state that was read to its end and found whole.</summary>
public sealed class StateFile : IDisposable
{
    private readonly StateFileLines _lines;

    private StateFile(StateFileLines lines, IReadOnlyList<StateSource> sources) => (_lines, Sources) = (lines, sources);

    /// <summary>What it holds, by key.</summary>
    public IReadOnlyList<StateSource> Sources { get; }

    /// <summary>Reads a file and checks all of it.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="StateFileException">It is no such file, or not whole.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StateFile Open(string path, CancellationToken cancellation)
    {
        var lines = new StateFileLines(path);
        try
        {
            var index = new StateFileIndex(lines);
            index.Read(cancellation);
            return new StateFile(lines, [.. index.Keys.Select(key => new StateSource(key.Key, key.States, task => ItemsOf(lines, key, task)))]);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins as one of exported state does.</summary>
    /// <param name="path">Absolute path.</param>
    public static bool Is(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = new byte[14];
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("{\"kptn_state\":"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private static FileItems? ItemsOf(StateFileLines lines, StateFileKey key, string task) =>
        key.Items.TryGetValue(task, out var part) ? FileItems.Read(lines, part) : null;
}

using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>The known items of one mapped task, in a temporary file: in memory is what it takes to find one.</summary>
internal sealed class KnownItemSpool : IDisposable
{
    private readonly Dictionary<ItemId, (long At, int Length)> _places = [];
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private KnownItemSpool(FileStream file) => _file = file;

    /// <summary>Reads what is known.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="task">The task.</param>
    /// <param name="common">Hash of what items depended on.</param>
    /// <param name="folder">For the temporary file.</param>
    /// <param name="cancellation">Stops it.</param>
    public static KnownItemSpool Read(KnownRuns known, string task, Hash256 common, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var spool = new KnownItemSpool(new FileStream(Path.Combine(folder, $"known-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose));
        try
        {
            foreach (var item in known.ItemsAsync(task, common, cancellation).ToBlockingEnumerable(cancellation)) spool.Add(item);
            spool._file.Flush();
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>The item with an identity; <see langword="null"/> where none is known.</summary>
    public KnownItem? Find(ItemId id)
    {
        if (!_places.TryGetValue(id, out var place)) return null;
        var bytes = new byte[place.Length];
        lock (_gate)
        {
            _file.Seek(place.At, SeekOrigin.Begin);
            _file.ReadExactly(bytes);
        }

        return KnownJson.ReadItems(bytes) is [var item] ? item : null;
    }

    public void Dispose() => _file.Dispose();

    private void Add(KnownItem item)
    {
        var bytes = KnownJson.Write([item]);
        _places[ItemId.Of(item.Key)] = (_file.Position, bytes.Length);
        _file.Write(bytes);
    }
}

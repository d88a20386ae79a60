using Kptn.Engine.State;
using Kptn.Engine.State.Local.Items;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>Items in a local store in a folder of a test's own.</summary>
internal sealed class LocalItemFixture : IDisposable
{
    public LocalStateFixture State { get; } = new();

    public string Items => ItemFilePlace.PathOf(State.Folder, ItemScript.Task);

    public string ShownItems => Path.GetRelativePath(Path.GetDirectoryName(State.KptnDir)!, Items);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => State.Dispose();

    public string Read()
    {
        using var table = State.Store.ReadItems(Script.Key, ItemScript.Task);
        return ItemText.Of(table);
    }

    /// <summary>Opens the items and does something with them.</summary>
    public async Task WriteAsync(Func<IItemWriter, Task> write)
    {
        await using var writer = await State.OpenAsync();
        await using var items = writer.OpenItems(ItemScript.Task);
        await write(items);
    }

    /// <summary>Opens the items and does something with them.</summary>
    public Task WriteAsync(Action<IItemWriter> write) => WriteAsync(items =>
    {
        write(items);
        return Task.CompletedTask;
    });

    /// <summary>Does the first things of the script, each flushed, and tells how long the file was after each.</summary>
    public async Task<List<long>> WriteAsync(int changes, int items)
    {
        var lengths = new List<long>();
        await WriteAsync(async writer =>
        {
            for (var number = 0; number < changes; number++)
            {
                ItemScript.Apply(number, items, new ItemWriterTarget(writer));
                await writer.FlushAsync(Cancellation);
                lengths.Add(File.Exists(Items) ? new FileInfo(Items).Length : 0);
            }
        });
        return lengths;
    }

    public Task<byte[]> BytesAsync() => File.ReadAllBytesAsync(Items, Cancellation);

    public Task PutAsync(ReadOnlyMemory<byte> bytes) => File.WriteAllBytesAsync(Items, bytes, Cancellation);
}

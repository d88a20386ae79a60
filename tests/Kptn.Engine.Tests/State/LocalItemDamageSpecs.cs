using System.Buffers.Binary;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class LocalItemDamageSpecs : IDisposable
{
    private const int Items = 5;
    private readonly LocalItemFixture _items = new();

    public void Dispose() => _items.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task An_item_file_cut_off_at_any_byte_reads_as_what_was_recorded_before()
    {
        var lengths = await _items.WriteAsync(40, Items);
        var prefixes = ItemText.Prefixes(40, Items);
        var whole = await _items.BytesAsync();
        for (var length = 0; length <= whole.Length; length++)
        {
            await _items.PutAsync(whole.AsMemory(0, length));
            Assert.Equal(prefixes[lengths.Count(end => end <= length)], _items.Read());
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task An_item_writer_goes_on_after_a_torn_record_without_a_word()
    {
        var lengths = await _items.WriteAsync(40, Items);
        var whole = await _items.BytesAsync();
        for (var length = (int)lengths.First(end => end > 0) + 1; length < whole.Length; length += 37)
        {
            await _items.PutAsync(whole.AsMemory(0, length));
            var before = _items.Read();
            await _items.WriteAsync(items =>
            {
                Assert.Empty(items.Warnings);
                Assert.Equal(before, ItemText.Of(items));
                items.Record(new ItemState("\"new\"", new ItemTry(TaskOutcome.Failed, new ItemWriterTarget(items).Session("again"), default, default), null));
            });
            Assert.Contains("\\u0022new\\u0022", _items.Read(), StringComparison.Ordinal);
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_items.Items)!));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_flipped_bit_anywhere_never_invents_items()
    {
        await _items.WriteAsync(40, Items);
        var prefixes = ItemText.Prefixes(40, Items).ToHashSet();
        var whole = await _items.BytesAsync();
        for (var at = 0; at < whole.Length; at++)
        {
            whole[at] ^= (byte)(1 << (at % 8));
            await _items.PutAsync(whole);
            Assert.Contains(_items.Read(), prefixes);
            whole[at] ^= (byte)(1 << (at % 8));
        }
    }

    [Theory(Timeout = 20_000)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20)]
    public async Task Items_behind_damage_are_set_aside_and_told(int offset)
    {
        var lengths = await _items.WriteAsync(30, Items);
        var at = (int)lengths[12];
        Assert.NotEqual(lengths[13], at);
        var damaged = await _items.BytesAsync();
        damaged[at + offset] ^= 0x5a;
        await _items.PutAsync(damaged);
        await _items.WriteAsync(items =>
        {
            var warning = Assert.Single(items.Warnings);
            Assert.Equal(("state-damaged", _items.ShownItems), (warning.Code, warning.Place.ToString()));
            Assert.Equal($"{damaged.Length - at} bytes at byte {at} of the state cannot be read and were set aside as '{Path.GetFileName(_items.Items)}.bad-1'", warning.Message);
            Assert.StartsWith("items recorded there", warning.Suggestion, StringComparison.Ordinal);
            Assert.Equal(ItemText.After(13, Items), ItemText.Of(items));
        });

        Assert.Equal(damaged[at..], await File.ReadAllBytesAsync(_items.Items + ".bad-1", TestContext.Current.CancellationToken));
        Assert.Equal(ItemText.After(13, Items), _items.Read());
        await _items.WriteAsync(items => Assert.Empty(items.Warnings));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("kptnitm")]
    [InlineData("something else altogether, and long enough to be a header")]
    [InlineData("kptnitm\n\u0001\0\0\0\uffff\uffff and what is no content of that length")]
    public async Task A_file_that_is_no_item_file_is_set_aside(string content)
    {
        await _items.WriteAsync(10, Items);
        await File.WriteAllTextAsync(_items.Items, content, TestContext.Current.CancellationToken);
        Assert.Equal("", _items.Read());
        await _items.WriteAsync(items =>
        {
            Assert.Single(items.Warnings);
            for (var number = 0; number < 10; number++) ItemScript.Apply(number, Items, new ItemWriterTarget(items));
        });

        Assert.Equal(content, await File.ReadAllTextAsync(_items.Items + ".bad-1", TestContext.Current.CancellationToken));
        Assert.Equal(ItemText.After(10, Items), _items.Read());
    }

    [Fact(Timeout = 20_000)]
    public async Task Zeros_that_a_power_cut_left_behind_items_are_taken_as_torn()
    {
        var lengths = await _items.WriteAsync(10, Items);
        await File.AppendAllBytesAsync(_items.Items, new byte[5000], TestContext.Current.CancellationToken);
        await _items.WriteAsync(items => Assert.Empty(items.Warnings));

        Assert.Equal(lengths[^1], new FileInfo(_items.Items).Length);
        Assert.Equal(ItemText.After(10, Items), _items.Read());
    }

    [Fact(Timeout = 30_000)]
    public async Task Huge_tails_cost_no_memory_and_are_judged_all_the_same()
    {
        var lengths = await _items.WriteAsync(10, Items);
        Lengthen(200 << 20);
        Assert.Equal(ItemText.After(10, Items), _items.Read());
        await _items.WriteAsync(items => Assert.Empty(items.Warnings));
        Assert.Equal(lengths[^1], new FileInfo(_items.Items).Length);

        await File.AppendAllTextAsync(_items.Items, "\0\0\0\u0005 and so on", TestContext.Current.CancellationToken);
        Lengthen(200 << 20);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ItemText.After(10, Items), _items.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 20 << 20);
        await _items.WriteAsync(items => Assert.Single(items.Warnings));
        Assert.Equal(lengths[^1], new FileInfo(_items.Items).Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Items_of_a_newer_kptn_are_refused_and_left_alone()
    {
        await _items.WriteAsync(10, Items);
        var newer = new RecordBuffer();
        ItemHeader.Write(newer, Script.Key, ItemScript.Task, version: 2, writer: "7.3.1");
        newer.Text("in a form that nobody knows yet");
        await _items.PutAsync(newer.Written);
        var reading = Assert.Throws<StateFormatException>(_items.Read);
        var opening = await Assert.ThrowsAsync<StateFormatException>(() => _items.WriteAsync(_ => { }));

        Assert.Contains("kptn 7.3.1 wrote it (format 2)", reading.Message, StringComparison.Ordinal);
        Assert.Equal(reading.Message, opening.Message);
        Assert.Equal(newer.Written.ToArray(), await _items.BytesAsync());
    }

    [Fact(Timeout = 20_000)]
    public async Task The_file_of_another_tasks_items_is_refused()
    {
        await _items.WriteAsync(10, Items);
        File.Move(_items.Items, ItemFilePlace.PathOf(_items.State.Folder, "other"));
        var error = Assert.Throws<StateFormatException>(() => _items.State.Store.ReadItems(Script.Key, "other"));

        Assert.Contains("it is of the items of 'größe/map' in 'feature/häm-mer' / 'graph', not of 'other' in", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nonsense_under_a_right_checksum_is_not_taken_for_items()
    {
        var lengths = await _items.WriteAsync(40, Items);
        var whole = await _items.BytesAsync();
        var random = new Random(20260304);
        int[] starts = [.. lengths.Where(length => length > 0).Distinct().Select(length => (int)length)];
        for (var round = 0; round < 3000; round++)
        {
            var bytes = (byte[])whole.Clone();
            var start = starts[random.Next(starts.Length - 1)];
            Assert.True(LogImage.TryFrame(bytes, start, out var payload, out var end));
            for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(payload, end)] = (byte)random.Next(256);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(start + 4), Crc32C.Of(bytes.AsSpan(payload, end - payload)));
            await _items.PutAsync(bytes);
            using var table = _items.State.Store.ReadItems(Script.Key, ItemScript.Task);
            foreach (var slot in table?.All() ?? []) table!.Read(slot.Number);
            Assert.NotNull(table?.Orphans ?? []);
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task A_record_that_changed_since_the_file_was_read_is_told_and_not_taken_for_another()
    {
        await _items.WriteAsync(items =>
        {
            var session = new ItemWriterTarget(items).Session("r1");
            for (var number = 0; number < 9; number++) items.Record(new ItemState($"{number}", new ItemTry(TaskOutcome.Failed, session, default, default), null));
        });
        using var table = _items.State.Store.ReadItems(Script.Key, ItemScript.Task)!;
        var bytes = await _items.BytesAsync();
        await _items.PutAsync(bytes.AsMemory(0, bytes.Length - 1));
        Assert.Equal("7", table.Read(7).Key);
        var error = Assert.Throws<StateFormatException>(() => table.Read(8));

        Assert.Contains("changed on disk since it was written", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_record_of_many_megabytes_is_kept()
    {
        OutputState[] outputs = [.. Enumerable.Range(0, 100_000).Select(number => new OutputState($"many/files/{number:d9}", default, number, default))];
        await _items.WriteAsync(items =>
        {
            var session = new ItemWriterTarget(items).Session("r1");
            foreach (var key in new[] { "1", "2", "3" }) items.Record(new ItemState(key, new ItemTry(TaskOutcome.Succeeded, session, default, default), new ItemGood(session, default, key == "2" ? outputs : [], default, default, default, 0, default)));
            Assert.Equal(100_000, items.Read(1).Good!.Outputs.Count);
        });
        Assert.True(new FileInfo(_items.Items).Length > 5 << 20);
        await _items.WriteAsync(items =>
        {
            Assert.Equal(outputs[^1], items.Read(1).Good!.Outputs[^1]);
            items.Drop([1]);
        });
        using var table = _items.State.Store.ReadItems(Script.Key, ItemScript.Task)!;

        Assert.Equal((2, 100_000), (table.Count, table.Orphans.Count));
    }

    private void Lengthen(long by)
    {
        using var file = File.OpenWrite(_items.Items);
        file.SetLength(file.Length + by);
    }
}

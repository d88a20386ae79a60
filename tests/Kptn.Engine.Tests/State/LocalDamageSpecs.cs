using System.Buffers.Binary;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class LocalDamageSpecs : IDisposable
{
    private readonly LocalStateFixture _state = new();

    public void Dispose() => _state.Dispose();

    private static IEnumerable<StateChange> Changes(int count) => Enumerable.Range(0, count).Select(number => Script.Change(number, tasks: 3));

    [Fact(Timeout = 60_000)]
    public async Task A_log_cut_off_at_any_byte_reads_as_what_was_recorded_before()
    {
        var lengths = await _state.WriteAsync(Changes(12));
        var prefixes = LocalStateFixture.Prefixes(Changes(12));
        var whole = await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken);
        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_state.Log, whole[..length], TestContext.Current.CancellationToken);
            Assert.Equal(prefixes[lengths.Count(end => end <= length)], await _state.ReadAsync());
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_writer_goes_on_after_a_torn_record_without_a_word()
    {
        var lengths = await _state.WriteAsync(Changes(6));
        var whole = await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken);
        for (var length = lengths[4]; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(_state.Log, whole[..(int)length], TestContext.Current.CancellationToken);
            await using (var writer = await _state.OpenAsync())
            {
                Assert.Empty(writer.Warnings);
                Script.Change(5, tasks: 3).ApplyTo(writer);
            }

            Assert.Equal(whole, await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken));
        }

        Assert.Empty(Directory.GetFiles(_state.Folder, "log.bad-*"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_flipped_bit_anywhere_never_invents_state()
    {
        await _state.WriteAsync(Changes(8));
        var prefixes = LocalStateFixture.Prefixes(Changes(8)).ToHashSet();
        var whole = await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken);
        for (var at = 0; at < whole.Length; at++)
        {
            whole[at] ^= (byte)(1 << (at % 8));
            await File.WriteAllBytesAsync(_state.Log, whole, TestContext.Current.CancellationToken);
            Assert.Contains(await _state.ReadAsync(), prefixes);
            whole[at] ^= (byte)(1 << (at % 8));
        }
    }

    [Theory(Timeout = 20_000)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20)]
    public async Task Records_behind_damage_are_set_aside_and_told(int offset)
    {
        var lengths = await _state.WriteAsync(Changes(6));
        var damaged = await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken);
        damaged[lengths[2] + offset] ^= 0x5a;
        await File.WriteAllBytesAsync(_state.Log, damaged, TestContext.Current.CancellationToken);
        await using (var writer = await _state.OpenAsync())
        {
            var warning = Assert.Single(writer.Warnings);
            Assert.Equal(("state-damaged", Path.GetRelativePath(Path.GetDirectoryName(_state.KptnDir)!, _state.Log)), (warning.Code, warning.Place.ToString()));
            Assert.Equal($"{damaged.Length - lengths[2]} bytes at byte {lengths[2]} of the state cannot be read and were set aside as 'log.bad-1'", warning.Message);
            Script.Change(20).ApplyTo(writer);
        }

        Assert.Equal(damaged[(int)lengths[2]..], await File.ReadAllBytesAsync(_state.Log + ".bad-1", TestContext.Current.CancellationToken));
        Assert.Equal(LocalStateFixture.Prefixes([.. Changes(3), Script.Change(20)])[4], await _state.ReadAsync());
        await using var again = await _state.OpenAsync();
        Assert.Empty(again.Warnings);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("kptnlog")]
    [InlineData("something else altogether, and long enough to be a header")]
    [InlineData("SQLite format 3\0")]
    public async Task A_file_that_is_no_log_is_set_aside(string content)
    {
        await _state.WriteAsync(Changes(1));
        await File.WriteAllTextAsync(_state.Log, content, TestContext.Current.CancellationToken);
        Assert.Equal("", await _state.ReadAsync());
        await using (var writer = await _state.OpenAsync())
        {
            Assert.Single(writer.Warnings);
            Script.Change(1).ApplyTo(writer);
        }

        Assert.Equal(content, await File.ReadAllTextAsync(_state.Log + ".bad-1", TestContext.Current.CancellationToken));
        Assert.NotEqual("", await _state.ReadAsync());
    }

    [Fact(Timeout = 20_000)]
    public async Task Zeros_that_a_power_cut_left_are_taken_as_torn()
    {
        var lengths = await _state.WriteAsync(Changes(3));
        await File.AppendAllBytesAsync(_state.Log, new byte[5000], TestContext.Current.CancellationToken);
        await using var writer = await _state.OpenAsync();

        Assert.Empty(writer.Warnings);
        Assert.Equal(lengths[2], new FileInfo(_state.Log).Length);
        Assert.Equal(LocalStateFixture.Prefixes(Changes(3))[3], StateText.Of(writer.Opened));
    }

    [Fact(Timeout = 20_000)]
    public async Task State_of_a_newer_kptn_is_refused_and_left_alone()
    {
        await _state.WriteAsync(Changes(1));
        var newer = new RecordBuffer();
        LogHeader.Write(newer, Script.Key, version: 2, writer: "7.3.1");
        newer.Text("in a form that nobody knows yet");
        await File.WriteAllBytesAsync(_state.Log, newer.Written, TestContext.Current.CancellationToken);
        var reading = await Assert.ThrowsAsync<StateFormatException>(_state.ReadAsync);
        var opening = await Assert.ThrowsAsync<StateFormatException>(_state.OpenAsync);

        Assert.Contains("kptn 7.3.1 wrote it (format 2)", reading.Message, StringComparison.Ordinal);
        Assert.Equal(reading.Message, opening.Message);
        Assert.Equal(newer.Written.ToArray(), await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken));
        Assert.Empty(await _state.Store.ListAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<StateFormatException>(_state.OpenAsync);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_folder_of_another_key_is_refused()
    {
        await _state.WriteAsync(Changes(1));
        var other = Script.Key with { Namespace = "other" };
        var folder = KeyFolder.Of(Path.Combine(_state.KptnDir, "state"), other);
        Directory.CreateDirectory(folder);
        File.Copy(_state.Log, Path.Combine(folder, "log"));
        var error = await Assert.ThrowsAsync<StateFormatException>(() => _state.Store.ReadAsync(other, TestContext.Current.CancellationToken));

        Assert.Contains("it is the state of 'feature/häm-mer' / 'graph', not of 'feature/häm-mer' / 'other'", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nonsense_under_a_right_checksum_is_not_taken_for_state()
    {
        await _state.WriteAsync(Changes(4));
        var whole = await File.ReadAllBytesAsync(_state.Log, TestContext.Current.CancellationToken);
        LogHeader.Read(whole, _state.Log, out var start);
        var random = new Random(20260304);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = (byte[])whole.Clone();
            Assert.True(LogImage.TryFrame(bytes, start, out var first, out var second));
            Assert.True(LogImage.TryFrame(bytes, second, out var payload, out var end));
            for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(payload, end)] = (byte)random.Next(256);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(second + 4), Crc32C.Of(bytes.AsSpan(payload, end - payload)));
            await File.WriteAllBytesAsync(_state.Log, bytes, TestContext.Current.CancellationToken);
            await _state.ReadAsync();
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task A_log_that_cannot_be_read_is_named_with_the_reason()
    {
        Directory.CreateDirectory(_state.Log);
        var error = await Assert.ThrowsAsync<IOException>(_state.ReadAsync);

        Assert.StartsWith($"cannot read the state file '{_state.Log}': ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(_state.OpenAsync);
        await Assert.ThrowsAsync<IOException>(_state.OpenAsync);
    }

    [Fact]
    public void The_checksum_is_crc_32c() => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
}

using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Leases;

/// <summary>The lease of a key, as an item of the table. It stays when nobody holds it: its numbers only ever grow.</summary>
/// <param name="Owner">The opening of the store that holds it; empty where nobody does.</param>
/// <param name="Epoch">How often it was taken.</param>
/// <param name="Beat">Changes with each sign of life.</param>
/// <param name="Version">How many commits the key has had.</param>
/// <param name="Committed">The epoch of the last of them.</param>
/// <param name="Expires">When the holder's own clock says that it ends, UTC.</param>
/// <param name="TimeToLive">How long the holder may be silent.</param>
/// <param name="Holder">Who holds it, for messages.</param>
/// <param name="Process">Which process holds it.</param>
internal sealed record Lease(string Owner, long Epoch, long Beat, long Version, long Committed, DateTimeOffset Expires, TimeSpan TimeToLive, LeaseHolder Holder, ProcessMark Process)
{
    /// <summary>What a key has before it was ever written.</summary>
    public static Lease None { get; } = new("", 0, 0, 0, 0, default, default, new LeaseHolder("", 0, default), ProcessMark.None);

    public bool IsFree => Owner.Length == 0;

    public static Lease Read(IReadOnlyDictionary<string, AttributeValue> item) => new(
        item.Text("owner"),
        item.Number("epoch"),
        item.Number("beat"),
        item.Number("version"),
        item.Number("committed"),
        Time(item.Number("expires")),
        TimeSpan.FromMilliseconds(Math.Clamp(item.Number("ttl"), 0, int.MaxValue)),
        new LeaseHolder(item.Text("host"), (int)item.Number("pid"), Since(item.Text("since"))),
        new ProcessMark(item.Text("place"), (int)item.Number("process"), item.Text("started")));

    public Dictionary<string, AttributeValue> Write(string partition)
    {
        var item = Attributes.Key(partition, TableNames.Lease);
        item["owner"] = Attributes.Of(Owner);
        item["epoch"] = Attributes.Of(Epoch);
        item["beat"] = Attributes.Of(Beat);
        item["version"] = Attributes.Of(Version);
        item["committed"] = Attributes.Of(Committed);
        item["expires"] = Attributes.Of(Expires.ToUnixTimeMilliseconds());
        item["ttl"] = Attributes.Of((long)TimeToLive.TotalMilliseconds);
        item["host"] = Attributes.Of(Holder.Host);
        item["pid"] = Attributes.Of(Holder.ProcessId);
        item["since"] = Attributes.Of(Holder.Since.ToString("O", CultureInfo.InvariantCulture));
        item["place"] = Attributes.Of(Process.Place);
        item["process"] = Attributes.Of(Process.Id);
        item["started"] = Attributes.Of(Process.Start);
        return item;
    }

    private static DateTimeOffset Time(long milliseconds) =>
        milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;

    private static DateTimeOffset Since(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;
}

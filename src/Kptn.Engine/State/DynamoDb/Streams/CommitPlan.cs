using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>The writes of one commit: new heads, small segments, and notes on which segments are of no use any more.</summary>
/// <param name="table">The table's name.</param>
/// <param name="key">Whose state.</param>
internal sealed class CommitPlan(string table, StateKey key)
{
    private readonly string _partition = TableNames.PartitionOf(key);

    public List<TransactWriteItem> Writes { get; } = [];

    /// <summary>Puts an item.</summary>
    public void Put(Dictionary<string, AttributeValue> item) => Writes.Add(new TransactWriteItem { Put = new Put { TableName = table, Item = item } });

    /// <summary>Puts the head of a stream in place of an earlier one.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="head">The new one; <see langword="null"/> to remove the stream.</param>
    /// <param name="isNoted">Whether the new generation was noted as one that may be of no use.</param>
    /// <param name="isListed">For the log of tasks, whether the registry lists the key.</param>
    public void Put(StreamHead? before, StreamHead? head, bool isNoted, bool? isListed = null)
    {
        if (before is not null && before.Generation != head?.Generation) Put(Note(_partition, before));
        if (head is null)
        {
            if (before is not null) Delete(_partition, TableNames.StreamOf(before.Task));
            return;
        }

        if (isNoted) Delete(_partition, TableNames.Old + head.Generation);
        var item = head.Write(_partition);
        if (isListed is { } listed) item["listed"] = new AttributeValue { BOOL = listed };
        Put(item);
    }

    /// <summary>Puts a document of the key, or removes it.</summary>
    public void PutDocument(string name, byte[]? data)
    {
        if (data is null)
        {
            Delete(_partition, TableNames.Document + name);
            return;
        }

        var item = Attributes.Key(_partition, TableNames.Document + name);
        item["data"] = Attributes.Of(data);
        Put(item);
    }

    /// <summary>Puts the key into the registry, or takes it out.</summary>
    public void List(bool isListed)
    {
        var entry = TableNames.EntryOf(key);
        if (!isListed)
        {
            Delete(TableNames.Registry, entry);
            return;
        }

        var item = Attributes.Key(TableNames.Registry, entry);
        item["storage_key"] = Attributes.Of(key.StorageKey);
        item["namespace"] = Attributes.Of(key.Namespace);
        Put(item);
    }

    /// <summary>The note that segments of a generation may be of no use.</summary>
    public static Dictionary<string, AttributeValue> Note(string partition, StreamHead head)
    {
        var item = Attributes.Key(partition, TableNames.Old + head.Generation);
        item["segments"] = Attributes.Of(TableNames.SegmentsOf(partition, TableNames.StreamOf(head.Task), head.Generation));
        return item;
    }

    /// <summary>A segment as an item.</summary>
    public static Dictionary<string, AttributeValue> Segment(string partition, StreamHead head, long epoch, long number, ReadOnlySpan<byte> bytes)
    {
        var item = Attributes.Key(TableNames.SegmentsOf(partition, TableNames.StreamOf(head.Task), head.Generation), TableNames.SegmentOf(epoch, number));
        item["size"] = Attributes.Of(bytes.Length);
        item["data"] = Attributes.Of(SegmentBody.Pack(bytes));
        return item;
    }

    private void Delete(string partition, string sort) => Writes.Add(new TransactWriteItem { Delete = new Delete { TableName = table, Key = Attributes.Key(partition, sort) } });
}

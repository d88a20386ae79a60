using System.Buffers.Binary;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Streams;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>Results one after another, each with its hash and length before it, as many as fit into an item of the table.</summary>
internal sealed class PackBuilder
{
    private const int Head = Hash256.Size + sizeof(int);
    private readonly MemoryStream _bytes = new();
    private readonly List<Hash256> _results = [];

    public bool IsEmpty => _results.Count == 0;

    /// <summary>Whether one more fits.</summary>
    public bool Fits(int length) => _bytes.Length + Head + length <= SegmentBody.Most;

    public void Add(Hash256 result, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[Head];
        result.Write(head);
        BinaryPrimitives.WriteInt32BigEndian(head[Hash256.Size..], content.Length);
        _bytes.Write(head);
        _bytes.Write(content);
        _results.Add(result);
    }

    /// <summary>What was added; nothing is in the builder then.</summary>
    public (PackContents Contents, byte[] Bytes) Take()
    {
        var bytes = _bytes.ToArray();
        var contents = new PackContents(Hash256.Of(bytes), [.. _results]);
        _bytes.SetLength(0);
        _results.Clear();
        return (contents, bytes);
    }

    /// <summary>The results of a pack that have the hash that they should.</summary>
    public static IEnumerable<(Hash256 Hash, ReadOnlyMemory<byte> Content)> Read(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length >= Head)
        {
            var (hash, length) = (Hash256.Read(bytes.Span), BinaryPrimitives.ReadInt32BigEndian(bytes.Span[Hash256.Size..]));
            bytes = bytes[Head..];
            if (length < 0 || length > bytes.Length) yield break;
            if (Hash256.Of(bytes.Span[..length]) == hash) yield return (hash, bytes[..length]);
            bytes = bytes[length..];
        }
    }
}

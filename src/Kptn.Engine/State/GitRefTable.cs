using System.Buffers.Binary;
using System.Text;

namespace Kptn.Engine.State;

/// <summary>Reads HEAD from the reftable format (git's Documentation/technical/reftable.adoc), which keeps no HEAD file worth reading.</summary>
internal static class GitRefTable
{
    private const int ObjectIdSize = 20;
    private const int LongObjectIdSize = 32;

    /// <summary>What HEAD is: the name of a reference, or a commit in hexadecimal; <see langword="null"/> where it cannot be told.</summary>
    /// <param name="folder">The <c>reftable</c> folder.</param>
    public static string? Head(string folder)
    {
        try
        {
            // Later tables replace what earlier ones say.
            foreach (var table in File.ReadAllLines(Path.Combine(folder, "tables.list")).Reverse())
            {
                if (table.Length > 0 && HeadOf(File.ReadAllBytes(Path.Combine(folder, table))) is { } head) return head;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // Not in the form that is known: then there is no branch to tell.
        }

        return null;
    }

    private static string? HeadOf(ReadOnlySpan<byte> table)
    {
        if (!table.StartsWith("REFT"u8)) return null;
        var (start, idSize) = table[4] == 1 ? (24, ObjectIdSize) : (28, table[24..28].SequenceEqual("s256"u8) ? LongObjectIdSize : ObjectIdSize);
        if (table[start] != 'r') return null;
        var length = (table[start + 1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(table[(start + 2)..]);
        var block = table[..length];
        var restarts = BinaryPrimitives.ReadUInt16BigEndian(block[^2..]);
        var end = length - 2 - (3 * restarts);
        var name = "";
        for (var at = start + 4; at < end;)
        {
            var shared = Number(block, ref at);
            var suffix = Number(block, ref at);
            var kind = suffix & 7;
            name = name[..shared] + Text(block, ref at, suffix >> 3);
            Number(block, ref at);
            var value = kind switch
            {
                1 => Convert.ToHexStringLower(block.Slice(at, idSize)),
                3 => SymbolicTarget(block, ref at),
                _ => null,
            };
            if (name == "HEAD") return value;
            if (kind is 1 or 2) at += kind * idSize;
        }

        return null;
    }

    private static string SymbolicTarget(ReadOnlySpan<byte> block, ref int at)
    {
        var length = Number(block, ref at);
        return Text(block, ref at, length);
    }

    private static string Text(ReadOnlySpan<byte> block, ref int at, int length)
    {
        var text = Encoding.UTF8.GetString(block.Slice(at, length));
        at += length;
        return text;
    }

    /// <summary>A number in the form of git's pack offsets.</summary>
    private static int Number(ReadOnlySpan<byte> block, ref int at)
    {
        var one = block[at++];
        var value = one & 0x7f;
        while ((one & 0x80) != 0)
        {
            one = block[at++];
            value = checked(((value + 1) << 7) | (one & 0x7f));
        }

        return value;
    }
}

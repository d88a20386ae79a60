using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>
/// One hash for the outputs of all items, whatever their order: SHA-256 over the sum, modulo 2^256, of the SHA-256 of each path and content
/// (an incremental multiset hash: Clarke and others, ASIACRYPT 2003, MSet-Add-Hash). Items are added one at a time and none is kept.
/// </summary>
public sealed class ItemRollUp
{
    private UInt128 _high;
    private UInt128 _low;
    private long _count;
    private long _size;

    /// <summary>How many outputs were added.</summary>
    public long Count => _count;

    /// <summary>Adds an output of an item.</summary>
    /// <param name="output">The output.</param>
    public void Add(OutputState output) => Add(output.Path, output.Hash, output.Size);

    /// <summary>Adds an output of an item.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="content">The hash of its content.</param>
    /// <param name="size">Its bytes.</param>
    public void Add(string path, Hash256 content, long size)
    {
        var hash = Hash256.Of($"{content} {path}");
        var low = new UInt128(hash.C, hash.D);
        _low = unchecked(_low + low);
        _high = unchecked(_high + new UInt128(hash.A, hash.B) + (_low < low ? UInt128.One : UInt128.Zero));
        _count++;
        _size += size;
    }

    /// <summary>The outputs as one.</summary>
    /// <param name="name">The name to give it.</param>
    public OutputState ToOutput(string name) => new(name, Hash256.Of($"kptn items 1\n{_count} {_high:x32}{_low:x32}"), _size, default);
}

using System.Security.Cryptography;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Seeds of the hashes of columns, drawn anew in each process so that no file can be made to collide.</summary>
internal static class CellSeeds
{
    private static readonly ulong Secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static readonly ulong[] OfKinds = [.. Enum.GetValues<CellKind>().Select(kind => kind == CellKind.Plain ? 0 : CellHash.Of((ulong)kind, ~Secret))];

    /// <summary>The seed of the column at a place; never 0.</summary>
    public static ulong Of(int place) => CellHash.Of((ulong)place, Secret) | 1;

    /// <summary>The seed of cells of a kind. It must have nothing in common with the first, as sums of both small numbers would: then one cell's text could make up for another's kind.</summary>
    public static ulong Of(ulong column, CellKind kind) => column ^ OfKinds[(int)kind];
}

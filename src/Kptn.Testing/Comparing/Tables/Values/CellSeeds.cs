using System.Security.Cryptography;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Seeds of the hashes of columns, drawn anew in each process so that no file can be made to collide.</summary>
internal static class CellSeeds
{
    private static readonly ulong Secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>The seed of the column at a place; never 0, with room for the kinds of cells.</summary>
    public static ulong Of(int place) => (CellHash.Of((ulong)place, Secret) << 8) | 16;
}

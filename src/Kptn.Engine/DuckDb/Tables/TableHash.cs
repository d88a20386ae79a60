using System.Runtime.InteropServices;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>What a table holds.</summary>
/// <param name="Hash">Hash of its columns and of its rows in any order; none where there is no such table.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableHash(Hash256 Hash)
{
    /// <summary>That there is no such table.</summary>
    public static TableHash Missing => default;

    /// <summary>Whether there is no such table.</summary>
    public bool IsMissing => Hash.IsNone;
}

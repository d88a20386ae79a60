using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.Sql.Paths;

/// <summary>A text in a statement that names a file by a relative path, or a parameter that may.</summary>
/// <param name="Start">Where its first quote stands in the statement's text.</param>
/// <param name="End">The end of its last quote, exclusive.</param>
/// <param name="Text">The path as written, without quotes.</param>
/// <param name="IsRead">Whether the file is read; else it is written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqlPath(int Start, int End, string Text, bool IsRead)
{
    /// <summary>The parameter that stands there; <see langword="null"/> for a text.</summary>
    public string? Parameter { get; init; }

    /// <summary>Whether it may name a table instead, so that only what looks like a file is one.</summary>
    public bool MayBeTable { get; init; }
}

using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.Sql;

/// <summary>A place in a statement where a parameter stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where its <c>$</c> stands in the statement's text.</param>
/// <param name="Line">Its line in the script, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqlParameter(string Name, int Start, int Line)
{
    /// <summary>Its end in the statement's text, exclusive.</summary>
    public int End => Start + 1 + Name.Length;

    /// <summary>Whether it is told apart by its place alone, such as <c>$1</c>.</summary>
    public bool IsNumbered => char.IsAsciiDigit(Name[0]);
}

using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.R;

/// <summary>One token of R, with line and column from one.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RToken(RTokenKind Kind, string Text, int Line, int Column)
{
    public bool Is(string op) => Kind is RTokenKind.Operator && Text == op;

    public bool IsKeyword(string word) => Kind is RTokenKind.Keyword && Text == word;
}

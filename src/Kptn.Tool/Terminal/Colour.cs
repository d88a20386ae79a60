namespace Kptn.Tool.Terminal;

/// <summary>Colours by their ANSI code (ECMA-48 SGR).</summary>
internal enum Colour
{
    /// <summary>Emphasis.</summary>
    Bold = 1,

    /// <summary>Of less weight.</summary>
    Dim = 2,

    /// <summary>Background and foreground change places: the very part that differs.</summary>
    Inverse = 7,

    /// <summary>Failures.</summary>
    Red = 31,

    /// <summary>Success.</summary>
    Green = 32,

    /// <summary>What needs attention.</summary>
    Yellow = 33,

    /// <summary>Names.</summary>
    Cyan = 36,
}

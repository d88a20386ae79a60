namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>True and false, as R, Python and others write them.</summary>
internal static class Booleans
{
    /// <summary>Reads one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.Length == 4;
        return value
            ? text.SequenceEqual("true"u8) || text.SequenceEqual("True"u8) || text.SequenceEqual("TRUE"u8)
            : text.Length == 5 && (text.SequenceEqual("false"u8) || text.SequenceEqual("False"u8) || text.SequenceEqual("FALSE"u8));
    }
}

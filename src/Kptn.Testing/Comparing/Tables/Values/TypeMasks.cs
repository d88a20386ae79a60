namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Tells kinds of values by their content.</summary>
internal static class TypeMasks
{
    /// <summary>Digits that every double keeps.</summary>
    private const int ExactDigits = 15;

    /// <summary>The kind of one cell.</summary>
    public static TypeMask Of(ReadOnlySpan<byte> text, Reading.CellKind kind) => kind switch
    {
        Reading.CellKind.Null => TypeMask.Null,
        Reading.CellKind.Json => TypeMask.Json,
        Reading.CellKind.String => text.Length > 0 && (uint)(text[0] - '0') <= 9 ? OfTime(text) : TypeMask.Text,
        _ => Of(text),
    };

    /// <summary>The type of a column with such values.</summary>
    public static ColumnType ColumnOf(TypeMask mask)
    {
        var values = mask & ~(TypeMask.Null | TypeMask.NullWord);
        if (values == TypeMask.None) return ColumnType.Empty;
        if (values == TypeMask.Integer) return ColumnType.Integer;
        if ((values & ~TypeMask.Number) == 0) return (values & (TypeMask.Float | TypeMask.Special)) == 0 ? ColumnType.Decimal : ColumnType.Float;
        if (values == TypeMask.Boolean) return ColumnType.Boolean;
        if (values == TypeMask.Date) return ColumnType.Date;
        if ((values & ~TypeMask.Time) == 0) return ColumnType.DateTime;
        return values == TypeMask.Json ? ColumnType.Json : ColumnType.Text;
    }

    /// <summary>Whether a type is one of numbers.</summary>
    public static bool IsNumber(ColumnType type) => type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Float;

    private static TypeMask Of(ReadOnlySpan<byte> text)
    {
        switch (text.IsEmpty ? (byte)0 : text[0])
        {
            case >= (byte)'0' and <= (byte)'9': return OfNumber(text, 0) is var number and not TypeMask.Text ? number : OfTime(text);
            case (byte)'-' or (byte)'.' or (byte)'+': return OfNumber(text, text[0] == '.' ? 0 : 1) is var signed and not TypeMask.Text ? signed : OfWord(text);
            case (byte)'t' or (byte)'T' or (byte)'f' or (byte)'F' or (byte)'n' or (byte)'N' or (byte)'i' or (byte)'I' or (byte)'#' or (byte)'<': return OfWord(text);
            default: return TypeMask.Text;
        }
    }

    private static TypeMask OfNumber(ReadOnlySpan<byte> text, int start)
    {
        var point = EndOfDigits(text, start);
        var hasPoint = point < text.Length && text[point] == '.';
        var at = hasPoint ? EndOfDigits(text, point + 1) : point;
        var digits = at - start - (hasPoint ? 1 : 0);
        if (digits == 0) return TypeMask.Text;
        // 007 is a name, not a number; so is +7 in what people call numbers.
        if (text[0] == '+' || (text[start] == '0' && start + 1 < point)) return TypeMask.Text;
        if (at == text.Length) return !hasPoint ? TypeMask.Integer : digits > ExactDigits && Significant(text[start..]) > ExactDigits ? TypeMask.Float : TypeMask.Decimal;
        return IsExponent(text[at..]) ? TypeMask.Float : TypeMask.Text;
    }

    private static int EndOfDigits(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && (uint)(text[start] - '0') <= 9) start++;
        return start;
    }

    // Digits from the first on that is not zero.
    private static int Significant(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOfAnyExcept((byte)'0', (byte)'.');
        return first < 0 ? 0 : text.Length - first - (text[first..].Contains((byte)'.') ? 1 : 0);
    }

    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'e' or (byte)'E')) return false;
        var digits = text[(text.Length > 1 && text[1] is (byte)'+' or (byte)'-' ? 2 : 1)..];
        return !digits.IsEmpty && digits.Length <= 5 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static TypeMask OfTime(ReadOnlySpan<byte> text) => TimeValue.TryRead(text, out var time) ? time.IsDay ? TypeMask.Date : TypeMask.DateTime : TypeMask.Text;

    private static TypeMask OfWord(ReadOnlySpan<byte> text)
    {
        if (Booleans.TryRead(text, out _)) return TypeMask.Boolean;
        if (Number.IsSpecial(text)) return TypeMask.Special;
        return text.SequenceEqual("NA"u8) || text.SequenceEqual("N/A"u8) || text.SequenceEqual("#N/A"u8) || text.SequenceEqual("<NA>"u8) || text.SequenceEqual("None"u8)
            || text.SequenceEqual("NaT"u8) || text.SequenceEqual("null"u8) || text.SequenceEqual("NULL"u8)
            ? TypeMask.NullWord
            : TypeMask.Text;
    }
}

namespace Kptn.Engine.Projects.Toml;

/// <summary>A time of day.</summary>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 60; 60 is a leap second.</param>
/// <param name="Nanosecond">Nanoseconds; finer digits are cut off.</param>
public sealed record TomlTime(int Hour, int Minute, int Second, int Nanosecond)
{
    /// <summary>As TOML writes it, without zeros at the end of the fraction.</summary>
    public override string ToString()
    {
        var whole = $"{Hour:D2}:{Minute:D2}:{Second:D2}";
        return Nanosecond == 0 ? whole : $"{whole}.{$"{Nanosecond:D9}".TrimEnd('0')}";
    }
}

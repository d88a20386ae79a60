namespace Kptn.Engine.Projects.Toml;

/// <summary>A day of the Gregorian calendar without an offset; year 0 exists in TOML, so the BCL's date does not do.</summary>
/// <param name="Year">0 to 9999.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
public sealed record TomlDate(int Year, int Month, int Day)
{
    /// <summary>As TOML writes it.</summary>
    public override string ToString() => $"{Year:D4}-{Month:D2}-{Day:D2}";
}

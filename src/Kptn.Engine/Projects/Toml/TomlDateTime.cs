namespace Kptn.Engine.Projects.Toml;

/// <summary>A date with a time, local or at an offset.</summary>
/// <param name="Date">The day, local to the offset.</param>
/// <param name="Time">The time, local to the offset.</param>
/// <param name="OffsetMinutes">Minutes ahead of UTC; <see langword="null"/> for a local date-time.</param>
public sealed record TomlDateTime(TomlDate Date, TomlTime Time, int? OffsetMinutes)
{
    /// <summary>As TOML writes it.</summary>
    public override string ToString() => OffsetMinutes switch
    {
        null => $"{Date}T{Time}",
        0 => $"{Date}T{Time}Z",
        { } minutes => $"{Date}T{Time}{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:D2}:{Math.Abs(minutes) % 60:D2}",
    };
}

namespace Kptn.Testing.Comparing.Settings;

/// <summary>What rows or lines are sorted by before they are compared or stored.</summary>
/// <param name="IsOn">Whether they are sorted.</param>
/// <param name="Columns">The columns in order; empty for all from the first.</param>
public sealed record SortSetting(bool IsOn, IReadOnlyList<string> Columns)
{
    /// <summary>Not sorted.</summary>
    public static SortSetting None { get; } = new(false, []);

    /// <summary>Sorted by whole rows or lines.</summary>
    public static SortSetting All { get; } = new(true, []);

    /// <summary>Sorted by columns.</summary>
    /// <param name="columns">The columns in order.</param>
    public static SortSetting By(params IReadOnlyList<string> columns) => new(true, columns);
}

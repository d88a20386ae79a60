using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing;

/// <summary>Says in code how outputs are compared, on top of what <c>tasks.T.snapshot</c> says: <c>task.Verify(settings => settings.Keys("id").Ignore("updated_at"))</c>.</summary>
public static class CompareSettingsExtensions
{
    /// <summary>Columns that tell rows apart, in place of those of kptn.yaml.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="columns">The columns.</param>
    public static CompareSettings Keys(this CompareSettings settings, params IReadOnlyList<string> columns) => settings with { Keys = columns };

    /// <summary>Columns that tell the rows of one output apart.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="output">The output's path, or a pattern of it.</param>
    /// <param name="columns">The columns.</param>
    public static CompareSettings KeysOf(this CompareSettings settings, string output, params IReadOnlyList<string> columns) =>
        settings with { KeysByOutput = [new OutputKeys(output, columns), .. settings.KeysByOutput] };

    /// <summary>Columns, or paths of JSON, that are not compared; <c>*</c> stands for any characters.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="columns">The columns or paths.</param>
    public static CompareSettings Ignore(this CompareSettings settings, params IReadOnlyList<string> columns) => settings with { Ignore = [.. settings.Ignore, .. columns] };

    /// <summary>How far numbers may differ, in columns of which nothing else is said.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="absolute">Largest difference.</param>
    /// <param name="relative">Largest difference as a part of the larger number, so 0.01 is one percent.</param>
    public static CompareSettings Tolerance(this CompareSettings settings, double absolute, double relative = 0) =>
        settings with { Tolerance = settings.Tolerance with { All = Amount(absolute, relative) } };

    /// <summary>How far the numbers of a column, or of a path of JSON, may differ.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="column">The column or path, or a pattern of it.</param>
    /// <param name="absolute">Largest difference.</param>
    /// <param name="relative">Largest difference as a part of the larger number, so 0.01 is one percent.</param>
    public static CompareSettings Tolerance(this CompareSettings settings, string column, double absolute, double relative = 0) =>
        settings with { Tolerance = settings.Tolerance with { Columns = [new ColumnTolerance(column, Amount(absolute, relative)), .. settings.Tolerance.Columns] } };

    /// <summary>Replaces what a regular expression matches before values and lines are compared.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="pattern">The regular expression.</param>
    /// <param name="with">What stands in its place.</param>
    public static CompareSettings Scrub(this CompareSettings settings, string pattern, string with = "{regex}") => settings.With(new Scrubber(ScrubKind.Regex, pattern, with));

    /// <summary>Replaces UUIDs.</summary>
    /// <param name="settings">The settings.</param>
    public static CompareSettings ScrubGuids(this CompareSettings settings) => settings.With(new Scrubber(ScrubKind.Guid));

    /// <summary>Replaces dates with a time.</summary>
    /// <param name="settings">The settings.</param>
    public static CompareSettings ScrubDateTimes(this CompareSettings settings) => settings.With(new Scrubber(ScrubKind.DateTime));

    /// <summary>Replaces absolute paths.</summary>
    /// <param name="settings">The settings.</param>
    public static CompareSettings ScrubPaths(this CompareSettings settings) => settings.With(new Scrubber(ScrubKind.Path));

    /// <summary>Whether the order of rows, or of the entries of JSON lists, counts.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="counts">Whether it does.</param>
    public static CompareSettings Ordered(this CompareSettings settings, bool counts = true) => settings with { Ordered = counts };

    /// <summary>Sorts rows or lines before they are compared.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="columns">The columns in order; none for whole rows or lines.</param>
    public static CompareSettings SortBy(this CompareSettings settings, params IReadOnlyList<string> columns) =>
        settings with { Sort = columns.Count == 0 ? SortSetting.All : SortSetting.By(columns) };

    /// <summary>What an output is compared as.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="output">Its path, or a pattern of it.</param>
    /// <param name="mode">What.</param>
    public static CompareSettings CompareAs(this CompareSettings settings, string output, CompareMode mode) =>
        settings with { ModeByOutput = [new OutputMode(output, mode), .. settings.ModeByOutput] };

    /// <summary>Outputs without a snapshot.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="outputs">Their paths, or patterns of them.</param>
    public static CompareSettings SkipOutputs(this CompareSettings settings, params IReadOnlyList<string> outputs) => settings with { Skip = [.. settings.Skip, .. outputs] };

    private static CompareSettings With(this CompareSettings settings, Scrubber scrubber) => settings with { Scrub = [.. settings.Scrub, scrubber] };

    private static ToleranceAmount Amount(double absolute, double relative) => new((decimal)absolute, relative);
}

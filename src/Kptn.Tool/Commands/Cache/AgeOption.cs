using System.CommandLine;
using System.Globalization;

namespace Kptn.Tool.Commands.Cache;

/// <summary>The option <c>--older-than</c>.</summary>
internal static class AgeOption
{
    /// <summary>What is younger may belong to a run that goes on.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);

    /// <summary>Makes it.</summary>
    public static Option<TimeSpan?> Create() => new("--older-than")
    {
        HelpName = "AGE",
        Description = "Remove only what was made, or made again, longer ago than this, such as 90d or 36h; at least 1d, so that runs that go on lose nothing (default: 30d)",
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (Parse(word) is { } age && age >= Least) return age;
            result.AddError($"--older-than must be at least 1d, as days or hours such as 30d or 36h, not '{word}'");
            return null;
        },
    };

    private static TimeSpan? Parse(string word) =>
        word.Length > 1 && int.TryParse(word[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000
            ? word[^1] switch { 'd' => TimeSpan.FromDays(number), 'h' => TimeSpan.FromHours(number), _ => null }
            : null;
}

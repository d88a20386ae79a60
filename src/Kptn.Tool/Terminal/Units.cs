using System.Globalization;

namespace Kptn.Tool.Terminal;

/// <summary>Durations, sizes and times in the form that people read.</summary>
internal static class Units
{
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0.9995 } => Number(span.TotalMilliseconds, "0") + " ms",
        { TotalSeconds: < 60 } => Number(span.TotalSeconds, "0.0") + " s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };

    /// <summary>A duration that is only a guess: without tenths.</summary>
    public static string About(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => Number(Math.Ceiling(span.TotalSeconds), "0") + " s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} days",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        <= 0 => "-",
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => Number(bytes / 1024.0, "0") + " KiB",
        < 1 << 30 => Number(bytes / 1048576.0, "0") + " MiB",
        _ => Number(bytes / 1073741824.0, "0.0") + " GiB",
    };

    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{Number(count, "N0")} {word}s";

    /// <summary>A count of things whose name has a plural of its own.</summary>
    public static string Count(int count, string word, string words) => count == 1 ? $"1 {word}" : $"{Number(count, "N0")} {words}";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

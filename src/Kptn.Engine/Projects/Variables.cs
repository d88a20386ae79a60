using System.Text;

namespace Kptn.Engine.Projects;

/// <summary>Replaces <c>${NAME}</c> in a text.</summary>
public static class Variables
{
    /// <summary>Replaces every <c>${NAME}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lookup">Gives the value of a name, or <see langword="null"/> where there is none.</param>
    /// <param name="unknown">The first name without a value; <see langword="null"/> where all have one. Such names stay as they are.</param>
    public static string Expand(string text, Func<string, string?> lookup, out string? unknown)
    {
        unknown = null;
        var start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0) return text;
        var result = new StringBuilder(text, 0, start, text.Length + 32);
        while (start >= 0)
        {
            var end = text.IndexOf('}', start);
            if (end < 0) return result.Append(text, start, text.Length - start).ToString();
            var name = text[(start + 2)..end];
            if (lookup(name) is { } value)
            {
                result.Append(value);
            }
            else
            {
                unknown ??= name;
                result.Append(text, start, end + 1 - start);
            }

            start = text.IndexOf("${", end, StringComparison.Ordinal);
            result.Append(text, end + 1, (start < 0 ? text.Length : start) - end - 1);
        }

        return result.ToString();
    }
}

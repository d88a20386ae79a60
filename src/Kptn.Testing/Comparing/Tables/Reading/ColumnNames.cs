using System.Text;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Names of columns, each once.</summary>
internal static class ColumnNames
{
    /// <summary>The names in a header.</summary>
    /// <param name="header">The row.</param>
    /// <param name="repeated">Names that stand more than once.</param>
    public static IReadOnlyList<string> Of(RowBuffer header, out IReadOnlyList<string> repeated)
    {
        var names = new List<string>(header.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = new List<string>();
        for (var i = 0; i < header.Count; i++)
        {
            var name = Encoding.UTF8.GetString(header[i].Text).Trim();
            if (name.Length == 0) name = $"column {i + 1}";
            if (seen.Contains(name)) twice.Add(name);
            names.Add(Unique(name, seen));
        }

        repeated = [.. twice.Distinct(StringComparer.Ordinal)];
        return names;
    }

    private static string Unique(string name, HashSet<string> seen)
    {
        var unique = name;
        for (var count = 2; !seen.Add(unique); count++) unique = $"{name} ({count})";
        return unique;
    }
}

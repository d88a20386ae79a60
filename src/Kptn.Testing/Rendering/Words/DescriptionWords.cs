using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What is in an output that is new, in words.</summary>
internal static class DescriptionWords
{
    private const int Named = 12;

    /// <summary>The columns of a table, else the paths of a document; empty for others.</summary>
    public static string Columns(OutputDescription description)
    {
        if (description.Columns.Count > 0)
        {
            return List([.. description.Columns.Select(column => $"{column.Name} ({ColumnWords.Type(column.Type)})")]);
        }

        return List([.. description.Shape.Select(shape => $"{shape.Path} ({string.Join("|", shape.Types)})")]);
    }

    private static string List(IReadOnlyList<string> names)
    {
        var text = string.Join(", ", names.Take(Named).Select(VisibleText.Of));
        return names.Count > Named ? $"{text}, … {Amounts.Count(names.Count - Named)} more" : text;
    }
}
